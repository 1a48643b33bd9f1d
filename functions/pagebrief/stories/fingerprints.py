"""CleanPage → Fingerprint."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from pagebrief.addresses import host_of
from pagebrief.model import CleanPage
from pagebrief.stories import words
from pagebrief.stories.sketch import hashed, packed, shingles, sketch
from pagebrief.story import Fingerprint

Vectors = NDArray[np.float32]

_NAMES, _NUMBERS, _WORDS, _OPENING, _DAYS = 64, 32, 128, 48, 8
_LEAD = 4  # sentences
_HEADLINE = 120  # characters
_ADDRESS = 500  # bytes; longer URLs aren't kept, and versions of such a page count as copies
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def fingerprint(
    page: CleanPage,
    identity: str,
    seen_at: datetime,
    sentences: Sequence[str],
    vectors: Vectors | None = None,
) -> Fingerprint:
    """``sentences`` are those of the page, in order; ``vectors`` their unit vectors, (sentences, dimensions).

    Without vectors (where the encoder doesn't know the language) pages are compared by their words alone.
    """
    headline = page.title or (sentences[0] if sentences else "")
    named = words.names_of(sentences)
    told = [headline, *sentences]
    found = shingles(words.tokens(page.text))
    published = _DAY.match(page.published_at or "")
    on = date.fromisoformat(published[0]) if published else seen_at.date()
    return Fingerprint(
        identity=identity,
        url=page.url if len((page.url or "").encode("utf-8", "surrogatepass")) <= _ADDRESS else None,
        site=page.site or host_of(page.url).removeprefix("www.") or None,
        seen_at=seen_at,
        published=published[0] if published else None,
        headline=headline[:_HEADLINE],
        shingles=len(found),
        sketch=sketch(found),
        names=_set((name for text in told for name in words.names(text, named)), _NAMES),
        numbers=_set(
            (number for text in told for number in words.numbers(text) if words.is_telling(number)), _NUMBERS
        ),
        words=_set(words.content(told, named, page.language), _WORDS),
        days=_set((day for text in told[: _LEAD + 1] for day in words.days(text, on)), _DAYS),
        opening=_set(_terms(told[: _LEAD + 1], named, page.language), _OPENING),
        page=_mean(vectors),
    )


def _terms(sentences: Sequence[str], named: frozenset[str], language: str | None) -> Iterator[str]:
    """All that is compared of sentences."""
    for sentence in sentences:
        yield from words.names(sentence, named)
        yield from words.numbers(sentence)
        yield from words.content([sentence], named, language)


def _set(terms: Iterable[str], most: int) -> bytes:
    return packed(map(hashed, islice(dict.fromkeys(terms), most)))


def _mean(vectors: Vectors | None) -> bytes:
    if vectors is None or not len(vectors):
        return b""
    mean = vectors.mean(axis=0)
    return quantised(mean / max(float(np.linalg.norm(mean)), 1e-9))


def quantised(vector: Vectors) -> bytes:
    """A unit vector as one signed byte a dimension: its cosine with others changes by 0.005 or so."""
    return np.rint(vector * 127).astype(np.int8).tobytes()
