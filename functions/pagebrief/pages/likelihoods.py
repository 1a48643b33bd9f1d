"""Likelihoods that are never certain, so that their odds and logarithms stay finite."""

import numpy as np
from numpy.typing import NDArray

_Floats = NDArray[np.float64]

SMALLEST = 1e-4


def uncertain(likelihoods: _Floats, smallest: float = SMALLEST) -> _Floats:
    """The likelihoods, none nearer to 0 or 1 than ``smallest``."""
    return np.clip(likelihoods, smallest, 1 - smallest)


def odds(likelihoods: _Floats) -> _Floats:
    """Of likelihoods that are ``uncertain``."""
    return likelihoods / (1 - likelihoods)


def logits(likelihoods: _Floats) -> _Floats:
    """The logarithms of their odds."""
    return np.asarray(np.log(odds(likelihoods)))
