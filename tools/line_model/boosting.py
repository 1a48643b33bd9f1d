"""Odds of words and gradient-boosted oblivious trees, fitted on examples; see pagebrief.pages.line_model."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from zlib import crc32

import numpy as np
from catboost import CatBoost, Pool
from numpy.typing import NDArray
from tools.line_model.examples import CLEAN, Example
from tools.line_model.export import trees_of

from pagebrief.pages.line_context import first_look, second_look
from pagebrief.pages.line_features import BUCKETS
from pagebrief.pages.line_model import Model

PARTS = 3
"""The second look learns from what the first one thinks of pages that it was not fitted on."""

_PARAMETERS = {
    "loss_function": "CrossEntropy",  # a line may be main text in part
    "iterations": 300,
    "depth": 6,
    "learning_rate": 0.1,
    "l2_leaf_reg": 5,
    "rsm": 0.25,
    "border_count": 48,
    "bootstrap_type": "MVS",
    "subsample": 0.7,
    "allow_writing_files": False,
    "verbose": 0,
}
_CLEAN = 0.2  # what a page that is all main text weighs beside one that is not
_PLAIN = 0.35  # of the lines that are clearly none of the main text, this share is learnt from

Counts = dict[str, NDArray[np.float64]]
Odds = Mapping[str, NDArray[np.float32]]
Table = NDArray[np.float32]


def fit(examples: Sequence[Example], seed: int = 0) -> Model:
    parts = [[each for each in examples if _part(each) == part] for part in range(PARTS)]
    counts = [_counts(part) for part in parts]
    total = {bag: np.sum([each[bag] for each in counts], axis=0) for bag in counts[0]}
    # A page's own words must not tell what is kept of it: the odds of its part are those of the others.
    outside = [_odds({bag: total[bag] - each[bag] for bag in total}) for each in counts]
    ordered = [each for part in parts for each in part]
    part_of = np.repeat(np.arange(PARTS), [len(part) for part in parts])
    tables = [first_look(each.features, outside[part]) for each, part in zip(ordered, part_of, strict=True)]
    rows = np.repeat(part_of, [len(table) for table in tables])
    truth = np.concatenate([each.kept for each in ordered])
    weight = np.concatenate([weights(each) for each in ordered])
    whole = np.concatenate(tables)
    first = _fit(whole, truth, weight, seed)
    thought = np.zeros(len(whole))
    for part in range(PARTS):
        others = _fit(whole[rows != part], truth[rows != part], weight[rows != part], seed)
        thought[rows == part] = _predicted(others, whole[rows == part])
    ends = np.cumsum([len(table) for table in tables])
    looks = [
        second_look(each.features, table, thought[end - len(table) : end])
        for each, table, end in zip(ordered, tables, ends, strict=True)
    ]
    second = _fit(np.concatenate(looks), truth, weight, seed)
    return Model(_odds(total), trees_of(first), trees_of(second))


def store(model: Model, path: Path) -> None:
    arrays: dict[str, NDArray[np.generic]] = {
        f"odds.{bag}": odds.astype(np.float16) for bag, odds in model.odds.items()
    }
    for name, trees in (("first", model.first), ("second", model.second)):
        arrays |= {
            f"{name}.columns": trees.columns.astype(np.int16),
            f"{name}.borders": trees.borders,
            f"{name}.leaves": trees.leaves.astype(np.float16),
            f"{name}.bias": np.array(trees.bias),
        }
    np.savez_compressed(path, **arrays)  # type: ignore[arg-type] # one name is a flag of its own


def weights(example: Example) -> NDArray[np.float32]:
    """A line weighs its words, as a share of those that the page keeps: the score is by page."""
    lengths = example.features.lengths
    kept = (lengths * (example.kept >= 0.5)).sum()
    page = _CLEAN if example.rendering == CLEAN else 1.0
    return page * np.minimum((lengths + 1) / max(20.0, kept), 0.2).astype(np.float32)


def _part(example: Example) -> int:
    return crc32(f"part {example.site}".encode()) % PARTS


def _counts(examples: Sequence[Example]) -> Counts:
    """For each hashed word (BUCKETS, 2): in how many pages, by weight, it is kept and dropped."""
    counts = {bag: np.zeros((BUCKETS, 2)) for bag in examples[0].features.bags}
    for example in examples:
        if example.rendering == CLEAN:
            continue
        weight = weights(example)
        sides = np.stack([weight * example.kept, weight * (1 - example.kept)], axis=1)
        for bag, words in example.features.bags.items():
            found, at = np.unique(words, return_inverse=True)
            own = np.zeros((len(found), 2))
            np.add.at(own, at.reshape(words.shape), sides[:, None])
            counts[bag][found] += own / (own.sum(1, keepdims=True) + 0.02)
    return counts


def _odds(counts: Counts) -> Odds:
    odds = {bag: np.log((each[:, 0] + 0.5) / (each[:, 1] + 0.5)) for bag, each in counts.items()}
    for each in odds.values():
        each[0] = 0  # stands for no word
    return {bag: each.astype(np.float32) for bag, each in odds.items()}


def _fit(table: Table, truth: Table, weight: Table, seed: int) -> CatBoost:
    chosen = (truth > 0.05) | (np.random.default_rng(seed).random(len(truth)) < _PLAIN)
    scale = np.where(truth > 0.05, 1, 1 / _PLAIN)
    weighed = (weight * scale)[chosen]
    model = CatBoost({**_PARAMETERS, "random_seed": seed})
    model.fit(Pool(table[chosen], truth[chosen], weight=weighed / weighed.mean()))
    return model


def _predicted(model: CatBoost, table: Table) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-model.predict(table))))
