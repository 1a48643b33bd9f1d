"""``python -m tools.floors PAGES``: measure the development pages in PAGES, and raise the floors.

No floor falls by itself: where a figure is under its floor, nothing is written, unless ``--lower`` says
why. That reason belongs into docs/decisions.md, too, by the figure's name; a test looks for it.
"""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.cleaning.corpus import fingerprint
from tools.floors.floors import Floors, below, load, lowered, raised, save
from tools.floors.measure import measured


def main() -> int:
    arguments = _parser().parse_args()
    before = load()
    corpus = fingerprint(arguments.pages)
    if corpus != before.corpus:
        print("These are not the pages that the floors were measured on; the floors will name them.")
    figures = measured(before, arguments.pages)
    after, fallen = replace(before, corpus=corpus), below(before, figures)
    if fallen and not arguments.lower:
        print(
            *fallen, "Nothing was written. If that must be: --lower 'the reason'.", sep="\n", file=sys.stderr
        )
        return 1
    if fallen:
        after = lowered(after, figures, arguments.lower, datetime.now(UTC).date())
    after = raised(after, figures)
    _show(before, after, figures)
    save(after)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.floors", description=__doc__)
    parser.add_argument("pages", type=Path, help="the folder that holds aeb, mozilla, wcxb and trafilatura")
    parser.add_argument("--lower", metavar="REASON", help="why figures may be under their floors from now on")
    return parser


def _show(before: Floors, after: Floors, figures: dict[str, float]) -> None:
    for name, floor in sorted(after.floors.items()):
        was = before.floors.get(name)
        change = "" if was == floor else " (new)" if was is None else f" (was {was:.3f})"
        print(f"{name:36s} {figures[name]:.4f}  floor {floor:.3f}{change}")


if __name__ == "__main__":
    sys.exit(main())
