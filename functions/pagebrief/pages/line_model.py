"""How likely each line or HTML block of a page is main text: gradient-boosted trees in plain numpy.

The trees are oblivious: all nodes of one depth ask the same question, so that a tree is a table that the
answers, read as a binary number, point into (Prokhorenkova et al. 2018, «CatBoost: unbiased boosting with
categorical features», NeurIPS). Fitted by tools/line_model; ``line_model.md`` says on what.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagebrief.pages.line_context import first_look, second_look
from pagebrief.pages.line_features import Features

LINES = Path(__file__).with_name("line_model.npz")
BLOCKS = Path(__file__).with_name("block_model.npz")


@dataclass(frozen=True, slots=True)
class Trees:
    """``columns`` and ``borders`` (trees, depth) are questions, ``leaves`` (trees, 2 ** depth) are scores."""

    columns: NDArray[np.int64]
    borders: NDArray[np.float32]
    leaves: NDArray[np.float32]
    bias: float

    def likelihoods(self, table: NDArray[np.float32]) -> NDArray[np.float64]:
        """(n,), 0 to 1, for the n rows of a table."""
        asked = np.ascontiguousarray(table.T)
        leaf = np.zeros((len(self.columns), len(table)), np.int16)
        for depth in range(self.columns.shape[1]):
            leaf |= (asked[self.columns[:, depth]] > self.borders[:, depth, None]).astype(np.int16) << depth
        score = np.take_along_axis(self.leaves, leaf.astype(np.int64), axis=1).sum(0, dtype=np.float64)
        found: NDArray[np.float64] = 1 / (1 + np.exp(-score - self.bias))
        return found


@dataclass(frozen=True, slots=True)
class Model:
    """The odds of hashed words, by bag, and the trees of both looks (``line_context``)."""

    odds: Mapping[str, NDArray[np.float32]]
    first: Trees
    second: Trees

    def likelihoods(self, features: Features) -> NDArray[np.float64]:
        """(n,), 0 to 1, for the n lines of a page."""
        table = first_look(features, self.odds)
        return self.second.likelihoods(second_look(features, table, self.first.likelihoods(table)))


@cache
def load(path: Path) -> Model:
    """The model that ``tools.line_model`` stored in ``path``."""
    with np.load(path) as stored:
        odds = {
            name.removeprefix("odds."): stored[name].astype(np.float32)
            for name in stored.files
            if name.startswith("odds.")
        }
        return Model(odds, _trees(stored, "first"), _trees(stored, "second"))


def _trees(stored: Mapping[str, NDArray[np.generic]], look: str) -> Trees:
    return Trees(
        stored[f"{look}.columns"].astype(np.int64),
        stored[f"{look}.borders"].astype(np.float32),
        stored[f"{look}.leaves"].astype(np.float32),
        float(stored[f"{look}.bias"][()]),
    )
