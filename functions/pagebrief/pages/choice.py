"""Likelihoods of lines → which of them are chosen."""

import numpy as np
from numpy.typing import NDArray

_LEAST = 1e-4  # no line is impossible: where nothing is likely, a little more is kept than the likeliest line


def chosen(likelihoods: NDArray[np.float64], lengths: NDArray[np.float64]) -> list[bool]:
    """The lines whose choice makes the expected F1, in words, largest.

    The likeliest lines come first; each one more costs precision and gains recall. So a page on which
    nothing is certain still yields its likeliest lines (Lewis 1995, «Evaluating and optimizing
    autonomous text classification systems», SIGIR: the optimum is a threshold of the page's own).
    """
    likelihoods = np.maximum(likelihoods, _LEAST)
    order = np.argsort(-likelihoods, kind="stable")
    taken = np.cumsum(lengths[order])
    right = np.cumsum((lengths * likelihoods)[order])
    best = int(np.argmax(2 * right / (taken + right[-1])))
    least = likelihoods[order[best]]
    return [bool(each >= least) for each in likelihoods]
