"""How likely each line of a plain-text page is main text: a small convolutional network, in plain numpy.

A line is its numbers and the mean of its words' vectors; six residual convolutions over the lines
(dilations 1, 2, 4, 8, 16, 1) let each one see what stands around it, and a summary of the whole page
is added after the third. Fitted by tools/line_model; ``line_model.md`` beside the weights says on what.
"""

from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagebrief.pages.line_features import Features

WEIGHTS = Path(__file__).with_name("line_model.npz")
DILATIONS = (1, 2, 4, 8, 16, 1)
CONTEXT_AFTER = 2
"""The number of the convolution behind which each line learns of the page as a whole."""

_Matrix = NDArray[np.float32]


def likelihoods(features: Features) -> NDArray[np.float64]:
    """(n,), 0 to 1, for the n lines of a page."""
    weights = _weights()
    x = _relu(_inputs(features, weights) @ weights["inp.weight"] + weights["inp.bias"])
    for number, dilation in enumerate(DILATIONS):
        x = x + _relu(_convolved(x, weights, number, dilation))
        if number == CONTEXT_AFTER:
            page = np.concatenate([x.mean(0), x.max(0)])
            x = x + _relu(page @ weights["ctx.weight"] + weights["ctx.bias"])
    score = (x @ weights["out.weight"] + weights["out.bias"])[:, 0]
    found: NDArray[np.float64] = 1 / (1 + np.exp(-score.astype(np.float64)))
    return found


def _inputs(features: Features, weights: dict[str, _Matrix]) -> _Matrix:
    known = (features.words > 0).sum(1, keepdims=True)
    mean = weights["words"][features.words].sum(1) / np.maximum(known, 1)
    scaled = (features.numbers - weights["mean"]) / weights["deviation"]
    return np.concatenate([scaled, mean, weights["wholes"][features.wholes]], axis=1).astype(np.float32)


def _convolved(x: _Matrix, weights: dict[str, _Matrix], number: int, dilation: int) -> _Matrix:
    """Kernel of three lines: the one itself, and those ``dilation`` before and behind it."""
    kernel = weights[f"convs.{number}.weight"]
    padded = np.pad(x, ((dilation, dilation), (0, 0)))
    result: _Matrix = padded[: len(x)] @ kernel[0] + x @ kernel[1] + padded[2 * dilation :] @ kernel[2]
    return result + weights[f"convs.{number}.bias"]


def _relu(x: _Matrix) -> _Matrix:
    return np.maximum(x, 0)


@cache
def _weights() -> dict[str, _Matrix]:
    with np.load(WEIGHTS) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}
