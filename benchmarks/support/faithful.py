"""Sentences of a page, lightly changed: what a faithful rewriting would make of them."""

import random
import re
from collections.abc import Callable

_NAME = r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}"
_OPENING = re.compile(
    r"^(?:On|In|At|After|Before|While|When|But|However|Meanwhile|Now|Last|Since|Despite|Although|During|For)\b"
    r"[^,.\"“]{3,70}, "
    r"(?!(?:which|when|who|where|while|as|but|and|or|of|with)\b)(?=[a-zA-Z])"
)
_ASIDE = re.compile(r", (?:who|which|whose|where|a|an|the|\d+|aged|from|now|then)\b[^,.;:\"”]{2,70},(?= )")
_ENDING = re.compile(
    r",? (?:which|who|where|after|while|with|as|before|following|adding|because|since|although)\b"
    r"[^\"“”]{8,140}$"
)
_BRACKET = re.compile(r" \([^)]{2,60}\)(?=[ ,.])")
_WORDS = "two three four five six seven eight nine ten eleven twelve".split()
_QUOTE_LAST = re.compile(
    r"^[\"“'‘](?P<said>[^\"“”]{15,200}),[\"”'’]? ?[\"”'’]? "
    rf"(?:said (?P<who>{_NAME})|(?P<who2>{_NAME}) said)$"
)
_WHO_SAID = re.compile(rf"^(?P<who>(?:The )?{_NAME}) said (?:that )?(?P<said>[^\"“”]{{15,200}})$")
_FORMS = (
    "{who} stated that {said}.",
    "According to {who}, {said}.",
    "{Said}, {who} said.",
    "{who} told reporters {said}.",
)


def compressed(sentence: str, rng: random.Random) -> str | None:
    """Clauses, asides and brackets dropped."""
    body = sentence.rstrip(".")
    cuts: list[Callable[[str], str]] = [
        lambda text: _OPENING.sub("", text),
        lambda text: _ASIDE.sub("", text, count=1),
        lambda text: _ENDING.sub("", text),
        lambda text: _BRACKET.sub("", text),
    ]
    rng.shuffle(cuts)
    for cut in cuts[:2] if rng.random() < 0.5 else cuts:
        shorter = cut(body)
        if len(shorter.split()) >= 5:
            body = shorter
    return None if body == sentence.rstrip(".") else body[0].upper() + body[1:] + "."


def joined(first: str, second: str, rng: random.Random, names: frozenset[str]) -> str | None:
    """Two neighbours in one sentence."""
    if not re.search(r"[\w)]\.$", first) or not re.match(r"[A-Z][\w']* ", second):
        return None
    start = (
        second
        if second.split(maxsplit=1)[0] in names or second.startswith("I ")
        else second[0].lower() + second[1:]
    )
    link = rng.choice([" and ", ", and ", "; ", ", while "])
    return first.rstrip(".") + link + start


def reformatted(sentence: str, rng: random.Random) -> str | None:
    """Numbers in another form: 1,200 and 1200, seven and 7, % and percent."""
    changed = re.sub(r"\b(\d{1,3}),(\d{3})\b", r"\1\2", sentence)
    if changed == sentence:
        changed = re.sub(r"(?<![\d,.$£€])\b([1-9]\d?)(\d{3})\b(?!s|[-/.,]\d)", _with_comma, sentence)
    changed = re.sub(r"\b(\d+) ?(?:per cent|percent)\b", r"\1%", changed)
    if changed == sentence:
        changed = re.sub(rf"\b({'|'.join(_WORDS)})\b", lambda m: str(_WORDS.index(m[1]) + 2), sentence)
    if changed == sentence:
        changed = re.sub(
            r"(?<![\d,.$£€:-])\b([2-9]|1[0-2])\b(?![\d,.:%'-])", lambda m: _WORDS[int(m[1]) - 2], sentence
        )
    return None if changed == sentence else changed


def _with_comma(match: re.Match[str]) -> str:
    year = 1900 <= int(match[1] + match[2]) <= 2030
    return match[0] if year else f"{match[1]},{match[2]}"


def with_pronoun(sentence: str, rng: random.Random, names: frozenset[str]) -> str | None:
    """The name that a sentence begins with becomes a pronoun."""
    match = re.match(rf"{_NAME}(?= [a-z]+(?:ed|s|d)\b| said| was| is| has| had| will| told)", sentence)
    if not match or not set(match[0].split()) <= names:
        return None
    return rng.choice(["He", "She", "It"]) + sentence[match.end() :]


def said_otherwise(sentence: str, rng: random.Random, names: frozenset[str]) -> str | None:
    """Who said it stands elsewhere, or another word for saying."""
    body = sentence.rstrip(".")
    if match := _QUOTE_LAST.match(body):
        who = str(match["who"] or match["who2"])
        if who.rsplit(maxsplit=1)[-1] not in names:
            return None
        return f"{who} {rng.choice(['said', 'stated', 'explained'])} that {match['said']}."
    match = _WHO_SAID.match(body)
    if match and match["who"].rsplit(maxsplit=1)[-1] in names:
        said = match["said"]
        form = rng.choice(_FORMS)
        return form.format(who=match["who"], said=said, Said=said[0].upper() + said[1:])
    return None
