"""Whether a piece of text is a quotation, or holds the one half of it, by the marks of many languages."""

import re

_WHOLE = re.compile(r"[\"“”„«»][^\"“”„«»]*[\"“”»«]|「[^「」]*」|『[^『』]*』")
_PAIRS = (("„", "“”"), ("“", "”"), ("«", "»"), ("「", "」"), ("『", "』"))
_BOTH = re.compile(r"(?<!\w)[\"”]|[\"”](?!\w)")
"""Marks that open and close alike, as Swedish has them. Within a word it is none: צה"ל."""


def is_quoted(text: str) -> bool:
    """Whether all of it is said by somebody who is not named."""
    return bool(_WHOLE.fullmatch(text.strip()))


def breaks_in(text: str) -> bool:
    """Whether a quotation ends in it that began before."""
    return _unpaired(text) < 0


def breaks_off(text: str) -> bool:
    """Whether a quotation begins in it and ends behind it."""
    return _unpaired(text) > 0


def _unpaired(text: str) -> int:
    """1 where a quotation is opened and not closed, -1 the other way round, else 0."""
    for opening, closing in _PAIRS:
        if opening in text:
            opened, closed = text.count(opening), sum(map(text.count, closing))
            return (opened > closed) - (opened < closed) if closed else opened % 2
    marks = [mark.start() for mark in _BOTH.finditer(text)]
    no_inches = [at for at in marks if not text[at - 1 : at].isdigit()]
    if len(marks) % 2 == 0 or len(no_inches) % 2 == 0:
        return 0
    last = no_inches[-1]
    return 1 if last == 0 or text[last - 1] in " \t\n(" else -1
