"""Terms of a watch in a text: words and phrases as they are read, and regular expressions within a time.

Words are compared by their folding (see folding.py) and stand between word boundaries: «ai» is not in
«training». Blanks of a phrase stand for any white space, a line's end included. Scripts that put no spaces
between words, and Korean, which hangs particles on them, have no boundaries to hold to: there a term is found
anywhere.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol, Self

import regex

from pagebrief.watches.folding import Folded, fold, folded

PATTERN_SECONDS = 0.2
"""Of processor time, for one regular expression over one page."""
PAGE_SECONDS = 2.0
"""For all regular expressions over one page."""
MAX_TERM = 1_000  # characters

_SCRIPTS = "Han Hiragana Katakana Hangul Thai Lao Khmer Myanmar"
_UNSPACED = "".join(rf"\p{{scx={script}}}" for script in _SCRIPTS.split())
_WORD = rf"[\p{{L}}\p{{N}}\p{{M}}--[{_UNSPACED}]]"
_WORDLIKE = regex.compile(_WORD, regex.V1)
_EXPRESSION = regex.compile(r"/(?P<pattern>.*)/(?P<flags>[a-zA-Z]*)", regex.DOTALL)
FLAGS = {"i": regex.IGNORECASE, "m": regex.MULTILINE, "s": regex.DOTALL, "x": regex.VERBOSE}


class TermError(ValueError):
    """A term that can't be looked for. ``at`` is the place within it, where that is known."""

    def __init__(self, what: str, at: int | None = None) -> None:
        super().__init__(what)
        self.what, self.at = what, at


class TooSlowError(Exception):
    """A regular expression ran out of time. ``seconds`` is what it had."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:g} s")
        self.seconds = seconds


@dataclass(slots=True)
class Text:
    """A text that many terms are looked for in: it is folded once, and only if a word is looked for."""

    original: str
    _folded: Folded | None = field(default=None, init=False)

    @property
    def folded(self) -> Folded:
        if self._folded is None:
            self._folded = fold(self.original)
        return self._folded


class Finder(Protocol):
    def first(self, text: Text, seconds: float) -> tuple[int, int] | None:
        """Where it stands first, in code points of the original; None if it doesn't. Raises TooSlowError."""
        ...


def is_expression(term: str) -> bool:
    """``/…/`` with letters behind, perhaps."""
    return _EXPRESSION.fullmatch(term) is not None


@lru_cache(maxsize=100_000)
def finder(term: str) -> Finder:
    """Raises TermError."""
    if len(term) > MAX_TERM:
        raise TermError(f"it has {len(term):,} characters; at most {MAX_TERM:,} are looked for")
    expression = _EXPRESSION.fullmatch(term)
    return _Expression.of(expression["pattern"], expression["flags"]) if expression else _Words.of(term)


@dataclass(frozen=True, slots=True)
class _Words:
    """Boundaries are looked at where the words were found: with them, 3,000 terms took 1.4 s to compile."""

    phrase: re.Pattern[str]
    bounded: tuple[bool, bool]
    """Whether no word may go on before and after them."""

    @classmethod
    def of(cls, term: str) -> Self:
        words = folded(term).split()
        if not any(character.isalnum() for word in words for character in word):
            raise TermError("it holds no letter and no digit to look for")
        bounded = _WORDLIKE.match(words[0]) is not None, _WORDLIKE.match(words[-1][-1]) is not None
        return cls(re.compile(r"\s+".join(map(re.escape, words))), bounded)

    def first(self, text: Text, _seconds: float) -> tuple[int, int] | None:
        """A few milliseconds over the longest page, whatever the words: their time is not counted."""
        folded, position = text.folded, 0
        while found := self.phrase.search(folded.text, position):
            place = folded.original(*found.span())
            if place and self._stands_alone(folded.text, *found.span()):
                return place
            position = found.start() + 1
        return None

    def _stands_alone(self, text: str, start: int, end: int) -> bool:
        before, after = self.bounded
        return not (
            (before and start and _WORDLIKE.match(text, start - 1)) or (after and _WORDLIKE.match(text, end))
        )


@dataclass(frozen=True, slots=True)
class _Expression:
    compiled: regex.Pattern[str]

    @classmethod
    def of(cls, pattern: str, letters: str) -> Self:
        flags = 0
        for place, letter in enumerate(letters, len(pattern) + 2):
            if letter not in FLAGS:
                raise TermError(f"«{letter}» is no flag; there are {', '.join(FLAGS)}", place)
            flags |= FLAGS[letter]
        try:
            compiled = regex.compile(pattern, flags)
        except regex.error as error:
            what, _, at = str(error).partition(" at position ")
            raise TermError(
                f"as a regular expression it is broken: {what}", int(at) + 1 if at.isdigit() else None
            ) from error
        return cls(compiled)

    def first(self, text: Text, seconds: float) -> tuple[int, int] | None:
        if seconds <= 0:  # which regex would take for no limit
            raise TooSlowError(0.0)
        try:
            found = self.compiled.search(text.original, timeout=seconds)
        except TimeoutError as error:
            raise TooSlowError(seconds) from error
        return found.span() if found else None
