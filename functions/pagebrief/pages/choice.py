"""Likelihoods of lines → which of them are chosen."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

LEAST = 1e-4  # no line is impossible: where nothing is likely, a little more is kept than the likeliest line

_Floats = NDArray[np.float64]


def chosen(likelihoods: _Floats, lengths: _Floats) -> list[bool]:
    """The lines whose choice makes the expected F1, in words, largest.

    The likeliest lines come first; each one more costs precision and gains recall. So a page on which
    nothing is certain still yields its likeliest lines (Lewis 1995, «Evaluating and optimizing
    autonomous text classification systems», SIGIR: the optimum is a threshold of the page's own).
    """
    likelihoods = np.maximum(likelihoods, LEAST)
    order, f1 = _by_likelihood(likelihoods, lengths)
    least = likelihoods[order[int(np.argmax(f1))]]
    return [bool(each >= least) for each in likelihoods]


def certainties(likelihoods: _Floats, kept: Sequence[bool], count: int) -> list[float]:
    """For each of ``count`` lines, of which the first were looked at: how likely it is; 0 where not kept."""
    certain = np.where(kept, np.maximum(likelihoods, LEAST), 0.0).tolist()
    return [*certain, *[0.0] * (count - len(kept))]


def expected_f1(likelihoods: _Floats, lengths: _Floats) -> float:
    """What the best choice promises, 0 to 1: how sure the model is of a page."""
    _, f1 = _by_likelihood(np.maximum(likelihoods, LEAST), lengths)
    return float(f1.max())


def _by_likelihood(likelihoods: _Floats, lengths: _Floats) -> tuple[NDArray[np.int64], _Floats]:
    """The lines in the order of their likelihood, and the expected F1 of choosing so many of them."""
    order = np.argsort(-likelihoods, kind="stable")
    taken = np.cumsum(lengths[order])
    right = np.cumsum((lengths * likelihoods)[order])
    return order, 2 * right / (taken + right[-1])
