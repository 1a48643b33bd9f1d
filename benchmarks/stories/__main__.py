"""``python -m benchmarks.stories SUMMARIES``: copies that are found, events kept apart, and the pace.

Constants were chosen on one half of the articles and of our own pages; the other half is reported beside it.
Writes ``results.json`` beside this file and the tables in docs/stories.md.
"""

import argparse
import sys
from pathlib import Path

from benchmarks.stories import report
from benchmarks.stories.measure import measured
from pagebrief.bootstrap import find_encoder


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories", description=__doc__)
    parser.add_argument("summaries", type=Path, help="the folder that holds cnn.jsonl.gz and the others")
    parser.add_argument("--every", type=int, default=8, help="copies of every so many articles (%(default)s)")
    arguments = parser.parse_args()
    results = measured(arguments.summaries, arguments.every, find_encoder())
    report.save(results)
    report.DOC.write_text(report.written(report.DOC.read_text("utf-8"), report.load()), "utf-8")
    print(report.tables(report.load()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
