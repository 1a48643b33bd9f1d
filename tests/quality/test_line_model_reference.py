"""The trees in plain numpy against the CatBoost that fits them."""

import numpy as np
import pytest

pytestmark = pytest.mark.reference


@pytest.mark.parametrize("depth", [1, 4, 6])
def test_numpy_says_what_catboost_says(depth: int) -> None:
    from catboost import CatBoost, Pool  # noqa: PLC0415 # in the reference environment only
    from tools.line_model.export import trees_of  # noqa: PLC0415 # the same

    random = np.random.default_rng(depth)
    table = random.normal(size=(2_000, 12)).astype(np.float32)
    table[:, 3] = np.round(table[:, 3])  # ties with the borders
    kept = 1 / (1 + np.exp(-table[:, 0] * table[:, 1] - table[:, 3]))
    model = CatBoost(
        {"loss_function": "CrossEntropy", "iterations": 40, "depth": depth, "verbose": 0, "random_seed": 0,
         "allow_writing_files": False}
    )  # fmt: skip
    model.fit(Pool(table, kept))
    told = 1 / (1 + np.exp(-model.predict(table)))
    assert told.std() > 0.05
    np.testing.assert_allclose(trees_of(model).likelihoods(table), told, atol=1e-6)
