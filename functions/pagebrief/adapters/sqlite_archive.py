"""Records in the state file of one machine, beside what waits and what was told."""

import json
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from pagebrief.adapters.sqlite_store import opened
from pagebrief.delivery import stamp
from pagebrief.errors import PermanentError
from pagebrief.ports import Clock

_SCHEMA = (
    "CREATE TABLE IF NOT EXISTS records (name TEXT PRIMARY KEY, record TEXT NOT NULL, expires TEXT NOT NULL)"
)


class SqliteArchive:
    """``path`` is that of the store. What is older than ``retention`` is forgotten when it is opened."""

    def __init__(self, path: Path, retention: timedelta, clock: Clock) -> None:
        self._path, self._retention, self._clock = path, retention, clock
        with opened(path) as db:
            db.execute(_SCHEMA)
            db.execute("DELETE FROM records WHERE expires < ?", [stamp(clock.now())])

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        row = [name, json.dumps(record), stamp(self._clock.now() + self._retention)]
        with opened(self._path) as db:
            db.execute("INSERT OR REPLACE INTO records VALUES (?, ?, ?)", row)

    def read(self, name: str) -> Mapping[str, Any]:
        with opened(self._path) as db:
            found = db.execute("SELECT record FROM records WHERE name = ?", [name]).fetchone()
        if found is None:
            raise PermanentError(f"{name} is not there: {self._path} has no such record")
        record: Mapping[str, Any] = json.loads(found["record"])
        return record
