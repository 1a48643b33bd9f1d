"""``python -m benchmarks.cleaning PAGES``: ours and other extractors on the development pages in PAGES.

Writes ``results.json`` beside this file and the tables in docs/cleaning.md. ``--tables`` measures nothing
and writes the tables of the results that are there.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.cleaning import report
from benchmarks.cleaning.compare import compare
from benchmarks.cleaning.corpus import Page, pages
from benchmarks.cleaning.ours import weights_for


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cleaning", description=__doc__)
    parser.add_argument(
        "pages", type=Path, nargs="?", help="the folder that holds aeb, mozilla, wcxb, trafilatura"
    )
    parser.add_argument("--every", type=int, default=1, help="of each set, take every Nth page")
    parser.add_argument(
        "--folds",
        type=Path,
        help="weights html-0.npz, text-0.npz …, each fitted without its fold; other pages are left out",
    )
    parser.add_argument("--tables", action="store_true", help="only write the tables anew")
    arguments = parser.parse_args()
    if not arguments.tables:
        if arguments.pages is None:
            parser.error("name the folder of pages")
        report.save(measure(arguments.pages, arguments.every, arguments.folds))
    results = report.load()
    report.DOC.write_text(report.written(report.DOC.read_text("utf-8"), results), "utf-8")
    print(report.tables(results))
    return 0


def measure(data: Path, every: int, folds: Path | None) -> dict[str, Any]:
    html, text = (_held_out(pages(data, html=form, every=every), folds) for form in (True, False))
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "pages": f"{len(html)} HTML and {len(text)} plain-text",
        "weights": f"weights fitted without its site ({len(list(folds.glob('html-*.npz')))} folds of 5)"
        if folds
        else "the weights that ship, fitted on all sets but trafilatura's",
        "html": compare(html, folds),
        "text": compare(text, folds),
    }


def _held_out(chosen: list[Page], folds: Path | None) -> list[Page]:
    """Those that some weights were fitted without."""
    return [page for page in chosen if all(path.exists() for path in weights_for(page, folds))]


if __name__ == "__main__":
    sys.exit(main())
