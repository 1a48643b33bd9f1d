"""The command line, run as people run it."""

import io
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).parents[2] / "examples/pages"


def pagebrief(
    *arguments: str | Path, given: str = "", expect: int = 0, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """One run, which ends with the exit code that is expected, and never with a traceback."""
    run = subprocess.run(
        [sys.executable, "-m", "pagebrief", *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=env,
    )
    assert "Traceback" not in run.stderr
    assert run.returncode == expect, run.stderr
    return run


def lines(output: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in io.StringIO(output)]
