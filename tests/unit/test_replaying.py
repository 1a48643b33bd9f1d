"""Which pages come in once more, and what that costs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from typing import Any

import pytest

from fakes import MemoryArchive
from pagebrief.delivery import Replay
from pagebrief.deployment import Listed
from pagebrief.errors import TransientError
from pagebrief.model import PageRef
from pagebrief.pricing import estimate, prices
from pagebrief.replaying import Selection, Tally, count, discarded, moment, objects, send

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@dataclass
class Shelf:
    """Buckets: of the objects that ``keys`` names the size is 10; ``asked`` is how far a listing was read."""

    keys: Sequence[str]
    there: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    def listed(self, bucket: str, prefix: str, after: str) -> Iterator[Listed]:
        for key in sorted(self.keys):
            if key.startswith(prefix) and key > after:
                self.asked.append(key)
                yield Listed(key, 10, NOW)

    def size(self, ref: PageRef) -> int | None:
        return 10 if ref.key in self.there else None


class Queue:
    def __init__(self, breaks_at: int = -1) -> None:
        self.sent: list[list[str]] = []
        self._breaks_at = breaks_at

    def put(self, replay: Replay, refs: Sequence[PageRef]) -> None:
        if len(self.sent) == self._breaks_at:
            raise TransientError("busy")
        self.sent.append([ref.key for ref in refs])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", "2026-02-23T09:00+00:00"),
        ("12h", "2026-03-01T21:00+00:00"),
        ("30m", "2026-03-02T08:30+00:00"),
        ("2026-03-01", "2026-03-01T00:00+00:00"),
        ("2026-03-01T08:00+01:00", "2026-03-01T07:00+00:00"),
    ],
)
def test_a_time_is_a_moment_or_so_long_ago(text: str, expected: str) -> None:
    assert moment(text, NOW) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("text", ["", "yesterday", "7", "7w", "9" * 12 + "d"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"isoformat|is no time"):
        moment(text, NOW)


def test_a_time_holds_from_its_beginning_until_before_its_end() -> None:
    assert Selection(since=NOW).has("a", NOW)
    assert not Selection(until=NOW).has("a", NOW)
    assert not Selection("b").has("a", NOW)


def test_objects_are_sent_by_tens_and_the_tally_says_behind_which_to_go_on() -> None:
    queue, tally, paused = Queue(), Tally(), list[int]()
    shelf = Shelf([f"{number:02}" for number in range(12)])
    lasts = [
        each.last for each in send(objects(shelf, "b", Selection()), Replay("a"), queue, tally, paused.append)
    ]
    assert lasts == ["09", "11"]
    assert [len(sent) for sent in queue.sent] == paused == [10, 2]
    assert (tally.pages, tally.bytes) == (12, 120)


def test_who_goes_on_after_a_failure_sends_the_rest_and_no_page_twice() -> None:
    shelf, broken, tally = Shelf([f"{number:02}" for number in range(25)]), Queue(breaks_at=1), Tally()
    with pytest.raises(TransientError):
        list(send(objects(shelf, "b", Selection()), Replay("a"), broken, tally, lambda _: None))
    rest = Queue()
    list(send(objects(shelf, "b", Selection(after=tally.last)), Replay("a"), rest, Tally(), lambda _: None))
    assert sorted(chain.from_iterable([*broken.sent, *rest.sent])) == sorted(shelf.keys)


def record(key: str, reason: str, at: str, **source: Any) -> Mapping[str, object]:
    ref = {"bucket": "b", "key": key, "version_id": None, "sequencer": None, **source}
    return {"source": ref, "recorded_at": at, "discarded": {"reason": reason}}


@pytest.fixture
def archive() -> MemoryArchive:
    found = MemoryArchive()
    for name, kept in {
        "discarded/2026-03-01/a": record("in/a", "empty", "2026-03-01T10:00:00+00:00"),
        "discarded/2026-03-02/a": record("in/a", "empty", "2026-03-02T10:00:00+00:00", member="2"),
        "discarded/2026-03-02/b": record("in/b", "too short", "2026-03-02T11:00:00+00:00"),
        "discarded/2026-03-02/c": record("other/c", "empty", "2026-03-02T12:00:00+00:00", version_id="1"),
        "discarded/2026-03-03/d": record("in/d", "empty", "2026-03-03T10:00:00+00:00"),
    }.items():
        found.keep(name, kept)
    return found


def chosen(archive: MemoryArchive, selection: Selection, reason: str = "any") -> list[str]:
    shelf = Shelf([*archive.records], frozenset({"in/a", "in/b", "other/c"}))
    return [each.ref.key for each in discarded(shelf, archive, "state", selection, reason)]


def test_a_file_with_several_records_comes_in_once(archive: MemoryArchive) -> None:
    assert chosen(archive, Selection()) == ["in/a", "in/b", "other/c", "in/d"]


def test_a_reason_a_prefix_and_a_time_hold_together(archive: MemoryArchive) -> None:
    second = Selection("in/", datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 3, tzinfo=UTC))
    assert chosen(archive, second, "empty") == ["in/a"]
    assert chosen(archive, second) == ["in/a", "in/b"]


def test_records_of_other_days_are_not_read(archive: MemoryArchive) -> None:
    since, until = datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, 23, tzinfo=UTC)
    shelf = Shelf([*archive.records])
    list(discarded(shelf, archive, "state", Selection(since=since, until=until)))
    assert shelf.asked[0] == "discarded/2026-03-02/a"
    assert len(shelf.asked) <= 4  # one behind the last day ends it


def test_the_version_that_was_discarded_is_the_one_that_comes_in(archive: MemoryArchive) -> None:
    found = discarded(Shelf([*archive.records]), archive, "state", Selection("other/"))
    assert [each.ref.version_id for each in found] == ["1"]


def test_what_is_gone_is_named_and_not_counted(archive: MemoryArchive) -> None:
    tally = Tally()
    shelf = Shelf([*archive.records], frozenset({"in/a"}))
    list(count(discarded(shelf, archive, "state", Selection("in/")), tally))
    assert (tally.pages, tally.gone) == (1, ["s3://b/in/b", "s3://b/in/d"])


def test_an_estimate_is_the_sum_of_what_a_page_takes() -> None:
    """A million, by hand: 0.09 s of 1.769 GB; a GET and a PUT; a read and four writes; half a request."""
    by_queue = {each.what: each.dollars for each in estimate(1_000_000, "arm64", queued=True)}
    assert prices()["lambda"]["gigabyte_second"]["arm64"] == 0.0000133334
    assert by_queue == pytest.approx(
        {"Lambda": 2.1228 + 0.20, "S3": 5 + 0.005 + 0.4, "DynamoDB": 0.125 + 2.5, "SQS": 0.2}, rel=1e-3
    )
    by_batch = {each.what: each.dollars for each in estimate(1_000_000, "arm64", queued=False)}
    assert by_batch["Step Functions"] == pytest.approx(1_000_000 / 50 * 3 * 0.025 / 1_000)
    assert "SQS" not in by_batch
