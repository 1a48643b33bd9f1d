"""``python -m benchmarks.support SUMMARIES``: what the support gate catches, and what it lets pass.

The constants of the gate were chosen on one half of the articles; the other half is reported beside it.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from benchmarks.support.cases import Article, articles
from pagebrief.bootstrap import find_encoder
from pagebrief.ports import Encoder
from pagebrief.summary.support import Gate

Counts = Counter[tuple[bool, bool, str, bool]]
"""By (held out, faithful, kind, judged rightly)."""


def main() -> int:
    arguments = _parser().parse_args()
    counts = judged(articles(arguments.summaries, arguments.every), find_encoder())
    print(f"{'':34s}{'chosen on':>16s}{'held out':>16s}")
    for faithful in (True, False):
        kinds = sorted({kind for _, about, kind, _ in counts if about is faithful})
        for kind in [*kinds, None]:
            name = f"{'passed' if faithful else 'caught'}: {kind or 'all'}"
            print(f"{name:34s}" + "".join(_cell(counts, held, faithful, kind) for held in (False, True)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.support", description=__doc__)
    parser.add_argument("summaries", type=Path, help="the folder that holds cnn.jsonl.gz and the others")
    parser.add_argument(
        "--every", type=int, default=10, help="of the large sets, every so many (%(default)s)"
    )
    return parser


def judged(chosen: Iterable[Article], encoder: Encoder) -> Counts:
    counts: Counts = Counter()
    for article in chosen:
        gate = Gate(article.sentences, encoder.encode(article.sentences))
        vectors = encoder.encode([case.sentence for case in article.cases])
        for case, vector in zip(article.cases, vectors, strict=True):
            right = (gate.judge(case.sentence, vector).objection is None) == case.faithful
            counts[article.held_out, case.faithful, case.kind, right] += 1
    return counts


def share(counts: Counts, held_out: bool, faithful: bool, kind: str | None = None) -> tuple[float, int]:
    """(share that was judged rightly, number of sentences) of one kind, or of all."""
    chosen = {
        key: n for key, n in counts.items() if key[:2] == (held_out, faithful) and kind in {None, key[2]}
    }
    total = sum(chosen.values())
    return sum(n for key, n in chosen.items() if key[3]) / max(1, total), total


def _cell(counts: Counts, held_out: bool, faithful: bool, kind: str | None) -> str:
    right, total = share(counts, held_out, faithful, kind)
    return f"{right:.3f} of {total}".rjust(16)


if __name__ == "__main__":
    sys.exit(main())
