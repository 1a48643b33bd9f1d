"""What every archive does alike."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from contract.outbox import RETENTION
from fakes import FixedClock, MemoryArchive
from pagebrief.adapters.s3_archive import S3Archive
from pagebrief.adapters.sqlite_archive import SqliteArchive
from pagebrief.errors import PermanentError
from pagebrief.ports import Archive


@dataclass(frozen=True)
class Shelf:
    archive: Archive
    read: Callable[[str], object]


@pytest.fixture(params=["memory", "s3", "sqlite"])
def shelf(request: pytest.FixtureRequest) -> Shelf:
    found: Shelf = request.getfixturevalue(f"{request.param}_shelf")
    return found


@pytest.fixture
def memory_shelf() -> Shelf:
    archive = MemoryArchive()
    return Shelf(archive, archive.records.__getitem__)


@pytest.fixture
def s3_shelf(s3: Any, bucket: str) -> Shelf:
    def read(name: str) -> object:
        return json.loads(s3.get_object(Bucket=bucket, Key=name)["Body"].read())

    return Shelf(S3Archive(s3, bucket), read)


@pytest.fixture
def sqlite_shelf(tmp_path: Path) -> Shelf:
    archive = SqliteArchive(tmp_path / "state.db", RETENTION, FixedClock())
    return Shelf(archive, archive.read)


@pytest.mark.parametrize(
    "record",
    [
        {"page": "s3://pages/C++ a+b é.txt", "sentences": [{"text": "«Ja», 日本", "start": 0}], "why": None},
        {"text": "half of a pair: \ud83d"},
        {},
    ],
)
def test_a_record_is_kept_as_it_was(shelf: Shelf, record: dict[str, object]) -> None:
    shelf.archive.keep("pages/C++ a+b é.json", record)
    assert shelf.read("pages/C++ a+b é.json") == record
    assert shelf.archive.read("pages/C++ a+b é.json") == record


def test_a_later_record_replaces_an_earlier_one(shelf: Shelf) -> None:
    shelf.archive.keep("a.json", {"attempt": 1})
    shelf.archive.keep("a.json", {"attempt": 2})
    assert shelf.read("a.json") == {"attempt": 2}


def test_records_of_other_names_are_left_alone(shelf: Shelf) -> None:
    shelf.archive.keep("a.json", {"page": "a"})
    shelf.archive.keep("b.json", {"page": "b"})
    assert shelf.read("a.json") == {"page": "a"}


def test_a_record_that_is_not_there_is_a_permanent_error(shelf: Shelf) -> None:
    with pytest.raises(PermanentError, match="is not there"):
        shelf.archive.read("gone.json")
