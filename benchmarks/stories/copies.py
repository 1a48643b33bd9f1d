"""Articles → what other sites make of them: edited, shortened, rewritten, cut off, wrapped in more text."""

import random
import re
from collections.abc import Callable, Sequence

from benchmarks.support import faithful
from pagebrief.summary.support.words import names_of

Sentences = list[str]

_OTHER_WORDS = dict(
    pair.split(":")
    for pair in """
    said:stated says:states told:informed also:additionally but:however about:roughly many:numerous big:large
    large:sizeable began:started started:began ended:concluded help:assist helped:assisted show:reveal
    showed:revealed shows:reveals found:discovered killed:slain died:perished hurt:injured injured:wounded
    wounded:hurt near:close near:beside area:region region:area city:town house:home home:residence
    children:youngsters child:youngster kids:children man:individual people:individuals officials:authorities
    authorities:officials police:officers officers:police asked:requested called:labelled think:believe
    believe:think believes:thinks wanted:wished want:wish need:require needed:required used:utilised
    use:employ quickly:rapidly fast:quick hard:difficult difficult:tough important:significant
    significant:important new:fresh former:ex-  recent:latest currently:now now:currently later:afterwards
    before:prior after:following during:throughout because:since while:whereas although:though
    attack:assault attacked:assaulted arrested:detained detained:held charged:accused accused:charged
    trial:proceedings court:tribunal judge:magistrate lawyer:attorney attorney:lawyer prison:jail jail:prison
    government:administration president:leader leader:head minister:official group:organisation
    organization:body company:firm firm:company workers:staff staff:employees employees:workers
    money:funds price:cost cost:price rise:increase increase:rise fall:drop drop:fall won:clinched
    win:victory victory:win lost:defeated beat:defeated match:game game:match season:campaign
    club:side team:side player:footballer players:squad goal:strike fans:supporters supporters:fans
    hospital:clinic doctors:medics study:research research:study scientists:researchers
    researchers:scientists students:pupils school:academy plane:aircraft flight:journey ship:vessel
    car:vehicle vehicle:car road:street street:road fire:blaze blaze:fire storm:tempest weather:conditions
    country:nation nation:country world:globe year:twelvemonth month:four-weeks day:date night:evening
    morning:dawn family:relatives mother:mum father:dad parents:mum-and-dad friends:pals women:females
    woman:lady girl:youngster boy:lad often:frequently sometimes:occasionally almost:nearly nearly:almost
    against:versus between:amid across:throughout around:about every:each several:various some:certain
    """.split()
)
_DATELINES = ("LONDON -- ", "(Reuters) - ", "WASHINGTON (AP) — ", "By our correspondent. ", "Updated 14:05. ")
_AGENCY = (
    "This report was supplied by an agency and has not been edited by our staff.",
    "With material from news agencies.",
    "The story first appeared elsewhere and is published here under licence.",
    "Sign up to our morning letter for more stories like this one.",
    "Follow us for the latest on this developing story, and tell us what you think below.",
)


def edited(sentences: Sequence[str], rng: random.Random) -> Sentences:
    """A desk's light hand: a dateline, some words, one cut near the end, an agency's line."""
    kept = [_other_words(each, rng, 0.2) for each in sentences]
    if len(kept) > 8:
        del kept[rng.randrange(len(kept) // 2, len(kept))]
    return [rng.choice(_DATELINES) + kept[0], *kept[1:], rng.choice(_AGENCY)]


def shortened(sentences: Sequence[str], rng: random.Random) -> Sentences:
    """Paragraphs cut for space: half to three quarters of the sentences remain, in their order."""
    count = max(4, round(len(sentences) * rng.uniform(0.5, 0.75)))
    chosen = sorted({0, *rng.sample(range(len(sentences)), min(count, len(sentences)))})
    return [*(sentences[place] for place in chosen), rng.choice(_AGENCY)]


def cut_off(sentences: Sequence[str], rng: random.Random) -> Sentences:
    """The first part only, with a line that leads to the rest."""
    count = max(4, round(len(sentences) * rng.uniform(0.2, 0.5)))
    return [*sentences[:count], "Read the full story on the site of our partner."]


def rewritten(sentences: Sequence[str], rng: random.Random) -> Sentences:
    """A heavy hand: sentences dropped, moved, merged, compressed and said otherwise, many words exchanged."""
    names = names_of(sentences)
    kept = [each for place, each in enumerate(sentences) if place < 2 or rng.random() < 0.8]
    body = [_said_otherwise(_other_words(each, rng, 0.5), rng, names) for each in _merged(kept, rng, names)]
    for _ in range(len(body) // 5):
        place = rng.randrange(len(body) - 1)
        body[place], body[place + 1] = body[place + 1], body[place]
    return [*body, rng.choice(_AGENCY)]


def wrapped(sentences: Sequence[str], rng: random.Random, own: Sequence[str]) -> Sentences:
    """The wire's whole text, and behind it a third as much of the site's own."""
    return [*sentences, *own[: max(2, len(sentences) // 3)]]


def headline(sentences: Sequence[str], rng: random.Random) -> str:
    """Another headline: the beginning of one of the first sentences."""
    words = rng.choice(sentences[:4]).split()
    return " ".join(words[: rng.randint(6, 11)])


def _other_words(sentence: str, rng: random.Random, share: float) -> str:
    def exchanged(match: re.Match[str]) -> str:
        other = _OTHER_WORDS.get(match[0])
        return other if other and rng.random() < share else match[0]

    return re.sub(r"\b[a-z]+\b", exchanged, sentence)


def _said_otherwise(sentence: str, rng: random.Random, names: frozenset[str]) -> str:
    ways: list[Callable[[], str | None]] = [
        lambda: faithful.compressed(sentence, rng),
        lambda: faithful.said_otherwise(sentence, rng, names),
        lambda: faithful.reformatted(sentence, rng),
        lambda: faithful.with_pronoun(sentence, rng, names),
    ]
    rng.shuffle(ways)
    return next((new for way in ways if (new := way())), sentence)


def _merged(sentences: Sequence[str], rng: random.Random, names: frozenset[str]) -> Sentences:
    merged: Sentences = []
    for sentence in sentences:
        both = faithful.joined(merged[-1], sentence, rng, names) if merged and rng.random() < 0.25 else None
        if both:
            merged[-1] = both
        else:
            merged.append(sentence)
    return merged
