"""A page that is longer than a model reads at once → runs of whole sentences that it does."""

from collections.abc import Sequence
from math import ceil

MAX_CHUNKS = 4
"""Of a page that are read: what stands behind them is left out, since each costs seconds."""


def chunks(lengths: Sequence[int], limit: int) -> list[range]:
    """Runs of sentences of about equal length, none longer than ``limit`` tokens unless it is one sentence.

    ``lengths`` are in tokens. Equal ones, since a short last run would make the model invent.
    """
    count = max(1, ceil(sum(lengths) / limit))
    while True:
        runs = _runs(lengths, min(limit, ceil(sum(lengths) / count)), limit)
        if len(runs) <= count or count >= len(lengths):
            return runs[:MAX_CHUNKS]
        count += 1


def _runs(lengths: Sequence[int], aim: int, limit: int) -> list[range]:
    """A run ends where it has reached ``aim``, or where the next sentence would be more than ``limit``."""
    runs: list[range] = []
    start = total = 0
    for index, length in enumerate(lengths):
        if index > start and (total >= aim or total + length > limit):
            runs.append(range(start, index))
            start, total = index, 0
        total += length
    return [*runs, range(start, len(lengths))] if lengths else runs
