"""Paragraphs → one text and their places in it."""

from collections.abc import Iterable
from itertools import repeat

from pagebrief.model import CleanPage, Paragraph
from pagebrief.pages.language import language_of

BETWEEN = "\n\n"


def compose(
    paragraphs: Iterable[str], certainties: Iterable[float] = repeat(1.0)
) -> tuple[str, tuple[Paragraph, ...]]:
    """The paragraphs joined by a blank line, and where each one lies: ``text[start:end]``."""
    parts, spans, start = [], [], 0
    for paragraph, certainty in zip(paragraphs, certainties, strict=False):
        if part := paragraph.strip():
            parts.append(part)
            spans.append(Paragraph(start, start + len(part), round(certainty, 3)))
            start += len(part) + len(BETWEEN)
    return BETWEEN.join(parts), tuple(spans)


def page_of(text: str, title: str | None = None) -> CleanPage:
    """A page of text that is clean already: every line that is not blank is a paragraph."""
    spans, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Paragraph(start, start + len(line)))
        start += len(line) + 1
    return CleanPage(text, tuple(spans), title=title, language=language_of(text))
