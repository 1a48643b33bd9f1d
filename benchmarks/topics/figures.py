"""Similarities of pages and descriptions → AUC, right answers, and what a threshold finds."""

from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_THRESHOLDS = [hundredths / 100 for hundredths in range(10, 70)]


@dataclass(frozen=True, slots=True)
class Figures:
    """``auc``: how often the right pair of page and description is above a wrong one.

    ``accuracy``: how often the right description of all has the highest similarity.
    """

    auc: float
    accuracy: float


@dataclass(frozen=True, slots=True)
class AtThreshold:
    """``precision`` where one description fits each page; ``false_alarms``: share of the wrong pairs."""

    threshold: float
    precision: float
    recall: float
    false_alarms: float

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(self.precision + self.recall, 1e-9)


def figures(similarities: Floats, kinds: NDArray[np.int64]) -> Figures:
    """``similarities``: shape (pages, descriptions). ``kinds``: of each page, its description's number."""
    right, wrong = pairs(similarities, kinds)
    below = np.searchsorted(np.sort(wrong), right, side="left").mean() / len(wrong)
    return Figures(float(below), float((similarities.argmax(axis=1) == kinds).mean()))


def pairs(similarities: Floats, kinds: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Those of pages with their own descriptions, and with all others."""
    own = np.zeros(similarities.shape, dtype=bool)
    own[np.arange(len(kinds)), kinds] = True
    return similarities[own], similarities[~own]


def at(threshold: float, similarities: Floats, kinds: NDArray[np.int64]) -> AtThreshold:
    right, wrong = pairs(similarities, kinds)
    found, false = int((right >= threshold).sum()), int((wrong >= threshold).sum())
    return AtThreshold(threshold, found / max(1, found + false), found / len(right), false / len(wrong))


def best_threshold(similarities: Floats, kinds: NDArray[np.int64]) -> float:
    """The one with the highest F1 of its pairs."""
    return max(_THRESHOLDS, key=lambda threshold: at(threshold, similarities, kinds).f1)


def rounded(found: Figures | AtThreshold) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(found).items()}
