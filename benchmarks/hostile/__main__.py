"""``python -m benchmarks.hostile``: what comes of pages that are made to break a cleaner.

Ends with 1 where ours takes more than 10 s of CPU or 700 MB, or breaks. With ``--peers`` the other
extractors try the same pages, 60 s each.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.hostile.cases import CASES, write
from benchmarks.hostile.child import CLEANERS

LIMIT_SECONDS, LIMIT_MB = 10, 700
_CAP_SECONDS = 60  # of CPU; what takes longer is stopped
_OURS = "ours"


@dataclass(frozen=True, slots=True)
class Result:
    outcome: str
    seconds: float
    megabytes: float

    @property
    def is_within_limits(self) -> bool:
        answered = self.outcome in {"article", "other text"} or self.outcome.startswith("discarded")
        fast = self.seconds <= LIMIT_SECONDS and self.megabytes <= LIMIT_MB
        return answered and fast and "BROKE" not in self.outcome


def main() -> int:
    arguments = _parser().parse_args()
    cleaners = list(CLEANERS) if arguments.peers else [_OURS]
    print(_row("page", [f"{name} | s | MB" for name in cleaners]))
    print(_row("---", ["--- | ---: | ---:"] * len(cleaners)))
    over = []
    with TemporaryDirectory() as folder:
        file = Path(folder, "page")
        for name in CASES:
            if arguments.only in name:
                _write(name, file)
                results = [run(cleaner, file) for cleaner in cleaners]
                print(_row(name, map(_cells, results)), flush=True)
                over += [] if results[0].is_within_limits else [name]
    if over:
        print(f"\nOver {LIMIT_SECONDS} s or {LIMIT_MB} MB, or broken: {'; '.join(over)}", file=sys.stderr)
    return bool(over)


def _write(name: str, file: Path) -> None:
    """In a process of its own: Linux counts the memory of a process also for those that it starts."""
    process = get_context("spawn").Process(target=write, args=(name, file))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{name} could not be written")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument(
        "--peers", action="store_true", help="the other extractors, too (make .venv-bench/.installed)"
    )
    parser.add_argument("--only", default="", metavar="WORDS", help="the pages whose name holds these words")
    return parser


def run(cleaner: str, file: Path) -> Result:
    """One cleaner on one page."""
    command = (sys.executable, "-m", "benchmarks.hostile.child", cleaner, file, str(_CAP_SECONDS))
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=5 * _CAP_SECONDS, check=False)  # noqa: S603 # ours
    except subprocess.TimeoutExpired:
        return Result("stopped", _CAP_SECONDS, 0)
    if done.returncode:
        return Result("stopped" if done.returncode < 0 else "crashed", _CAP_SECONDS, 0)
    return Result(**json.loads(done.stdout.splitlines()[-1]))


def _row(first: str, cells: Iterable[str]) -> str:
    return f"| {' | '.join((first, *cells))} |"


def _cells(result: Result) -> str:
    return f"{result.outcome} | {result.seconds:.1f} | {result.megabytes:.0f}"


if __name__ == "__main__":
    sys.exit(main())
