"""What a line looks like → what stands around it: the table that the trees of ``line_model`` decide on.

Two looks at a page. The first knows each line and what its neighbours look like; the second also knows what
the first look thought of them, which runs that makes, and what those are about (Tu 2008, «Auto-context and
its application to high-level vision tasks», CVPR).
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pagebrief.pages.likelihoods import logits, uncertain
from pagebrief.pages.line_features import BUCKETS, KEYS, PROSE, Features
from pagebrief.pages.line_runs import runs

_Table = NDArray[np.float32]
_Columns = NDArray[np.float64]

_STEPS = (1, 2, 3)  # lines before and behind that are looked at one by one
_REACHES = (5, 15, 40)  # lines before and behind of which the mean is taken
_SAID = 0.3  # by so many likely lines, or by one that is so likely
_FEW = 0.2  # added to counts, so that a word that was said once proves little


def first_look(features: Features, odds: Mapping[str, NDArray[np.float32]]) -> _Table:
    """(n, columns) of a page's n lines.

    ``odds[bag]`` (BUCKETS,) says how much oftener a hashed word stands in main text than elsewhere, as the
    logarithm of the ratio.
    """
    told = _odds(features, odds)
    numbers = features.numbers
    prose = numbers[:, PROSE] > 0
    keys = np.column_stack([told[:, ::3], numbers[:, KEYS], np.minimum(features.lengths, 60) * prose])
    return np.column_stack(
        [numbers, told, _neighbours(keys, _STEPS), *_windows(keys), *_in_groups(keys, features)]
    ).astype(np.float32)


def second_look(features: Features, first: _Table, likelihoods: NDArray[np.float64]) -> _Table:
    """The table of the first look, and what it made of each line and of those around it."""
    lengths = features.lengths
    clipped = uncertain(likelihoods)
    akin = _kinship(features.bags["words"], likelihoods)
    keys = np.column_stack([clipped, clipped * np.minimum(lengths, 60), akin[:, [0, 3]]])
    kept = np.cumsum(lengths * likelihoods)
    share = np.column_stack([kept, kept[-1] - kept]) / max(1.0, kept[-1])
    page = np.column_stack([kept[-1] / lengths.sum(), np.log1p(kept[-1])]).repeat(len(lengths), axis=0)
    return np.column_stack(
        [
            first,
            logits(clipped),
            _neighbours(keys, _STEPS),
            *_windows(keys),
            *_in_groups(keys, features),
            akin,
            runs(likelihoods, lengths),
            share,
            page,
            clipped.max() * np.ones(len(lengths)),
        ]
    ).astype(np.float32)


def _odds(features: Features, odds: Mapping[str, NDArray[np.float32]]) -> _Table:
    """Three columns a bag: the mean of its words' odds, the least and the greatest."""
    columns = []
    for name, bag in features.bags.items():
        found, real = odds[name][bag], bag > 0
        count = np.maximum(real.sum(1), 1)
        columns += [
            np.where(real, found, 0).sum(1) / count,
            np.where(real, found, 9).min(1),
            np.where(real, found, -9).max(1),
        ]
    return np.stack(columns, axis=1)


def _kinship(bag: NDArray[np.int64], likelihoods: _Columns) -> _Columns:
    """(n, 6): how much of a line's words the likely lines say too, and how much oftener than the others.

    The share that likely lines say, how often they do and others do, and the logarithm of the ratio: its
    mean, its least, and its greatest.
    """
    real = bag > 0
    count = np.maximum(real.sum(1), 1)
    weight = np.where(real, likelihoods[:, None], 0.0)
    rest = np.where(real, 1 - likelihoods[:, None], 0.0)
    main = np.bincount(bag.ravel(), weight.ravel(), BUCKETS)[bag] - weight
    other = np.bincount(bag.ravel(), rest.ravel(), BUCKETS)[bag] - rest
    ratio = np.log((np.maximum(main, 0) + _FEW) / (np.maximum(other, 0) + _FEW))
    return np.column_stack(
        [
            ((main > _SAID) & real).sum(1) / count,
            np.where(real, np.log1p(np.maximum(main, 0)), 0).sum(1) / count,
            np.where(real, np.log1p(np.maximum(other, 0)), 0).sum(1) / count,
            np.where(real, ratio, 0).sum(1) / count,
            np.where(real, ratio, 9).min(1),
            np.where(real, ratio, -9).max(1),
        ]
    )


def _neighbours(keys: _Columns, steps: Sequence[int]) -> _Columns:
    padded = np.pad(keys, ((max(steps), max(steps)), (0, 0)))
    middle, count = max(steps), len(keys)
    return np.concatenate(
        [padded[middle + step : middle + step + count] for each in steps for step in (-each, each)], axis=1
    )


def _windows(keys: _Columns) -> list[_Columns]:
    """The mean of the lines before, and of those behind, within each reach."""
    sums = np.cumsum(np.pad(keys, ((1, 0), (0, 0))), axis=0)
    index = np.arange(len(keys))
    found = []
    for reach in _REACHES:
        first, last = np.maximum(0, index - reach), np.minimum(len(keys), index + reach + 1)
        found += [(sums[index] - sums[first]) / reach, (sums[last] - sums[index + 1]) / reach]
    return found


def _in_groups(keys: _Columns, features: Features) -> list[_Columns]:
    """The mean over the lines of each group that a line belongs to, longer lines weighing more."""
    found = []
    weights = np.minimum(features.lengths, 60)[:, None]
    for group in features.groups:
        size = int(group.max()) + 1
        sums, total = np.zeros((size, keys.shape[1])), np.zeros((size, 1))
        np.add.at(sums, group, keys * weights)
        np.add.at(total, group, weights)
        found.append((sums / np.maximum(total, 1e-9))[group])
    return found
