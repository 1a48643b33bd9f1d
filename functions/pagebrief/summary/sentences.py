"""Text → sentences with their places in it, by sentencex (Wikimedia's, for its many languages), mended."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries  # type: ignore[import-untyped] # sentencex ships no types

from pagebrief.model import CleanPage, Sentence
from pagebrief.summary.sentence_ends import mended

_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTES = str.maketrans(dict.fromkeys("'`\"", " "))
_NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+(?=\w)")
_LISTED = 3  # paragraphs with a number before them
_WINDOW, _ENOUGH = 10_000, 200_000  # characters


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is one sentence, without white space around it. ``paragraph`` counts from 0."""

    start: int
    end: int
    paragraph: int


def split(page: CleanPage) -> Iterator[Span]:
    """The sentences of a page, in order. None crosses a paragraph, or begins with a list's number."""
    language = page.language or "en"
    return (
        Span(begin + start, begin + end, number)
        for number, (begin, text) in enumerate(_unnumbered(page))
        for start, end in _spans(text, language)
    )


def _unnumbered(page: CleanPage) -> list[tuple[int, str]]:
    """Where each paragraph begins, and its text. One number alone is no list: «1. FC Ellery won»."""
    paragraphs = [(each.start, page.text[each.start : each.end]) for each in page.paragraphs]
    found = [_NUMBERED.match(text) for _, text in paragraphs]
    if sum(map(bool, found)) < _LISTED:
        return paragraphs
    sizes = (number.end() if number else 0 for number in found)
    return [(start + size, text[size:]) for (start, text), size in zip(paragraphs, sizes, strict=True)]


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
