"""``python -m benchmarks.summaries SUMMARIES``: ours and other summaries of the development articles.

The pages lie in the folder ``pages`` beside SUMMARIES. Writes ``results.json`` beside this file and the
tables in docs/summaries.md. ``--tables`` only writes the tables of the results that are there.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.summaries import corpus, report
from benchmarks.summaries.compare import on_articles, on_texts, strangers
from benchmarks.summaries.systems import OURS, PEERS, at_random, ours

_FEWER = 8  # of pages, which take far longer than articles, only every eighth of those is read


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summaries", description=__doc__)
    parser.add_argument("summaries", type=Path, nargs="?", help="the folder that holds summeval, realsumm …")
    parser.add_argument("--every", type=int, default=1, help="of each set, take every Nth article")
    parser.add_argument("--tables", action="store_true", help="only write the tables anew")
    arguments = parser.parse_args()
    if not arguments.tables:
        if arguments.summaries is None:
            parser.error("name the folder of summaries")
        report.save(measure(arguments.summaries, arguments.every))
    results = report.load()
    report.DOC.write_text(report.written(report.DOC.read_text("utf-8"), results), "utf-8")
    print(report.tables(results))
    return 0


def measure(data: Path, every: int) -> dict[str, Any]:
    articles = {name: corpus.articles(data, name, every) for name in corpus.SETS}
    texts = corpus.texts_without_lead(data.parent / "pages", every * _FEWER)
    told, foreign = strangers(corpus.renderings(data.parent / "pages", every * _FEWER))
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "every": every,
        "articles": {name: len(found) for name, found in articles.items()},
        "texts": len(texts),
        "told": told,
        "foreign": len(foreign),
        "rouge": {name: on_articles(found, {OURS: ours, **PEERS}) for name, found in articles.items()},
        "coverage": on_texts(texts, {OURS: ours, **PEERS, "random": at_random}),
    }


if __name__ == "__main__":
    sys.exit(main())
