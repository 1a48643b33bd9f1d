"""The summary that a person would write, as far as it can be guessed: how likely it is to say each word."""

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Self

from pagebrief.scripts import HAN, KANA, THAI

# Scripts that put no space between words: each character is taken for a word.
_UNSPACED = KANA + HAN + THAI
_WORD = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_MOST_CHARACTERS = 2_000  # of a sentence that are read; one of a summary has fewer


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence as the words that it says. ``length`` counts repeated ones, too."""

    said: Set[str]
    length: int

    @classmethod
    def of(cls, text: str) -> Self:
        found = _WORD.findall(text[:_MOST_CHARACTERS].casefold())
        return cls(frozenset(found), len(found))


@dataclass(frozen=True, slots=True)
class Expected:
    """``likely``: the probability that the summary says a word; ``length``: how many words it has."""

    likely: Mapping[str, float]
    length: int

    @classmethod
    def of(cls, sentences: Sequence[Words], weights: Sequence[float], length: int) -> Self:
        """Drawn from a page's sentences: ``length`` words, from each sentence by its weight and its length.

        A word that is drawn λ times on average is said at least once with probability 1 - exp(-λ) (Poisson).
        """
        total = sum(weight * each.length for each, weight in zip(sentences, weights, strict=True))
        rates: defaultdict[str, float] = defaultdict(float)
        for each, weight in zip(sentences, weights, strict=True):
            for word in each.said:
                rates[word] += weight * length / total if weight else 0.0
        return cls({word: -math.expm1(-rate) for word, rate in rates.items()}, length)

    def matches(self, said: Iterable[str]) -> float:
        """How many of these words the summary says, on average."""
        return math.fsum(self.likely[word] for word in said)  # the same in whatever order a set has

    def overlap(self, matches: float, length: int) -> float:
        """F1, in [0, 1], of sentences with so many words and matches."""
        return 2 * matches / (length + self.length) if length else 0.0
