"""``python -m benchmarks.load PAGES``: so many pages through the functions, each accounted for, or exits 1.

AWS is moto, in a process of its own, which throttles; Slack and the SMTP server are doubles. ``--save``
writes ``results.json`` beside this file and the tables of docs/load.md. ``--tables`` runs nothing and writes
the tables of the results that are there.
"""

import argparse
import logging
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks import tables as stored
from benchmarks.load import account, measure, mix, process, report, run
from benchmarks.load.aws import aws
from benchmarks.load.house import house

_ROOT = Path(__file__).parents[2]


def main() -> int:
    for noisy in ("mail.log", "samtranslator"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    arguments = _parser().parse_args()
    results = stored.load(report.RESULTS) if arguments.tables else stored.rounded(_measure(arguments))
    if arguments.save:
        stored.save(report.RESULTS, results)
    if arguments.save or arguments.tables:
        report.DOC.write_text(report.written(report.DOC.read_text("utf-8"), results), "utf-8")
    print(report.tables(results))
    for problem in results["problems"]:
        print(problem, file=sys.stderr)
    return 1 if results["problems"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description=__doc__)
    parser.add_argument("pages", type=int, nargs="?", default=200, help="how many (%(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="processes of on_page (%(default)s)")
    parser.add_argument(
        "--code", type=Path, default=_ROOT / "functions", help="the built function (%(default)s)"
    )
    parser.add_argument(
        "--python", type=Path, default=Path(sys.executable), help="that runs it (%(default)s)"
    )
    parser.add_argument("--save", action="store_true", help="keep the results, and write the tables")
    parser.add_argument("--tables", action="store_true", help="only write the tables anew")
    return parser


def _measure(arguments: argparse.Namespace) -> dict[str, Any]:
    pages, load = list(mix.pages(arguments.pages)), os.getloadavg()[0]
    code, python = arguments.code.resolve(), arguments.python.absolute()
    own = time.process_time()
    with TemporaryDirectory() as logs, aws() as (url, pid), house(url, code, python) as built:
        built.deployment.put_watches(mix.watches())
        taken = run.run(pages, built, arguments.workers, Path(logs))
        processors = {
            "what stands for AWS": process.cpu_seconds(pid),
            "the benchmark": time.process_time() - own,
        }
        found = account.take(pages, built)
    calls = {
        "on_page": [each for one in taken.pages for each in one],
        "on_delivery": [*taken.alerts, *taken.digests],
        "on_schedule": taken.sweeps,
    }
    functions = {name: sum(each.cpu for each in several) for name, several in calls.items()}
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, load {load:.1f}",
        "python": _version(python),
        "code": "the working copy" if code == _ROOT / "functions" else "the built function",
        "processors": functions | processors,
        **measure.results(taken, found, len(pages)),
    }


def _version(python: Path) -> str:
    command = [os.fspath(python), "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 # ours


if __name__ == "__main__":
    sys.exit(main())
