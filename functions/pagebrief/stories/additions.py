"""What a page says that no earlier page of its story said."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pagebrief.stories import words
from pagebrief.stories.fingerprints import Vectors, quantised
from pagebrief.story import Addition, Correction, Said

_KEPT = 40  # sentences of a page that are remembered
# Chosen on half of the development articles; docs/stories.md has the figures.
_MEANING = 0.75  # cosine of two sentences that say the same
_WORDS = 0.7  # or the share of one's words that the other has
_NEAR = 0.5  # either, of those whose numbers count as said


def said(sentences: Sequence[str], vectors: Vectors | None = None) -> tuple[Said, ...]:
    """What is remembered of a page's sentences: the first 40.

    ``vectors`` are theirs, of length 1; without them words alone are compared.
    """
    if vectors is None:
        return tuple(map(Said, sentences[:_KEPT]))
    return tuple(Said(text, quantised(each)) for text, each in zip(sentences[:_KEPT], vectors, strict=False))


def added(page: Sequence[Said], earlier: Sequence[Said]) -> Addition:
    """What ``page`` adds to all that the earlier pages of its story said.

    A sentence adds something unless an earlier one says the same. One with a number or a name that wasn't
    there adds something however near the rest is: «the toll rose to 19».
    """
    new = _new(page, earlier)
    whole = sum(map(_length, page))
    return Addition(tuple(each.text for each in new), sum(map(_length, new)) / whole if whole else 0.0)


def corrected(before: Sequence[Said], after: Sequence[Said]) -> Correction:
    """What changed between two versions of a page: every sentence of other words, be it a single one.

    «South» for «west» is near in meaning, and the whole point; commas and spaces are not.
    """
    return Correction(_unlike(after, before), _unlike(before, after))


def _unlike(these: Sequence[Said], those: Sequence[Said]) -> tuple[str, ...]:
    known = {tuple(words.tokens(each.text)) for each in those}
    return tuple(each.text for each in these if tuple(words.tokens(each.text)) not in known)


def _length(sentence: Said) -> int:
    return len(words.tokens(sentence.text))


def _new(page: Sequence[Said], earlier: Sequence[Said]) -> list[Said]:
    if not page or not earlier:
        return list(page)
    shared, cosines = _shared_words(page, earlier), _cosines(page, earlier)
    same = (shared >= _WORDS) | (cosines >= _MEANING)
    near = (shared >= _NEAR) | (cosines >= _NEAR)
    named = words.names_of(each.text for each in (*page, *earlier))
    names = {name for each in earlier for name in words.names(each.text, named)}
    numbers = [frozenset(words.numbers(each.text)) for each in earlier]
    return [
        sentence
        for place, sentence in enumerate(page)
        if not same[place].any()
        or not names.issuperset(words.names(sentence.text, named))
        or set(words.numbers(sentence.text)).difference(*(numbers[at] for at in np.flatnonzero(near[place])))
    ]


def _shared_words(page: Sequence[Said], earlier: Sequence[Said]) -> NDArray[np.float64]:
    """The share of each sentence's words that each earlier one has: (sentences, earlier sentences).

    A sentence without words has nothing to share: 1.
    """
    there = [frozenset(words.tokens(each.text)) for each in earlier]
    here = [frozenset(words.tokens(each.text)) for each in page]
    return np.array([[len(one & other) / len(one) if one else 1.0 for other in there] for one in here])


def _cosines(page: Sequence[Said], earlier: Sequence[Said]) -> NDArray[np.float64]:
    """Of their vectors, 0 where one has none: (sentences, earlier sentences)."""
    dimensions = max(len(each.vector) for each in (*page, *earlier))
    return _rows(page, dimensions) @ _rows(earlier, dimensions).T


def _rows(sentences: Sequence[Said], dimensions: int) -> NDArray[np.float64]:
    """Unit vectors; 0 for a sentence without one, or with that of another encoder."""
    rows = np.zeros((len(sentences), dimensions))
    for row, each in zip(rows, sentences, strict=True):
        if len(each.vector) == dimensions:
            row[:] = np.frombuffer(each.vector, np.int8)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1)
    return rows
