"""Text → sentences with their places in it, by sentencex (Wikimedia's splitter for all its languages)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped] # sentencex ships no types

from pagebrief.model import CleanPage


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is one sentence, without white space around it. ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int


def split(page: CleanPage) -> tuple[Span, ...]:
    """The sentences of a page, in order. A sentence never crosses a paragraph."""
    language = page.language or "en"
    return tuple(
        Span(paragraph.start + start, paragraph.start + end, number)
        for number, paragraph in enumerate(page.paragraphs)
        for start, end in _spans(page.text[paragraph.start : paragraph.end], language)
    )


def _spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    for boundary in get_sentence_boundaries(language, text):
        start, end = boundary["start_index"], boundary["end_index"]
        piece = text[start:end]
        lead = len(piece) - len(piece.lstrip())
        trimmed = piece.strip()
        if re.search(r"\w", trimmed):
            yield start + lead, start + lead + len(trimmed)
