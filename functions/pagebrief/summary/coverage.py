"""Which sentences tell a page that has no lead: its first, and those that cover the rest of it best.

Guides, products, forums and documentation are made of sections and lists. What they say stands nowhere at
once, so what their summary leaves out counts, and not where a sentence stands. A page is covered as well as
its sentences are like the nearest one of the summary, on average (facility location; Lin and Bilmes 2011,
«A Class of Submodular Functions for Document Summarization»). The first sentence says what the page is.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pagebrief.summary.leaning import Supports, is_adrift
from pagebrief.summary.selection import Standing, centralities, positions

_Floats = NDArray[np.float64]


def cover(
    vectors: NDArray[np.float32], eligible: Sequence[bool], count: int, supports: Supports
) -> list[Standing]:
    """How each sentence fares where up to ``count`` of the eligible ones are chosen.

    There is at least one sentence; ``vectors`` are unit vectors, shape (sentences, dimensions). ``overlap``
    of a standing is the share of the page that the sentence covers alone, ``told`` how near the nearest other
    sentence of the summary is. ``supports``: of those that lean.
    """
    like = np.maximum(np.asarray(vectors @ vectors.T, np.float64), 0.0)
    chosen = _greedily(like, np.flatnonzero(eligible).tolist(), count, supports)
    place, central, alone = positions(eligible), centralities(vectors, eligible), like.mean(0)
    return [
        Standing(
            float(place[at]),
            float(central[at]),
            float(alone[at]),
            float(max((like[at, other] for other in chosen if other != at), default=0.0)),
            at in chosen,
        )
        for at in range(len(like))
    ]


def _greedily(like: _Floats, eligible: Sequence[int], count: int, supports: Supports) -> list[int]:
    """The first, and one after the other the one that adds most; ties go to the earlier.

    What leans on a sentence that isn't told is told only where nothing else is left. Where none leans, at
    worst 1 - 1/e of what the best sentences would add (Nemhauser, Wolsey and Fisher 1978).
    """
    chosen = list(eligible[:1])
    while chosen and len(chosen) < min(count, len(eligible)):
        covered = like[:, chosen].max(1, keepdims=True)
        able = [at for at in eligible if at not in chosen]
        left = [at for at in able if not is_adrift(at, chosen, supports)] or able
        chosen.append(left[int(np.argmax(np.maximum(like[:, left], covered).sum(0)))])
    return chosen
