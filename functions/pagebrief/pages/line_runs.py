"""Main text comes in runs: lines judged beside their neighbours, and where the likeliest run is."""

import numpy as np
from numpy.typing import NDArray

from pagebrief.pages.likelihoods import odds, uncertain

_STAY = 0.65
"""How likely the line after one of main text is main text, and the line after another another.

Chosen on sites held out: with more, articles gain and other kinds of page lose (docs/decisions.md).
"""
_STAYS = (0.7, 0.9, 0.97)
_COSTS = (0.3, 0.6)  # what a word costs that is taken in; its likelihood is what it brings
_MOST_WORDS = 60  # of a line, so that one long line is no run
_SMALLEST = 1e-3  # a likelihood; a line is never certain, whatever stands around it

_Floats = NDArray[np.float64]


def smoothed(likelihoods: _Floats, stay: float = _STAY) -> _Floats:
    """(n,): the likelihoods of n lines, each knowing those of all others.

    The posterior of a hidden Markov model of two states, main text and not, that both ``stay`` with one
    probability (forward-backward, Rabiner 1989, «A tutorial on hidden Markov models and selected
    applications in speech recognition», Proceedings of the IEEE 77), in odds.
    """
    evidence = odds(uncertain(likelihoods, _SMALLEST)).tolist()
    ratio = stay / (1 - stay)
    forward, before = [], 1.0
    for own in evidence:
        forward.append(before * own)
        before = (forward[-1] * ratio + 1) / (forward[-1] + ratio)
    found, behind = [], 1.0
    for own, reached in zip(reversed(evidence), reversed(forward), strict=True):
        both = reached * behind
        found.append(both / (1 + both))
        behind = (own * behind * ratio + 1) / (own * behind + ratio)
    return np.array(found[::-1])


def runs(likelihoods: _Floats, lengths: _Floats) -> _Floats:
    """(n, 9): smoothed likelihoods, and where each line lies in regard to the likeliest runs.

    For each run whether the line is inside, how many words behind its start, and how many before its end, as
    signed logarithms.
    """
    columns: list[_Floats] = [smoothed(likelihoods, stay) for stay in _STAYS]
    read = np.concatenate([[0.0], np.cumsum(lengths)])
    middle, index = (read[:-1] + read[1:]) / 2, np.arange(len(lengths))
    for cost in _COSTS:
        start, end = _best_run(np.minimum(lengths, _MOST_WORDS) * (likelihoods - cost))
        inside = (index >= start) & (index < end)
        columns += [inside.astype(np.float64), _signed(middle - read[start]), _signed(read[end] - middle)]
    return np.column_stack(columns)


def _best_run(gains: _Floats) -> tuple[int, int]:
    """Start and end of the run with the highest sum (Kadane's algorithm); (0, 0) where none is above 0."""
    best, found = 0.0, (0, 0)
    total, start = 0.0, 0
    for index, gain in enumerate(gains.tolist()):
        if total <= 0:
            total, start = 0.0, index
        total += gain
        if total > best:
            best, found = total, (start, index + 1)
    return found


def _signed(distance: _Floats) -> _Floats:
    return np.sign(distance) * np.log1p(np.abs(distance))
