"""``python -m tools.line_model PAGES``: fit the line or the block model on the development pages in PAGES.

Needs catboost (make fit). With ``--fold N`` a fifth of the sites is held out and measured.
"""

import argparse
import sys
from pathlib import Path

from tools.line_model.boosting import fit, store
from tools.line_model.examples import read_blocks, read_lines
from tools.line_model.measure import table

from pagebrief.pages.choice import chosen
from pagebrief.pages.line_model import BLOCKS, LINES
from pagebrief.pages.line_runs import smoothed

FOLDS = 5


def main() -> int:
    arguments = _parser().parse_args()
    blocks = arguments.form == "html"
    examples = read_blocks(arguments.pages) if blocks else read_lines(arguments.pages)
    held_out = [each for each in examples if each.fold(FOLDS) == arguments.fold]
    learnt = [each for each in examples if each.fold(FOLDS) != arguments.fold]
    model = fit(learnt, arguments.seed)
    if held_out:
        kept = [
            chosen(smoothed(model.likelihoods(each.features)), each.features.lengths) for each in held_out
        ]
        print(table(held_out, kept))
    out = arguments.out or (None if held_out else BLOCKS if blocks else LINES)
    if out:
        store(model, out)
        print(f"{out}: {out.stat().st_size / 1e6:.2f} MB")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.line_model", description=__doc__)
    parser.add_argument("pages", type=Path, help="the folder that holds aeb, mozilla and wcxb")
    parser.add_argument("--form", choices=("text", "html"), required=True)
    parser.add_argument("--out", type=Path, help="(the shipped model, unless a fold is held out)")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), help="the fifth to hold out")
    parser.add_argument("--seed", type=int, default=0)
    return parser


if __name__ == "__main__":
    sys.exit(main())
