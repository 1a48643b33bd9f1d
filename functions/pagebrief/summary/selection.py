"""Which sentences tell a page: those that share most words with the summary that a person would write.

Nobody has that summary, but what it says can be guessed: people draw on what stands early, and on what the
rest of the page is about. So each sentence has a weight, position times centrality; a word is as likely as
the weights of the sentences that say it; and of all sets of sentences that one is looked for whose overlap
with the guess is largest. This is minimum Bayes risk (Kumar and Byrne 2004, «Minimum Bayes-Risk Decoding for
Statistical Machine Translation») with ROUGE-1 (Lin 2004) for the gain. Repetition needs no rule of its own,
since a word counts once, and neither does length, since every word is paid for. Before that the set with the
fewest sentences is looked for that lean on one that it doesn't tell («He denied it»).

The constants were chosen on CNN/DailyMail articles by ROUGE; the figures are flat around them
(docs/decisions.md). Nothing is fitted.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from pagebrief.summary.expected import Expected, Words
from pagebrief.summary.leaning import Supports, adrift

_DECAY = 2.5  # sentences after which a place weighs 1/e of what the first one does …
_ANYWHERE = 0.1  # … on top of this, which every place has
_CENTRAL = 2  # the power of centrality
_WORDS = 20  # of the expected summary, a sentence
_PASSES = 10  # of exchanges; two or three are enough


@dataclass(frozen=True, slots=True)
class Standing:
    """How a sentence fared, everything in [0, 1].

    ``position`` and ``centrality`` make its weight. ``overlap``: with the expected summary, if it were told
    alone. ``told``: the share of its likely words that the other sentences of the summary say.
    """

    position: float
    centrality: float
    overlap: float
    told: float
    chosen: bool


def select(
    texts: Sequence[str],
    vectors: NDArray[np.float32],
    eligible: Sequence[bool],
    count: int,
    supports: Supports,
) -> list[Standing]:
    """How each sentence fares where up to ``count`` of the eligible ones are chosen.

    ``vectors`` are unit vectors, shape (len(texts), dimensions). A sentence that isn't eligible has no place
    and no weight. ``supports``: of those that lean.
    """
    place, central = positions(eligible), centralities(vectors, eligible)
    sentences = [Words.of(text) for text in texts]
    expected = Expected.of(sentences, (place * central**_CENTRAL).tolist(), _WORDS * count)
    chosen = choose(sentences, expected, np.flatnonzero(eligible).tolist(), count, supports)
    return [
        Standing(
            float(place[at]),
            float(central[at]),
            _overlap(expected, [each]),
            _told(expected, each, [sentences[other] for other in chosen if other != at]),
            at in chosen,
        )
        for at, each in enumerate(sentences)
    ]


def positions(eligible: Sequence[bool]) -> NDArray[np.float64]:
    """What a sentence weighs by its place among the eligible ones, shape (n,): 1 for the first."""
    allowed = np.asarray(eligible, bool)
    place = np.cumsum(allowed) - 1
    return np.where(allowed, (np.exp(-place / _DECAY) + _ANYWHERE) / (1 + _ANYWHERE), 0.0)


def centralities(vectors: NDArray[np.float32], eligible: Sequence[bool]) -> NDArray[np.float64]:
    """The mean cosine to other eligible sentences, from unit vectors (n, dimensions); the largest is 1."""
    others = np.flatnonzero(eligible)
    similarity = np.asarray(vectors @ vectors[others].T, np.float64)
    similarity[others, np.arange(len(others))] = 0.0  # to itself
    mean = np.maximum(similarity.sum(1), 0.0)
    return np.asarray(mean / mean.max()) if mean.any() else np.ones(len(mean))


def choose(
    sentences: Sequence[Words],
    expected: Expected,
    eligible: Sequence[int],
    count: int,
    supports: Supports,
) -> list[int]:
    """The indices of up to ``count`` eligible sentences, in reading order.

    First one after the other, each time the best; then one is exchanged for another as long as that helps.
    Ties go to the earlier sentence.
    """

    def worth(chosen: Sequence[int]) -> tuple[int, float]:
        return -adrift(chosen, supports), _overlap(expected, [sentences[at] for at in chosen])

    chosen: list[int] = []
    while len(chosen) < min(count, len(eligible)):
        left = [at for at in eligible if at not in chosen]
        chosen.append(max(left, key=lambda at: worth([*chosen, at])))
    for _ in range(_PASSES):
        exchanges = [chosen]
        exchanges += [
            [*chosen[:slot], at, *chosen[slot + 1 :]]
            for slot, at in product(range(len(chosen)), eligible)
            if at not in chosen
        ]
        best = max(exchanges, key=worth)
        if best is chosen:
            break
        chosen = best
    return sorted(chosen)


def _overlap(expected: Expected, sentences: Sequence[Words]) -> float:
    said = frozenset[str]().union(*(each.said for each in sentences))
    return expected.overlap(expected.matches(said), sum(each.length for each in sentences))


def _told(expected: Expected, sentence: Words, others: Sequence[Words]) -> float:
    said = frozenset[str]().union(*(each.said for each in others))
    alone = expected.matches(sentence.said)
    return expected.matches(sentence.said & said) / alone if alone else 0.0
