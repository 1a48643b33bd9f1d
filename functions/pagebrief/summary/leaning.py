"""Sentences that lean on what stands before: «He denied it», «But the council refused», half a quotation.

Told without it they say nothing, or the wrong thing: a reader takes «he» for whoever was named last, and
«but» for a contrast to whatever stands above. It is seen by how a sentence begins, in the languages of
``opening_words``; by its quotation marks in all of them.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from pagebrief.summary.opening_words import OPENINGS, Openings
from pagebrief.summary.quotations import breaks_in, is_quoted

DIRECT = 1
"""What «but», «this», «they» and a quotation go on with is the sentence before."""
PERSON = 2
"""Who «he» and «her» are was often said one sentence earlier: a page stays with a person for longer."""

Supports = Mapping[int, Collection[int]]
"""Of the sentences that lean, by their places: the places of those of which one should be told, too."""

_BEGINNING = 80  # characters of a sentence that say how it begins
_QUOTE = "\"“”„«»'‘’`「『"
_END = r"(?![\w\u0300-\u036f]|[-.](?=\w))"  # of a word: «so-called» and «E.ON» go on
_SPEECH = r"(?:[,.!?…][\"“”»«'’]|[\"“”»«]\s?[,.!?…]|[,.!?…]\s?'')"
"""How what somebody says ends; a title in quotation marks has none of these marks."""


def supports_of(texts: Sequence[str], language: str | None, numbers: Sequence[int]) -> dict[int, list[int]]:
    """``numbers``: which sentences of their page these are, in order. The first of them leans on nothing."""
    found = {}
    for at, text in enumerate(texts):
        if at and (far := reach(text, language)):
            near = range(max(0, at - far), at)
            found[at] = [before for before in near if numbers[at] - numbers[before] <= far]
    return found


def adrift(told: Collection[int], supports: Supports) -> int:
    """How many of the sentences that are told lean on what isn't."""
    return sum(is_adrift(at, told, supports) for at in told)


def is_adrift(at: int, told: Collection[int], supports: Supports) -> bool:
    return at in supports and not any(each in told for each in supports[at])


def reach(text: str, language: str | None) -> int:
    """How many sentences before it one must be told: ``DIRECT``, ``PERSON``, or 0 where it needs none.

    Without ``language`` the text is read as English.
    """
    if is_quoted(text) or breaks_in(text):
        return DIRECT
    patterns = _PATTERNS.get(language or "en")
    if patterns is None:
        return 0
    direct, person, speaker = patterns
    if direct.match(text[:_BEGINNING]):
        return DIRECT
    return PERSON if person.match(text[:_BEGINNING]) or speaker.match(text) else 0


def _patterns(of: Openings) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Of a sentence that leans directly, of one of a person, of a quotation whose speaker is but «she»."""
    start = rf"[\s({_QUOTE}]*"
    few = r"(?:(?-i:[a-zß-ÿ]+)[\s-]+){0,2}"  # no name among them: «…», the mayor said
    pointing = rf"(?:{of.pointing})(?!\s(?:{of.itself})\b)"
    return (
        _pattern([start, rf"(?:{of.joining}|{of.others}|{pointing})"]),
        _pattern([start, rf"(?:{of.person})"]),
        _pattern([rf"[{_QUOTE}].*", _SPEECH, rf"[,.]?\s+{few}(?:{of.person}|{of.others})"]),
    )


def _pattern(parts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("".join(parts) + _END, re.IGNORECASE | re.DOTALL)


_PATTERNS = {language: _patterns(openings) for language, openings in OPENINGS.items()}
