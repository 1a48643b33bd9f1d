"""State in one SQLite file: what the command line keeps, without an account.

Write-ahead logging, one connection an operation, and each write in a transaction that takes the lock at once
(BEGIN IMMEDIATE): threads and processes may share the file, as long as it lies on a local disk.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from pagebrief.adapters import sqlite_days
from pagebrief.adapters.outbox_rows import item_of, row_of, told_of, told_row_of
from pagebrief.day import Day, day_left_out, day_told
from pagebrief.delivery import (
    Delivery,
    OutboxItem,
    PageVersion,
    Receipt,
    Saved,
    State,
    Status,
    Told,
    stamp,
)
from pagebrief.errors import PagebriefError, PermanentError, TransientError
from pagebrief.ports import MOST_ITEMS, MOST_TOLD, Claim

_PATIENCE = 30
"""Seconds to wait for the lock that another holds."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS pages (
    identity TEXT PRIMARY KEY, outdated INTEGER NOT NULL, expires TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS objects (uri TEXT PRIMARY KEY, version TEXT NOT NULL, expires TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS items (
    channel TEXT, id TEXT, state TEXT NOT NULL, page TEXT NOT NULL, uri TEXT NOT NULL, version TEXT NOT NULL,
    record TEXT NOT NULL, due TEXT NOT NULL, url TEXT, watches TEXT NOT NULL, reasons TEXT NOT NULL,
    fingerprint BLOB, manner TEXT, at TEXT, story TEXT, thread TEXT, why TEXT, expires TEXT NOT NULL,
    PRIMARY KEY (channel, id));
CREATE INDEX IF NOT EXISTS items_of_page ON items (page);
CREATE INDEX IF NOT EXISTS items_told ON items (channel, state, at);
CREATE TABLE IF NOT EXISTS deliveries (
    channel TEXT, id TEXT, status TEXT NOT NULL, lease_until TEXT, attempts INTEGER NOT NULL DEFAULT 0,
    why TEXT, receipt TEXT, thread TEXT, sent_at TEXT, expires TEXT NOT NULL,
    PRIMARY KEY (channel, id));
"""


class SqliteStore:
    """``path`` is made if there is none. What is older than ``retention`` is forgotten at the first save."""

    def __init__(self, path: Path, retention: timedelta) -> None:
        self._path = path
        self._retention = retention
        self._tidied = False
        with self._open() as db:
            db.execute("PRAGMA journal_mode = WAL")
            db.executescript(_SCHEMA + sqlite_days.SCHEMA)

    def save(self, page: PageVersion, items: Sequence[OutboxItem], now: datetime) -> Saved:
        if len(items) > MOST_ITEMS:
            raise PermanentError(f"{page.uri}: a page goes to at most {MOST_ITEMS} channels")
        with self._write() as db:
            if not self._tidied:  # once, since it looks at every row
                _forget(db, now)
                self._tidied = True
            if found := _saved(db, page.identity):
                return found
            outdated = _is_outdated(db, page)
            expires = stamp(now + self._retention)
            _insert(db, "pages", {"identity": page.identity, "outdated": outdated, "expires": expires})
            if page.order and not outdated:
                _insert(db, "objects", {"uri": page.uri, "version": page.order, "expires": expires})
            for item in () if outdated else items:
                _insert(db, "items", {**row_of(item), "state": State.WAITING, "expires": expires})
            return Saved(() if outdated else tuple(items), new=True, outdated=outdated)

    def saved(self, identity: str) -> Saved | None:
        with self._open() as db:
            return _saved(db, identity)

    def channels(self) -> tuple[str, ...]:
        with self._open() as db:
            rows = db.execute(
                "SELECT DISTINCT channel FROM items WHERE state = ? ORDER BY 1", [State.WAITING]
            )
            return tuple(row["channel"] for row in rows)

    def waiting_alone(self, channel: str, now: datetime) -> tuple[OutboxItem, ...]:
        return self._due(channel, now, "=")

    def waiting_together(
        self, channel: str, now: datetime, most: int | None = None
    ) -> tuple[OutboxItem, ...]:
        return self._due(channel, now, "<>", most)

    def item(self, channel: str, item_id: str) -> OutboxItem | None:
        with self._open() as db:
            found = _items(db, "channel = ? AND id = ? AND state = ?", channel, item_id, State.WAITING)
            return found[0] if found else None

    def told(self, channel: str, since: datetime, most: int = MOST_TOLD) -> tuple[Told, ...]:
        with self._open() as db:
            condition = "channel = ? AND state = ? AND at >= ? ORDER BY at DESC, id DESC LIMIT ?"
            latest = _rows(db, condition, channel, State.TOLD, stamp(since), most)
            return tuple(map(told_of, latest))[::-1]

    def days(self, channel: str, first: date, last: date) -> tuple[Day, ...]:
        with self._open() as db:
            return sqlite_days.days_between(db, channel, first, last)

    def claim(self, delivery: Delivery, now: datetime) -> Claim:
        with self._write() as db:
            key = [delivery.channel, delivery.id]
            held = db.execute("SELECT * FROM deliveries WHERE channel = ? AND id = ?", key).fetchone()
            answer = _answer(held, now)
            if answer in {Claim.GRANTED, Claim.AGAIN}:
                row = {"channel": delivery.channel, "id": delivery.id, "status": Status.SENDING}
                row |= {"lease_until": stamp(delivery.until), "expires": stamp(now + self._retention)}
                _insert(db, "deliveries", {**row, "attempts": (held["attempts"] if held else 0) + 1})
            return answer

    def give_back(self, delivery: Delivery, status: Status, why: str) -> None:
        with self._write() as db:
            db.execute(
                "UPDATE deliveries SET status = ?, why = ?, lease_until = NULL "
                "WHERE channel = ? AND id = ? AND status = ? AND lease_until = ?",
                [status, why, delivery.channel, delivery.id, Status.SENDING, stamp(delivery.until)],
            )

    def mark_sent(self, delivery: Delivery, receipt: Receipt, told: Sequence[Told], now: datetime) -> None:
        if len(told) > MOST_ITEMS:
            raise PermanentError(f"{delivery.channel}: a delivery has at most {MOST_ITEMS} items")
        expires = stamp(now + self._retention)
        with self._write() as db:
            changed = db.execute(
                "UPDATE deliveries SET status = ?, receipt = ?, thread = ?, sent_at = ?, lease_until = NULL "
                "WHERE channel = ? AND id = ? AND status <> ?",
                [
                    Status.SENT,
                    receipt.id,
                    receipt.thread,
                    stamp(now),
                    delivery.channel,
                    delivery.id,
                    Status.SENT,
                ],
            )
            if not changed.rowcount:
                return
            for each in told:
                _insert(db, "items", {**told_row_of(each), "state": State.TOLD, "expires": expires})
            if told:
                sqlite_days.add(db, delivery.channel, day_told(told, now), expires)

    def leave_out(self, item: OutboxItem, state: State, why: str, now: datetime) -> None:
        with self._write() as db:
            changed = db.execute(
                "UPDATE items SET state = ?, why = ?, at = ? WHERE channel = ? AND id = ? AND state = ?",
                [state, why, stamp(now), item.channel, item.id, State.WAITING],
            )
            if changed.rowcount:
                more = day_left_out(item, now)
                sqlite_days.add(db, item.channel, more, stamp(now + self._retention))

    def _due(
        self, channel: str, now: datetime, compared: str, most: int | None = None
    ) -> tuple[OutboxItem, ...]:
        """``compared``: how the digest that it waits for compares with none, ``=`` or ``<>``."""
        waits = f"COALESCE(json_extract(manner, '$.digest'), '') {compared} ''"
        condition = f"channel = ? AND state = ? AND due <= ? AND {waits} ORDER BY due, id LIMIT ?"
        with self._open() as db:
            return _items(db, condition, channel, State.WAITING, stamp(now), -1 if most is None else most)

    def _open(self) -> AbstractContextManager[sqlite3.Connection]:
        return opened(self._path)

    @contextmanager
    def _write(self) -> Iterator[sqlite3.Connection]:
        """Commits at the end; whatever is raised, or kills the process, leaves the file as it was."""
        with self._open() as db:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for one operation. Raises TransientError or PermanentError."""
    try:
        with closing(sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            yield db
    except sqlite3.Error as error:
        raise _translate(error, path) from error


def _forget(db: sqlite3.Connection, now: datetime) -> None:
    for table in ("pages", "objects", "items", "days", "deliveries"):
        db.execute(f"DELETE FROM {table} WHERE expires < ?", [stamp(now)])  # noqa: S608 # a constant


def _saved(db: sqlite3.Connection, identity: str) -> Saved | None:
    page = db.execute("SELECT outdated FROM pages WHERE identity = ?", [identity]).fetchone()
    if page is None:
        return None
    waiting = _items(db, "page = ? AND state = ? ORDER BY rowid", identity, State.WAITING)
    return Saved(waiting, outdated=bool(page["outdated"]))


def _is_outdated(db: sqlite3.Connection, page: PageVersion) -> bool:
    newest = db.execute("SELECT version FROM objects WHERE uri = ?", [page.uri]).fetchone()
    return bool(newest) and page.is_older_than(PageVersion("", page.uri, newest["version"]))


def _answer(held: sqlite3.Row | None, now: datetime) -> Claim:
    match held and Status(held["status"]):
        case Status.SENT:
            return Claim.SENT
        case Status.SENDING if held and held["lease_until"] > stamp(now):
            return Claim.BUSY
        case Status.SENDING | Status.UNKNOWN:
            return Claim.AGAIN
        case _:
            return Claim.GRANTED


def _items(db: sqlite3.Connection, condition: str, *values: str | int) -> tuple[OutboxItem, ...]:
    return tuple(item_of(row) for row in _rows(db, condition, *values))


def _rows(db: sqlite3.Connection, condition: str, *values: str | int) -> Iterator[dict[str, Any]]:
    for row in db.execute(f"SELECT * FROM items WHERE {condition}", values):  # noqa: S608 # ours alone
        yield {name: row[name] for name in row.keys() if row[name] is not None}  # noqa: SIM118 # a Row


def _insert(db: sqlite3.Connection, table: str, row: Mapping[str, object]) -> None:
    """Put a row, in place of one with the same key."""
    names, places = ", ".join(row), ", ".join("?" * len(row))
    db.execute(f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({places})", list(row.values()))  # noqa: S608


def _translate(error: sqlite3.Error, path: Path) -> PagebriefError:
    primary = getattr(error, "sqlite_errorcode", 0) & 0xFF  # https://sqlite.org/rescode.html#pve
    if primary in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return TransientError(f"{path} is being written by others ({error}). Try again later.")
    return PermanentError(f"{path} can't be used as a state file ({error}). Name another one, or mend it.")
