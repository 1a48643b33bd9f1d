"""A fitted CatBoost model as the tables of ``pagebrief.pages.line_model.Trees``."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from catboost import CatBoost

from pagebrief.pages.line_model import Trees


def trees_of(model: CatBoost) -> Trees:
    with TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        model.save_model(str(path), format="json")
        stored = json.loads(path.read_text("utf-8"))
    trees = stored["oblivious_trees"]
    depth = max(len(tree["splits"] or ()) for tree in trees)
    columns = np.zeros((len(trees), depth), np.int64)
    borders = np.full((len(trees), depth), np.inf, np.float32)  # nothing is greater: an answer of no
    leaves = np.zeros((len(trees), 1 << depth), np.float32)
    for number, tree in enumerate(trees):
        for at, split in enumerate(tree["splits"] or ()):
            columns[number, at] = split["float_feature_index"]
            borders[number, at] = split["border"]
        leaves[number, : len(tree["leaf_values"])] = tree["leaf_values"]
    scale, (bias,) = stored["scale_and_bias"]
    return Trees(columns, borders, leaves * np.float32(scale), bias)
