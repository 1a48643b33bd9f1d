"""Sets and vectors of fingerprints → how alike they are."""

import numpy as np


def cosine(one: bytes, other: bytes) -> float:
    """Of two vectors of signed bytes; 0 where one is empty or they are of different encoders."""
    if not one or len(one) != len(other):
        return 0.0
    first = np.frombuffer(one, np.int8).astype(np.float32)
    second = np.frombuffer(other, np.int8).astype(np.float32)
    lengths = float(np.linalg.norm(first)) * float(np.linalg.norm(second))
    return float(first @ second) / max(lengths, 1.0)


def contained(one: frozenset[int], other: frozenset[int]) -> float:
    """The share of the smaller set that is in the larger one; 1 where there is nothing to share."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 1.0
