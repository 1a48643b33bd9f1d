"""A sentence → the words that carry its meaning, in forms that can be compared.

English alone: the lists below are English. Which words count as names is learned from the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache


class Kind(Enum):
    WORD = auto()
    NAME = auto()
    NUMBER = auto()


@dataclass(frozen=True, slots=True)
class Word:
    """``form`` is what is compared. ``negated``: a word such as «not» or «failed to» is before it.

    ``clause`` counts the commas, brackets and colons up to it; ``joint``: another clause can begin at it;
    ``by``: it follows «by», which turns who did what to whom around. ``capital``: at the beginning of the
    sentence, where it may be a name that the page has not.
    """

    form: str
    kind: Kind
    negated: bool = False
    clause: int = 0
    joint: bool = False
    by: bool = False
    capital: bool = False


_TOKEN = re.compile(
    r"(?P<number>\d+(?:,\d{3})*(?:\.\d+)?(?:(?:st|nd|rd|th|s|m|bn|k)\b)?)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)"
    r"|(?P<percent>%)|(?P<pause>[,;()\[\]—–]|[:-]+(?=\s))"
)

_FUNCTION = frozenset(
    """
    a an the this that these those there here and or but so nor as of in on at to for with from into
    onto by about over under between among through during upon off up down out per than then also
    too very just even still yet i me my mine we us our ours you your yours he him his himself she
    her hers herself it its itself they them their theirs themselves who whom whose which what when
    where why how one ones someone somebody anyone anybody everyone is are was were be been being am
    has have had having do does did done doing will would shall should can could may might must s t
    re ve ll d m if while after before because since until though although whether both either each
    some any all such own same other another more most much many got get gets getting however
    meanwhile mr mrs ms dr sir
    """.split()
)
_JOINTS = frozenset(
    """
    and but while as after before when where who which that because since although though whereas
    however so with
    """.split()
)
_NEGATIONS = frozenset(
    """
    not no never neither nor nobody nothing none nowhere cannot without hardly barely scarcely
    rarely seldom fail refuse deny decline reject avoid prevent unable unlikely false lack forbid
    doubt
    """.split()
)
_SPEECH = frozenset("say said says saying told tell tells telling state add explain according".split())
_NUMBERS = {
    word: str(value)
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
        sixteen seventeen eighteen nineteen twenty""".split()
    )
    if word != "one"  # mostly a pronoun
} | {
    word: str(value)
    for value, word in zip(
        range(30, 100, 10), "thirty forty fifty sixty seventy eighty ninety".split(), strict=True
    )
}
_NUMBERS |= {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "percent": "%"}
_MAGNITUDES = {"k": "thousand", "m": "million", "bn": "billion"}
_LARGE = frozenset("hundred thousand million billion trillion dozen half double twice".split())
_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_CALENDAR = frozenset(_DAYS) | (frozenset(_MONTHS) - {"march", "may"})
_IRREGULAR = dict(
    pair.split(":")
    for pair in """
    won:win lost:lose beaten:beat left:leave went:go gone:go took:take taken:take gave:give
    given:give made:make found:find held:hold led:lead met:meet paid:pay ran:run sold:sell
    bought:buy told:say men:man women:woman people:person children:child died:die dead:die
    became:become began:begin came:come fell:fall fallen:fall grew:grow knew:know saw:see seen:see
    shot:shoot spent:spend stood:stand wrote:write written:write rose:rise risen:rise brought:bring
    caught:catch thought:think denied:deny denies:deny
    """.split()
)


def names_of(sentences: Iterable[str]) -> frozenset[str]:
    """Forms of the words that the page writes with a capital within sentences, more often than without."""
    capital: Counter[str] = Counter()
    small: Counter[str] = Counter()
    for sentence in sentences:
        words = re.findall(r"[^\W\d_]+", sentence)
        for position, word in enumerate(words):
            if word[0].islower():
                small[word.casefold()] += 1
            elif position or (words[1:2] and words[1][0].isupper()):  # «Peter Brandt» begins with a name
                capital[word.casefold()] += 1
    return frozenset(
        word for word in capital if capital[word] > small[word] and word not in _FUNCTION and len(word) > 1
    )


def words_of(sentence: str, names: frozenset[str], known: frozenset[str] = frozenset()) -> tuple[Word, ...]:
    """The words of a sentence but those that only hold it together.

    A capital makes a name, too, unless the word is ``known``: written without one on the page.
    """
    found: list[Word] = []
    clause, negated, joint, by, begun = 0, False, True, False, False
    for token, kind in _tokens(sentence):
        low = token.casefold()
        if kind == "pause":
            clause, negated, joint = clause + 1, False, joint or token == ";"  # noqa: S105 # no secret
            continue
        form = form_of(low) if kind == "word" else _number(low)
        if kind == "word" and form in _NEGATION_FORMS:
            negated = not negated if low == "not" and negated else True
            continue
        named = kind == "word" and _is_name(token, low, names, known, begun)
        capital = kind == "word" and not begun and token[0].isupper() and low not in known
        begun = True
        if kind == "word" and low in _FUNCTION and not named:
            joint, by = joint or low in _JOINTS, low == "by"
            continue
        form = low if named else form
        turned = by and low not in _CALENDAR
        found.append(
            Word(form, _kind(form, kind, low, named), negated, clause, joint, turned, capital and not named)
        )
        negated = joint = by = False
    return tuple(_attributed(_dated(found)))


def stray_negation(sentence: str) -> bool:
    """Whether a negation governs no word at all: «He did not.»"""
    last = [form_of(token.casefold()) for token, kind in _tokens(sentence) if kind == "word"]
    return bool(last) and last[-1] in _NEGATION_FORMS


def _kind(form: str, kind: str, low: str, named: bool) -> Kind:
    if kind == "number" or low in _NUMBERS or low in _LARGE or form == "%":
        return Kind.NUMBER
    return Kind.NAME if named or low in _CALENDAR else Kind.WORD


def _is_name(token: str, low: str, names: frozenset[str], known: frozenset[str], begun: bool) -> bool:
    if low in names:
        return not (low in _FUNCTION and token[0].islower())
    return begun and token[0].isupper() and low not in known | _FUNCTION | _NUMBERS.keys()


def _tokens(sentence: str) -> Iterator[tuple[str, str]]:
    """(token, its kind: number, word or pause); «won't» and «3m» are two, a possessive ``'s`` is gone."""
    plain = re.sub(r"\bper cent\b", "percent", re.sub(r"n ?['’] ?t\b", "n't", sentence))
    for match in _TOKEN.finditer(plain):
        token, kind = match[0], str(match.lastgroup)
        if kind == "percent":
            yield "percent", "word"
        elif kind == "word" and re.search(r"(?i)n['’]t$", token):
            base = {"ca": "can", "wo": "will", "sha": "shall"}.get(token[:-3].casefold(), token[:-3])
            if base:
                yield base, "word"
            yield "not", "word"
        elif kind == "word":
            yield re.sub(r"['’](s|S|re|ve|ll|d|m)?$", "", token) or token, "word"
        elif kind == "number" and (large := _MAGNITUDES.get(token.lstrip("0123456789,."))):
            yield re.sub(r"[a-z]+$", "", token), kind
            yield large, "word"
        else:
            yield token, kind


def _number(low: str) -> str:
    """``1,200`` → ``1200``, ``2.50`` → ``2.5``; ``1980s`` and ``4th`` stay."""
    digits = low.replace(",", "")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@lru_cache(maxsize=20_000)
def form_of(low: str) -> str:
    """A rough stem: «scored», «scores» and «scoring» are one word."""
    if low in _NUMBERS:
        return _NUMBERS[low]
    if low in _SPEECH:
        return "say"
    low = _IRREGULAR.get(low, low)
    for suffix in ("ing", "ied", "ies", "ed", "es", "ly", "s", "e"):
        if low.endswith(suffix) and len(low) - len(suffix) >= 3 and not low.endswith("ss"):
            low = low[: -len(suffix)] + ("y" if suffix in {"ied", "ies"} else "")
            break
    if len(low) > 3 and low[-1] == low[-2] and low[-1] not in "lsz":
        low = low[:-1]  # «stopped»
    return "say" if low in {"say", "stat", "add", "explain"} else low


def _dated(words: list[Word]) -> list[Word]:
    """«April 4» and «4 April» alike: the month first."""
    found = list(words)
    for index in range(len(found) - 1):
        day, month = found[index], found[index + 1]
        is_day = day.kind is Kind.NUMBER and day.form.rstrip("stndrh").isdigit() and len(day.form) <= 4
        if is_day and month.form in _MONTH_FORMS:
            found[index], found[index + 1] = month, day
    return found


def _attributed(words: list[Word]) -> list[Word]:
    """«said Jones» and «Jones said» alike: who said it stands behind."""
    found = list(words)
    for index, word in enumerate(words):
        first = index
        while word.form == "say" and first and found[first - 1].kind is Kind.NAME:
            first -= 1
        if first < index:
            said, name = found[index], found[first]
            found[first : index + 1] = [
                replace(said, joint=name.joint, clause=name.clause),
                *found[first:index],
            ]
    return found


_NEGATION_FORMS = frozenset(form_of(word) for word in _NEGATIONS)
_MONTH_FORMS = frozenset(_MONTHS)
