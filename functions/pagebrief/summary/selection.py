"""Which sentences tell a page: directed centrality over sentence vectors.

After PacSum (Zheng and Lapata 2019, «Sentence Centrality Revisited for Unsupervised
Summarization», ACL 2019, equation 5): a sentence is central when much of what *follows* is about
the same thing, and less so when it repeats what came before.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# λ1 of the paper's equation 5 (λ2 = 1 - λ1), and how much likeness to a chosen sentence costs.
# Chosen on CNN/DailyMail validation articles; docs/decisions.md has the figures.
_BACKWARD = -0.3
_REDUNDANCY = 0.3


def centrality(vectors: NDArray[np.float32]) -> NDArray[np.float64]:
    """Scores in [0, 1], shape (n,), from unit vectors of shape (n, dimensions) in reading order."""
    count = len(vectors)
    if count < 2:
        return np.ones(count)
    similarity = np.asarray(vectors @ vectors.T, dtype=np.float64)
    off_diagonal = ~np.eye(count, dtype=bool)
    similarity -= similarity[off_diagonal].min()
    np.fill_diagonal(similarity, 0.0)
    after, before = np.triu(similarity, 1).sum(1), np.tril(similarity, -1).sum(1)
    scores = (1 - _BACKWARD) * after + _BACKWARD * before
    low, high = scores.min(), scores.max()
    return np.asarray((scores - low) / (high - low)) if high > low else np.ones(count)


def choose(
    scores: NDArray[np.float64], vectors: NDArray[np.float32], eligible: Sequence[bool], count: int
) -> list[int]:
    """The indices of up to ``count`` sentences, in reading order.

    One after the other, the best that is left, where likeness to those chosen before costs
    (maximal marginal relevance, Carbonell and Goldstein 1998). Ties go to the earlier sentence.
    """
    chosen: list[int] = []
    left = [index for index, allowed in enumerate(eligible) if allowed]
    while left and len(chosen) < count:
        likeness = (vectors[left] @ vectors[chosen].T).max(1) if chosen else np.zeros(len(left))
        best = left[int(np.argmax(scores[left] - _REDUNDANCY * likeness))]
        chosen.append(best)
        left.remove(best)
    return sorted(chosen)
