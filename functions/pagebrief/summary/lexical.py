"""Sentences → vectors of their words, for a page in a language that the encoder does not know.

Weighted as in LexRank (Erkan and Radev 2004, «LexRank: Graph-based Lexical Centrality as Salience in Text
Summarization», JAIR 22, section 3): how often a word stands in the sentence, times how rare it is among the
sentences of the page.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

from pagebrief.scripts import BURMESE, HAN, HAN_COMPATIBLE, KANA, KHMER, LAO, THAI

_STEM = 5
"""Letters of a word that count: what follows is mostly its ending («Bücherei», «Büchereien»)."""

# Scripts without spaces between words.
_UNSPACED = re.compile(f"[{THAI}{LAO}{BURMESE}{KHMER}{KANA}{HAN}{HAN_COMPATIBLE}]+")
_WORD = re.compile(r"[^\W_][\w\u0300-\u036f\u0900-\u0dff'’]*")


def vectors(sentences: Sequence[str]) -> NDArray[np.float32]:
    """Unit vectors, shape (len(sentences), features), in the order given.

    Features are what at least two of the sentences share; what stands in one alone only shortens its likeness
    to the others. A sentence without any has the vector 0.
    """
    counts = [Counter(terms(sentence)) for sentence in sentences]
    spread = Counter(term for count in counts for term in count)
    shared = {term: column for column, term in enumerate(t for t, many in spread.items() if many > 1)}
    rows = np.zeros((len(sentences), len(shared)), dtype=np.float32)
    for row, count in zip(rows, counts, strict=True):
        weights = {term: times * log((1 + len(counts)) / spread[term]) for term, times in count.items()}
        norm = sum(weight * weight for weight in weights.values()) ** 0.5
        for term, weight in weights.items():
            if term in shared:
                row[shared[term]] = weight / norm
    return rows


def terms(text: str) -> Iterator[str]:
    """The words of a text by their first letters; of scripts without spaces, pairs of neighbours."""
    small = text.lower()
    for run in _UNSPACED.findall(small):
        yield from (run[place : place + 2] for place in range(max(1, len(run) - 1)))
    yield from (stem(word) for word in _WORD.findall(_UNSPACED.sub(" ", small)))


def stem(word: str) -> str:
    """What a word's forms have in common, roughly, in any language with endings."""
    return word[:_STEM]
