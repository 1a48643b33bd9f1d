"""The line model in plain numpy against the network in torch that it was fitted as."""

from pathlib import Path

import numpy as np
import pytest

from pagebrief.pages.line_features import features_of
from pagebrief.pages.line_model import WEIGHTS, likelihoods
from pagebrief.pages.lines import logical_lines

pytestmark = pytest.mark.reference

EXAMPLES = Path(__file__).parents[2] / "examples/pages"


@pytest.mark.parametrize(
    "name", ["harbour-bridge.txt", "night-train.txt", "kelp-farm.md", "water-network-ar.txt"]
)
def test_numpy_says_what_torch_says(name: str) -> None:
    import torch  # noqa: PLC0415 # in the reference environment only
    from tools.line_model.network import Network, load  # noqa: PLC0415 # the same

    features = features_of(logical_lines((EXAMPLES / name).read_text("utf-8")))
    with np.load(WEIGHTS) as stored:
        network = load(Network(features.numbers.shape[1], dropout=0.0), stored).eval()
        numbers = (features.numbers - stored["mean"]) / stored["deviation"]
    inputs = (numbers.astype(np.float32), features.words, features.wholes, np.ones(len(numbers), np.float32))
    with torch.no_grad():
        told = torch.sigmoid(network(*(torch.from_numpy(array)[None] for array in inputs)))[0].numpy()
    np.testing.assert_allclose(likelihoods(features), told, atol=1e-5)
