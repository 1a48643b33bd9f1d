"""Text → what remains if case, accents and forms of characters don't count, with the way back.

Each user-perceived character (grapheme cluster, Unicode Standard Annex 29) is folded by itself: compatibility
decomposition, case folding, and then the accents go. Marks that make another letter of it stay: the vowels of
Devanagari and Thai, the voicing of kana (が is not か).
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import regex

_PIECE = regex.compile(r"[\t-\r -~]+(?![\p{M}\u200d])|\X")
# Accents of Latin, Greek and Cyrillic; points of Hebrew and Arabic; what is invisible (soft hyphen, joiners).
_UNCOUNTED = regex.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u0591-\u05bd\u05bf\u05c1-\u05c2\u05c4"
    "-\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7-\u06e8\u06ea-\u06ed"
    "\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f]"
)
# What has an accent by its shape and none by Unicode; typographic forms of apostrophe and hyphen.
_ALIKE = str.maketrans(
    {
        "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
        "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """``text`` and the way back to the original.

    ``starts[i]`` and ``ends[i]``: where the original character begins whose folding begins at i, and where
    the one ends whose folding ends at i; −1 within the folding of one (ß is ss). None: all is in place.
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """Where ``text[start:end]`` stands in the original; None if it is no whole characters there."""
        if self.starts is None or self.ends is None:
            return start, end
        first, last = self.starts[start], self.ends[end]
        return (first, last) if first >= 0 and last >= 0 else None


def fold(text: str) -> Folded:
    if text.isascii():
        return Folded(text.lower())
    parts: list[str] = []
    starts: list[int] = []
    ends = [0]
    for piece in _PIECE.finditer(text):
        begin, found = piece.start(), piece.group()
        if found.isascii():
            parts.append(found.lower())
            starts.extend(range(begin, begin + len(found)))
            ends.extend(range(begin + 1, begin + len(found) + 1))
        elif folded := _cluster(found):
            inside = [-1] * (len(folded) - 1)
            parts.append(folded)
            starts.extend([begin, *inside])
            ends.extend([*inside, begin + len(found)])
    starts.append(len(text))
    return Folded("".join(parts), tuple(starts), tuple(ends))


def folded(text: str) -> str:
    return fold(text).text


@lru_cache(maxsize=10_000)
def _cluster(cluster: Any) -> str:
    """One character as people see it, folded; ``""`` if it can't be seen.

    Twice: ẞ becomes ss by case, and what case makes of ΐ has accents again.
    """
    for _ in range(2):
        cluster = unicodedata.normalize("NFKD", str(cluster)).casefold()
    return unicodedata.normalize("NFC", _UNCOUNTED.sub("", cluster).translate(_ALIKE))
