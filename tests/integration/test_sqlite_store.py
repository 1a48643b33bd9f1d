"""SQLite's bad days, and what is forgotten."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pagebrief.adapters import sqlite_store
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.delivery import OutboxItem, PageVersion, State
from pagebrief.errors import PermanentError, TransientError

NOW = datetime(2026, 1, 2, 8, 30, tzinfo=UTC)
RETENTION = timedelta(days=90)
PAGE = PageVersion("page", "file")


def test_what_was_saved_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    item = OutboxItem("id-1", "slack:#desk", PAGE, "record", NOW)
    SqliteStore(tmp_path / "state.db", RETENTION).save(PAGE, [item], NOW)
    assert SqliteStore(tmp_path / "state.db", RETENTION).waiting_alone("slack:#desk", NOW) == (item,)


def test_readers_and_a_writer_do_not_wait_for_one_another(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "state.db", RETENTION)
    with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.execute("BEGIN IMMEDIATE")
        assert store.saved("page") is None


def test_a_file_that_another_process_holds_may_be_free_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqliteStore(tmp_path / "state.db", RETENTION)
    monkeypatch.setattr(sqlite_store, "_PATIENCE", 0)
    with closing(sqlite3.connect(tmp_path / "state.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(TransientError, match=r"state\.db is being written by others"):
            store.save(PAGE, [], NOW)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "state.db").write_text("The council approved the bridge. " * 100)
    with pytest.raises(PermanentError, match=r"state\.db can't be used as a state file"):
        SqliteStore(tmp_path / "state.db", RETENTION)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="nowhere"):
        SqliteStore(tmp_path / "nowhere" / "state.db", RETENTION)


def test_what_is_older_than_the_retention_is_forgotten(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "state.db", RETENTION)
    waits, known = (OutboxItem(name, "slack:#desk", PAGE, "record", NOW) for name in ("id-1", "id-2"))
    store.save(PAGE, [waits, known], NOW)
    store.leave_out(known, State.LEFT_OUT, "it is known", NOW)
    assert store.days("slack:#desk", NOW.date(), NOW.date())
    later = NOW + RETENTION + timedelta(seconds=1)
    store = SqliteStore(tmp_path / "state.db", RETENTION)
    store.save(PageVersion("other", "file"), [], later)
    assert store.saved("page") is None
    assert store.channels() == ()
    assert store.days("slack:#desk", NOW.date(), NOW.date()) == ()
