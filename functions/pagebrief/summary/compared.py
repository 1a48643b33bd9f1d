"""The sentences of a page that are compared, and their vectors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagebrief.model import CleanPage
from pagebrief.ports import Encoder
from pagebrief.summary import lexical
from pagebrief.summary.budget import within_budget
from pagebrief.summary.sentences import Span, split


class EncodedOnce:
    """An encoder that encodes each sentence once. It forgets none: have one for a page."""

    def __init__(self, encoder: Encoder) -> None:
        self.languages = encoder.languages
        self._encoder = encoder
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        new = [text for text in dict.fromkeys(sentences) if text not in self._known]
        if new or not sentences:
            self._known.update(zip(new, found := self._encoder.encode(new), strict=True))
            if len(new) == len(sentences):
                return found
        return np.stack([self._known[text] for text in sentences])


@dataclass(frozen=True, slots=True)
class Compared:
    """Within the budget, in reading order; the page has ``total``. ``numbers``: their places there.

    ``vectors`` are unit vectors, shape (len(texts), dimensions): where the encoder does not know the page's
    language, of the words alone, which are near to those of no other page.
    """

    spans: Sequence[Span]
    numbers: Sequence[int]
    texts: Sequence[str]
    vectors: NDArray[np.float32]
    total: int
    by_meaning: bool


def compared(page: CleanPage, encoder: Encoder) -> Compared:
    """Of each page that has text there is at least one."""
    every = list(split(page))
    numbers = within_budget(range(len(every)))
    spans = [every[number] for number in numbers]
    texts = [page.text[span.start : span.end] for span in spans]
    known = is_known(page, encoder)
    vectors = encoder.encode(texts) if known else lexical.vectors(texts)
    return Compared(spans, numbers, texts, vectors, len(every), known)


def is_known(page: CleanPage, encoder: Encoder) -> bool:
    """Whether the encoder knows the page's language. Of a short text it is not known: such a one it gets."""
    return page.language is None or page.language in encoder.languages
