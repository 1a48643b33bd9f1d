"""``--state``: the file that remembers what was told on this machine."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.bootstrap import SystemClock
from pagebrief.remembering import Remembered

State = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Remembers here what was told, and tells it once; made if there is none.",
        show_default=False,
    ),
]

_RETENTION = timedelta(days=90)


def remembered(state: Path | None) -> Remembered:
    """Raises PermanentError where the file can't be used."""
    return Remembered(SqliteStore(state, _RETENTION) if state else None, SystemClock())
