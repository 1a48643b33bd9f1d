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

from pagebrief.pages.endings import is_about_comments, is_between_comments, is_end_heading
from pagebrief.pages.line_endings import endings_before
from pagebrief.pages.lines import Line
from pagebrief.pages.prose import ENDED, unspaced

WORDS = 12
"""Words of a line that are looked at: menus and headings are short, and prose shows itself early."""
BUCKETS = 4096
"""Words, and whole short lines, are told apart by their hash in 1 … BUCKETS - 1; 0 is nothing."""

COLUMNS = """
    prose ended characters words
    colon comma dots upper lower digit quote
    capitals digits capital-letters punctuation commas sentences word-length
    at copyright web separators money year
    sentence-long paragraph-long all-upper not-ascii question bracket
    gap next bullet heading linked
    times topic content
    line lines-read lines-left prose-read prose-before words-read page-lines page-prose page-share
    ends comments between ends-lines-ago comments-lines-ago ends-words-ago comments-words-ago
    ends-came comments-came between-came ends-to-come between-to-come page-comments page-between
""".split()
"""What the columns of ``Features.numbers`` hold, in the order in which ``features_of`` sets them."""
PROSE = COLUMNS.index("prose")
_SHOWN = "ended words year bullet linked times ends comments between".split()
KEYS = tuple(map(COLUMNS.index, _SHOWN))
"""The columns that a line's neighbours are shown."""

_WORD = re.compile(r"\w+")
_BETWEEN_SENTENCES = re.compile(r"[.!?…][\"'”’»)\]]*\s+[\"“‘«(\[]*[A-Z0-9]|[。！？؟।۔]")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DIGITS = re.compile(r"\d+")
_LONGEST = 2_000  # characters of a line that are looked at
_PROSE, _LONG, _TOPICAL = 8, 20, 12  # words
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
    """Of n lines: ``numbers`` (n, 61), ``bags`` of hashed words, and their ``lengths``.

    A bag is (n, k): up to k words of a line, 0 where there are fewer. A group (n,) numbers what the lines
    stand in, small first: a run of lines, an element. ``lengths`` (n,) are in words, at least 1.
    """

    numbers: NDArray[np.float32]
    bags: Mapping[str, NDArray[np.int64]]
    groups: Sequence[NDArray[np.int64]]
    lengths: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Text:
    """What a line's text shows by itself, wherever it stands."""

    numbers: tuple[float, ...]
    low: str
    words: tuple[str, ...]
    content: tuple[str, ...]
    """Its longer words."""
    hashed: tuple[int, ...]
    """Its first words: WORDS buckets, 0 where there are fewer."""
    whole: int
    length: float
    signs: tuple[bool, bool, bool]
    """Whether it ends an article, is about comments, stands between comments (``endings``)."""


def features_of(lines: Sequence[Line]) -> Features:
    """The features of a page's lines, of which there must be one at least."""
    texts = [_of_text(line.text[:_LONGEST]) for line in lines]
    lengths = np.array([text.length for text in texts])
    own = np.array([text.numbers for text in texts], np.float32)
    numbers = np.concatenate(
        [
            own,
            _of_lines(lines),
            _of_page(texts),
            _of_place(lengths, own[:, PROSE] > 0),
            endings_before(np.array([text.signs for text in texts]), lengths),
        ],
        axis=1,
        dtype=np.float32,
    )
    bags = {
        "words": np.array([text.hashed for text in texts], np.int64),
        "wholes": np.array([text.whole for text in texts], np.int64)[:, None],
    }
    return Features(numbers, bags, _runs(lines, own), np.maximum(lengths, 1.0))


@lru_cache(1 << 12)  # menus come again on a site's other pages, and each page's article when it is settled
def _of_text(text: str) -> _Text:
    low = text.casefold()
    words = _WORD.findall(low)
    length = len(words) + unspaced(text) / 2
    kinds = text.encode("latin-1", "replace").translate(_KINDS)
    numbers = (
        *_size(text, length),
        *_ends(text),
        *_characters(text, kinds),
        *_signs(text, low, kinds),
        float(length >= _PROSE),
        float(length >= _LONG),
        float(text.isupper()),
        float(not text.isascii()),
        float("?" in text),
        float("(" in text),
    )
    first = [_bucket(word) for word in words[:WORDS]]
    return _Text(
        numbers,
        low,
        tuple(words),
        tuple(word for word in words if len(word) > 3),
        (*first, *[0] * (WORDS - len(first))),
        _bucket(_DIGITS.sub("0", low)) if len(words) <= _SHORT else 0,
        length,
        (is_end_heading(text), is_about_comments(text), is_between_comments(text)),
    )


def _size(text: str, length: float) -> list[float]:
    ended = bool(ENDED.search(text[-_ENDING:]))
    return [ended and length >= _PROSE, ended, math.log1p(len(text)) / 5, math.log1p(length) / 4]


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
        sum(word[0].isupper() for word in spaced) / count,
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


def _of_lines(lines: Sequence[Line]) -> NDArray[np.float32]:
    """How the page sets each line."""
    rows = [(min(line.gap, 4) / 2, line.gap == 0, line.bullet, line.heading, line.linked) for line in lines]
    return np.array(rows, np.float32)


def _of_page(texts: Sequence[_Text]) -> NDArray[np.float32]:
    """How often the page says a line, which share of its longer words the long lines say, and their count."""
    times = Counter(text.low for text in texts)
    long = [text for text in texts if len(text.words) >= _TOPICAL]
    topic = Counter(word for text in long for word in set(text.content))
    # A long line is among those that the topic was counted on.
    once, twice = set(topic), {word for word, count in topic.items() if count > 1}
    rows = []
    for text in texts:
        known = once if len(text.words) < _TOPICAL else twice
        said = sum(map(known.__contains__, text.content)) / max(1, len(text.content))
        rows.append((math.log(times[text.low]), said, min(len(text.content), 20) / 10))
    return np.array(rows, np.float32)


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
    kind = np.array([2 if line.bullet else 0 for line in lines]) + (own[:, PROSE] > 0)
    changed = np.concatenate([[False], kind[1:] != kind[:-1]])
    return [np.cumsum(apart), np.cumsum(changed)]


@lru_cache(1 << 15)
def _bucket(text: str) -> int:
    return crc32(text.encode("utf-8", "replace")) % (BUCKETS - 1) + 1
