"""Our cleaner's figures on the development pages, by group and form, in parallel."""

import os
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path

from benchmarks.cleaning.corpus import HTML, Page
from benchmarks.cleaning.figures import Score, figures, score

ALL = "all"
"""The renderings together."""


def ours(pages: Sequence[Page], folds: Path | None = None) -> list[Score]:
    """A score a page, in order of fold."""
    ordered = sorted(pages, key=lambda page: page.fold)
    with one_thread_processes() as pool:
        return list(pool.map(of, ordered, repeat(folds), chunksize=16))


def table(scores: Sequence[Score]) -> dict[str, dict[str, float]]:
    """Figures by ``"html aeb"``, ``"innertext wcxb other"``, ``"all mozilla"``."""
    groups: dict[str, list[Score]] = defaultdict(list)
    for each in scores:
        for form in {each.form, HTML if each.form == HTML else ALL}:
            groups[f"{form} {each.group}"].append(each)
    return {name: figures(found) for name, found in sorted(groups.items())}


def one_thread_processes() -> ProcessPoolExecutor:
    """A process a core, each on one thread: libraries for matrices would else start one a core."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = "1"
    return ProcessPoolExecutor(mp_context=get_context("spawn"))


def of(page: Page, folds: Path | None = None) -> Score:
    """In this process."""
    from benchmarks.cleaning.ours import answer_of, clean_body, use_weights, weights_for  # noqa: PLC0415

    use_weights(weights_for(page, folds))
    return score(page, answer_of(clean_body(page.body())))
