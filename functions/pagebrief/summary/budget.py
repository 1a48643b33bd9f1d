"""Which sentences of a very long page are compared."""

from collections.abc import Sequence
from typing import TypeVar

_Item = TypeVar("_Item")

BUDGET = 400
"""Sentences. Their vectors take about a second of CPU, and comparing them costs their square."""


def within_budget(sentences: Sequence[_Item], budget: int = BUDGET) -> list[_Item]:
    """All of a page of up to ``budget`` (at least 4) sentences. Of a longer one that many, in order.

    The first half of the budget is the page's beginning, where most pages say what they are about; the
    other half lies evenly over all the rest, the last sentence included.
    """
    count = len(sentences)
    if count <= budget:
        return list(sentences)
    beginning = budget // 2
    steps = budget - beginning - 1
    rest = count - 1 - beginning  # from the first index behind the beginning to the last
    return [
        *sentences[:beginning],
        *(sentences[beginning + rest * step // steps] for step in range(steps + 1)),
    ]
