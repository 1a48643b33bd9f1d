"""The words for which a page is told, marked where they stand in what is told of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pagebrief.model import Reason
from pagebrief.scripts import BURMESE, HAN, HAN_COMPATIBLE, KANA, KHMER, LAO, THAI

_RUN_ON = re.compile(f"[{KANA}{HAN}{HAN_COMPATIBLE}{THAI}{LAO}{BURMESE}{KHMER}]")  # no blanks between words
_BESIDE_BOLD = frozenset(" .,;:!?()")
_FORMATTING = frozenset("*_~`＊＿～｀")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text. ``found``: a page is told for these words.

    ``apart``: blanks or punctuation are beside them, and no formatting is in them, so that Slack takes
    asterisks around them for bold.
    """

    text: str
    found: bool = False
    apart: bool = False


def marked(text: str, reasons: Iterable[Reason]) -> list[Piece]:
    """The text in pieces. What a topic found is a whole sentence, and is not marked."""
    pattern = _pattern(reasons)
    return list(_pieces(text, pattern)) if pattern else [Piece(text)]


def _pattern(reasons: Iterable[Reason]) -> re.Pattern[str] | None:
    words = {each.matched for each in reasons if each.matched and each.similarity is None}
    longest_first = sorted(words, key=lambda each: (-len(each), each))
    return re.compile("|".join(map(_bounded, longest_first)), re.IGNORECASE) if words else None


def _bounded(words: str) -> str:
    """Between word boundaries, as watches find words, in scripts that have them."""
    before = "" if _RUN_ON.match(words[0]) else r"(?<!\w)"
    behind = "" if _RUN_ON.match(words[-1]) else r"(?!\w)"
    return f"{before}{re.escape(words)}{behind}"


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[Piece]:
    end = 0
    for found in pattern.finditer(text):
        if found.start() > end:
            yield Piece(text[end : found.start()])
        beside = {*text[found.start() - 1 : found.start()], *text[found.end() : found.end() + 1]}
        yield Piece(found[0], True, beside <= _BESIDE_BOLD and not _FORMATTING.intersection(found[0]))
        end = found.end()
    if end < len(text) or not text:
        yield Piece(text[end:])
