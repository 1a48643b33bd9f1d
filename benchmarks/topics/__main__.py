"""``python -m benchmarks.topics DATA``: which of twenty descriptions fits, on development pages.

DATA holds the folders ``pages`` and ``summaries``. Writes ``results.json`` beside this file and the tables in
docs/watches.md. ``--tables`` only writes the tables of the results that are there.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.topics import report
from benchmarks.topics.corpus import Labelled, kinds, labelled
from benchmarks.topics.figures import Floats, at, best_threshold, figures, rounded
from benchmarks.topics.scorers import OURS, SCORERS, Scorer
from pagebrief.bootstrap import find_encoder
from pagebrief.pages.paragraphs import page_of
from pagebrief.ports import Encoder
from pagebrief.summary.sentences import split
from pagebrief.watches.topics import AUTO, AUTO_WITH_EXAMPLES, Vectors

_MOST_SENTENCES = 400
_EXAMPLES = 3


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.topics", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", help="the folder that holds pages and summaries")
    parser.add_argument("--tables", action="store_true", help="only write the tables anew")
    arguments = parser.parse_args()
    if not arguments.tables:
        if arguments.data is None:
            parser.error("name the folder of development pages")
        report.save(measure(arguments.data))
    results = report.load()
    report.DOC.write_text(report.written(report.DOC.read_text("utf-8"), results), "utf-8")
    print(report.tables(results))
    return 0


def measure(data: Path) -> dict[str, Any]:
    known, encoder = kinds(), find_encoder()
    pages = list(labelled(data, known))
    topics = encoder.encode([kind.about for kind in known])
    vectors = [_encoded(page, encoder) for page in pages]
    numbers = np.array([page.kind for page in pages])
    held_out = np.array([page.held_out for page in pages])
    halves = (~held_out, held_out)
    scores = {name: _similarities(topics, vectors, scorer) for name, scorer in SCORERS.items()}
    with_examples, examples = _with_examples(topics, vectors, numbers, held_out)
    mixed = _similarities(with_examples, vectors, SCORERS[OURS])
    others = ~held_out & ~np.isin(np.arange(len(pages)), examples)
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "kinds": {kind.about: int((numbers == number).sum()) for number, kind in enumerate(known)},
        "pages": [int(half.sum()) for half in halves],
        "scorers": {name: _of_halves(score, numbers, halves) for name, score in scores.items()},
        "examples": _of_halves(mixed, numbers, (others, held_out)),
        "auto": _thresholds(scores[OURS], numbers, halves, AUTO),
        "auto with examples": _thresholds(mixed, numbers, (others, held_out), AUTO_WITH_EXAMPLES),
    }


def _encoded(page: Labelled, encoder: Encoder) -> Vectors:
    clean = page_of(page.text, None)
    return encoder.encode([clean.text[span.start : span.end] for span in split(clean)][:_MOST_SENTENCES])


def _similarities(topics: Vectors, pages: Sequence[Vectors], scorer: Scorer) -> Floats:
    return np.array([[scorer(topic, page) for topic in topics] for page in pages])


def _with_examples(
    topics: Vectors, pages: Sequence[Vectors], kinds: NDArray[np.int64], held_out: NDArray[np.bool_]
) -> tuple[Vectors, list[int]]:
    """The topics with a sentence each of three pages of the first half, and the numbers of those pages."""
    rows, used = [], []
    for number, topic in enumerate(topics):
        chosen = [int(page) for page in np.flatnonzero((kinds == number) & ~held_out)[:_EXAMPLES]]
        total = topic + sum(pages[page][(pages[page] @ topic).argmax()] for page in chosen)
        rows.append(total / np.linalg.norm(total))
        used += chosen
    return np.stack(rows), used


def _of_halves(
    similarities: Floats, numbers: NDArray[np.int64], halves: Sequence[NDArray[np.bool_]]
) -> list[dict[str, float]]:
    return [rounded(figures(similarities[half], numbers[half])) for half in halves]


def _thresholds(
    similarities: Floats, numbers: NDArray[np.int64], halves: Sequence[NDArray[np.bool_]], auto: float
) -> dict[str, Any]:
    """The best threshold of the first half, the one that is built in, and what others find in the second."""
    chosen, held_out = halves
    others = sorted({auto, *(hundredths / 100 for hundredths in (20, 25, 30, 35, 40, 45, 50))})
    return {
        "best": best_threshold(similarities[chosen], numbers[chosen]),
        "built in": auto,
        "held out": [rounded(at(each, similarities[held_out], numbers[held_out])) for each in others],
    }


if __name__ == "__main__":
    sys.exit(main())
