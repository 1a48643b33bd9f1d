"""What every place of a watches.yaml does alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from fakes import MemoryWatches
from pagebrief.adapters.s3_watches import KEY, S3Watches
from pagebrief.ports import WatchesFile

MINE = "watches: [{name: «Brücken», send: [{to: slack:#a, when: immediately}]}]\r\n".encode()


@dataclass(frozen=True)
class Place:
    """``put`` does what the owner does: a file, or None to delete it."""

    file: WatchesFile
    put: Callable[[bytes | None], None]


@pytest.fixture(params=["memory", "s3"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(f"{request.param}_place")
    return found


@pytest.fixture
def memory_place() -> Place:
    file = MemoryWatches()
    return Place(file, lambda body: setattr(file, "body", body))


@pytest.fixture
def s3_place(s3: Any, bucket: str) -> Place:
    def put(body: bytes | None) -> None:
        if body is None:
            s3.delete_object(Bucket=bucket, Key=KEY)
        else:
            s3.put_object(Bucket=bucket, Key=KEY, Body=body)

    return Place(S3Watches(s3, bucket), put)


def test_where_nobody_put_any_there_are_none(place: Place) -> None:
    assert place.file.read() is None
    assert place.file.read_good() is None


def test_a_file_is_read_byte_for_byte(place: Place) -> None:
    place.put(MINE)
    found = place.file.read()
    assert found is not None
    assert found[1] == MINE


def test_the_version_changes_with_the_file_and_only_then(place: Place) -> None:
    versions = []
    for body in (MINE, MINE, MINE + b"# more", MINE):
        place.put(body)
        found = place.file.read()
        assert found is not None
        versions.append(found[0])
    first, same, other, back = versions
    assert first == same == back != other


def test_a_file_that_was_deleted_is_not_there(place: Place) -> None:
    place.put(MINE)
    place.put(None)
    assert place.file.read() is None


def test_the_last_good_one_is_kept_whatever_becomes_of_the_file(place: Place) -> None:
    place.put(MINE)
    place.file.keep_good(MINE)
    place.put(b"broken: [")
    assert place.file.read_good() == MINE
    place.put(None)
    assert place.file.read_good() == MINE


def test_a_later_good_one_replaces_an_earlier_one_and_never_the_file(place: Place) -> None:
    place.put(MINE)
    for body in (b"watches: []", b"watches: [] # again"):
        place.file.keep_good(body)
    assert place.file.read_good() == b"watches: [] # again"
    found = place.file.read()
    assert found is not None
    assert found[1] == MINE
