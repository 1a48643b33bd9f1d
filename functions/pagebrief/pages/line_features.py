"""What the line model sees of a page: for each line some numbers, its first words and itself, hashed.

A change here asks for new weights: run ``make fit`` (tools/line_model).
"""

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from pagebrief.pages.lines import Line
from pagebrief.pages.prose import ENDED, unspaced

WORDS = 12
"""Words of a line that are looked at: menus and headings are short, and prose shows itself early."""
BUCKETS = 4096
"""Words, and whole short lines, are told apart by their hash in 1 … BUCKETS - 1; 0 is nothing."""

_WORD = re.compile(r"\w+")
_BETWEEN_SENTENCES = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"“‘«(\[]*[A-Z0-9]|[。！？؟।۔]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGITS = re.compile(r"\d+")
_LONGEST = 2_000  # characters of a line that are looked at
_PROSE, _LONG = 8, 20  # words
_ENDING = 40  # characters that show how a line ends
_SHORT = 6  # words of a line that is also known as a whole

# Latin-1 characters by kind: u(pper), d(igit), p(unctuation), a comma, s(eparator) of menus, o(ther).
_KINDS = bytes(
    ord("u" if chr(c).isupper() else "d" if chr(c).isdigit() else "s" if chr(c) in "|·" else
        "," if chr(c) == "," else
        "o" if chr(c).isalnum() or chr(c).isspace() else "p")
    for c in range(256)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Features:
    """Of n lines: ``numbers`` (n, 47), ``bags`` of hashed words, and their ``lengths``.

    A bag is (n, k): up to k words of a line, 0 where there are fewer. A group (n,) numbers what the lines
    stand in, small first: a run of lines, an element. ``lengths`` (n,) are in words, at least 1.
    """

    numbers: NDArray[np.float32]
    bags: Mapping[str, NDArray[np.int64]]
    groups: Sequence[NDArray[np.int64]]
    lengths: NDArray[np.float64]


def features_of(lines: Sequence[Line]) -> Features:
    """The features of a page's lines, of which there must be one at least."""
    lowered = [line.text[:_LONGEST].casefold() for line in lines]
    words = [_WORD.findall(text) for text in lowered]
    seen = Counter(lowered)
    topic = Counter(word for each in words if len(each) >= 12 for word in {w for w in each if len(w) > 3})
    rows = [
        _of_line(line, low, each, seen[low], topic)
        for line, low, each in zip(lines, lowered, words, strict=True)
    ]
    own = np.array([row for row, _ in rows], np.float32)
    lengths = np.array([length for _, length in rows])
    hashed = np.zeros((len(lines), WORDS), np.int64)
    for row, each in zip(hashed, words, strict=True):
        row[: min(WORDS, len(each))] = [_bucket(word) for word in each[:WORDS]]
    wholes = np.array(
        [
            _bucket(_DIGITS.sub("0", low)) if len(each) <= _SHORT else 0
            for low, each in zip(lowered, words, strict=True)
        ],
        np.int64,
    )
    numbers = np.concatenate([own, _of_place(lengths, own[:, 0] > 0)], axis=1)
    bags = {"words": hashed, "wholes": wholes[:, None]}
    return Features(numbers, bags, _runs(lines, own), np.maximum(lengths, 1.0))


def _of_line(
    line: Line, low: str, words: Sequence[str], times: int, topic: Counter[str]
) -> tuple[list[float], float]:
    """What a line shows by itself, and its length in words. The first number is whether it is prose."""
    text = line.text[:_LONGEST]
    length = len(words) + unspaced(text) / 2
    kinds = text.encode("latin-1", "replace").translate(_KINDS)
    numbers = [
        *_size(line, text, length),
        *_ends(text),
        *_characters(text, kinds),
        *_signs(text, low, kinds),
        math.log(times),
        *_subject(words, topic),
        length >= _PROSE,
        length >= _LONG,
        text.isupper(),
        not text.isascii(),
        "?" in text,
        "(" in text,
    ]
    return numbers, length


def _size(line: Line, text: str, length: float) -> list[float]:
    ended = bool(ENDED.search(text[-_ENDING:]))
    return [
        ended and length >= _PROSE,
        ended,
        math.log1p(len(text)) / 5,
        math.log1p(length) / 4,
        min(line.gap, 4) / 2,
        line.gap == 0,
        line.bullet,
        line.heading,
        line.linked,
    ]


def _ends(text: str) -> list[float]:
    """How a line ends, then how it begins."""
    return [
        text[-1] == ":",
        text[-1] in ",;",
        text.endswith(("...", "…")),
        text[0].isupper(),
        text[0].islower(),
        text[0].isdigit(),
        text[0] in "\"“‘«'",
    ]


def _characters(text: str, kinds: bytes) -> list[float]:
    spaced = text.split()
    count, characters = max(1, len(spaced)), len(text)
    commas = kinds.count(b",")
    return [
        sum(1 for word in spaced if word[0].isupper()) / count,
        3 * kinds.count(b"d") / characters,
        2 * kinds.count(b"u") / characters,
        5 * (kinds.count(b"p") + commas) / characters,
        min(commas, 8) / 4,
        min(len(_BETWEEN_SENTENCES.findall(text)), 8) / 3,
        characters / count / 8,
    ]


def _signs(text: str, low: str, kinds: bytes) -> list[float]:
    return [
        "@" in text,
        "©" in text or "copyright" in low,
        "http" in low or "www." in low,
        min(kinds.count(b"s"), 4) / 2,
        any(sign in text for sign in "$€£"),
        kinds.count(b"d") >= 4 and bool(_YEAR.search(text)),
    ]


def _subject(words: Sequence[str], topic: Counter[str]) -> list[float]:
    """How many of a line's longer words the page's long lines are about, and how many there are."""
    content = [word for word in words if len(word) > 3]
    least = 1 if len(words) < 12 else 2  # a long line is among those that the topic was counted on
    return [
        sum(topic.get(word, 0) >= least for word in content) / max(1, len(content)),
        min(len(content), 20) / 10,
    ]


def _of_place(lengths: NDArray[np.float64], prose: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Where each line stands: among the lines, among the words, and among the prose of the page."""
    count = len(lengths)
    index = np.arange(count)
    read, told = np.cumsum(lengths), np.cumsum(np.where(prose, lengths, 0.0))
    all_words, all_prose = max(1.0, float(read[-1])), max(1.0, float(told[-1]))
    columns = (
        index / max(1, count - 1),
        np.log1p(index) / 5,
        np.log1p(count - 1 - index) / 5,
        told / all_prose,
        (told - np.where(prose, lengths, 0.0)) / all_prose,
        read / all_words,
        np.full(count, math.log1p(count) / 6),
        np.full(count, math.log1p(all_prose) / 8),
        np.full(count, all_prose / all_words),
    )
    return np.stack(columns, axis=1).astype(np.float32)


def _runs(lines: Sequence[Line], own: NDArray[np.float32]) -> list[NDArray[np.int64]]:
    """Lines without a blank line between them, and lines of one kind (item, prose, other)."""
    apart = np.array([line.gap > 0 for line in lines])
    kind = np.array([2 if line.bullet else 0 for line in lines]) + (own[:, 0] > 0)
    changed = np.concatenate([[False], kind[1:] != kind[:-1]])
    return [np.cumsum(apart), np.cumsum(changed)]


@lru_cache(1 << 15)
def _bucket(text: str) -> int:
    return crc32(text.encode("utf-8", "replace")) % (BUCKETS - 1) + 1
