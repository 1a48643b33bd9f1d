"""The figures that have floors."""

from pathlib import Path

from benchmarks.cleaning import scores
from benchmarks.cleaning.corpus import pages
from tools.floors import summaries
from tools.floors.floors import Floors, named


def measured(floors: Floors, data: Path) -> dict[str, float]:
    """By name, over the pages of ``data`` that the floors are for, and the summaries beside it.

    Takes two to three minutes on two cores.
    """
    chosen = [
        *pages(data, html=True, every=floors.every_html),
        *pages(data, html=False, every=floors.every_text),
    ]
    return named(scores.table(scores.ours(chosen))) | summaries.measured(data.parent)
