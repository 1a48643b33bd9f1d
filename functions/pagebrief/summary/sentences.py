"""Text → sentences with their places in it, by sentencex (Wikimedia's, for its many languages), mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped] # sentencex ships no types

from pagebrief.model import CleanPage, Sentence
from pagebrief.summary.sentence_ends import mended

_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTES = str.maketrans(dict.fromkeys("'`\"", " "))
_WINDOW, _ENOUGH = 10_000, 200_000  # characters


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is one sentence, without white space around it. ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int


def split(page: CleanPage) -> Iterator[Span]:
    """The sentences of a page, in order. A sentence never crosses a paragraph."""
    language = page.language or "en"
    return (
        Span(paragraph.start + start, paragraph.start + end, number)
        for number, paragraph in enumerate(page.paragraphs)
        for start, end in _spans(page.text[paragraph.start : paragraph.end], language)
    )


def sentence_of(page: CleanPage, span: Span, score: float = 0.0) -> Sentence:
    return Sentence(page.text[span.start : span.end], span.start, span.end, score)


def _spans(text: str, language: str) -> Iterator[tuple[int, int]]:
    for first, window in _windows(text):
        # JSON may hold lone surrogates, which the splitter refuses; offsets stay as they are.
        readable = _without_quotes(_SURROGATE.sub("\ufffd", window))
        found = get_sentence_boundaries(language, readable)
        spans = ((boundary["start_index"], boundary["end_index"]) for boundary in found)
        for begin, end in mended(window, spans, language):
            piece = window[begin:end]
            start = first + begin + len(piece) - len(piece.lstrip())
            trimmed = piece.strip()
            if re.search(r"\w", trimmed):
                yield start, start + len(trimmed)


def _without_quotes(text: str) -> str:
    """The text with blanks for quotation marks, where a tokeniser parted punctuation from words .

    What opens and what closes can't be told there, and the splitter takes whole paragraphs for one quotation.
    """
    return text.translate(_QUOTES) if text.count(" .") > text.count(". ") / 2 > 0 else text


def _windows(text: str) -> Iterator[tuple[int, str]]:
    """(start, piece) of a paragraph: the splitter's time grows with the square of what it is given.

    Cut behind a full stop where there is one. What lies beyond the 30,000th word or so is left alone.
    """
    start = 0
    while len(text) - start > _WINDOW:
        if start > _ENOUGH:
            return
        stop = text.rfind(". ", start, start + _WINDOW) + 1 or start + _WINDOW
        yield start, text[start:stop]
        start = stop
    yield start, text[start:]
