"""Which pages come in once more, found and sent on one screen.

Objects are found in the listing of their bucket, and what was discarded by its records. Both come in the
order of their names, so that who was interrupted goes on behind the last name that was sent.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

from pagebrief.delivery import Replay
from pagebrief.deployment import Buckets, Listed, PageQueue
from pagebrief.model import PageRef
from pagebrief.ports import Archive

ANY = "any"
"""Reason: whatever it was."""

_DISCARDED = "discarded/"
_AT_ONCE = 10  # messages that the queue takes together
_AGO = re.compile(r"(\d+)([dhm])")
_UNITS = {"d": "days", "h": "hours", "m": "minutes"}


@dataclass(frozen=True, slots=True)
class Selection:
    """Objects whose keys begin with ``prefix`` and that were put, or recorded, within a time.

    ``after`` is the name in the listing behind which it goes on.
    """

    prefix: str = ""
    since: datetime | None = None
    until: datetime | None = None
    after: str = ""

    def has(self, key: str, at: datetime) -> bool:
        early = self.since is not None and at < self.since
        late = self.until is not None and at >= self.until
        return key.startswith(self.prefix) and not early and not late


@dataclass(frozen=True, slots=True)
class Chosen:
    """A page to send. ``name`` is that of its object or record in the listing; ``size`` None: it is gone.

    ``at``: when it was put, or recorded.
    """

    name: str
    ref: PageRef
    size: int | None
    at: datetime


@dataclass(slots=True)
class Tally:
    """What was found so far. ``last``: the name behind which to go on."""

    pages: int = 0
    bytes: int = 0
    gone: list[str] = field(default_factory=list)
    last: str = ""

    def add(self, some: Iterable[Chosen]) -> None:
        for each in some:
            self.last = each.name
            if each.size is None:
                self.gone.append(each.ref.uri)
            else:
                self.pages, self.bytes = self.pages + 1, self.bytes + each.size


def moment(text: str, now: datetime) -> datetime:
    """``2026-11-01``, ``2026-11-01T08:00+01:00``, or ``7d``, ``12h``, ``30m`` ago. Without a zone: UTC.

    Raises ValueError.
    """
    if ago := _AGO.fullmatch(text):
        try:
            return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
        except OverflowError:
            raise ValueError(f"{text} is no time that there was") from None
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def objects(buckets: Buckets, bucket: str, selection: Selection) -> Iterator[Chosen]:
    for each in buckets.listed(bucket, selection.prefix, selection.after):
        if selection.has(each.key, each.at):
            yield Chosen(each.key, PageRef(bucket, each.key, size=each.size), each.size, each.at)


def discarded(
    buckets: Buckets, archive: Archive, state_bucket: str, selection: Selection, reason: str = ANY
) -> Iterator[Chosen]:
    """The files of pages that were discarded for ``reason``, each once."""
    seen: set[PageRef] = set()
    for each in _records(buckets, state_bucket, selection):
        record = archive.read(each.key)
        ref = _file(record["source"])
        recorded = datetime.fromisoformat(record["recorded_at"])
        wanted = reason in {ANY, record["discarded"]["reason"]} and selection.has(ref.key, recorded)
        if wanted and ref not in seen:
            seen.add(ref)
            yield Chosen(each.key, ref, buckets.size(ref), recorded)


def _records(buckets: Buckets, bucket: str, selection: Selection) -> Iterator[Listed]:
    """Those of the days that are asked for: their names begin with the day, in UTC."""
    first = f"{_DISCARDED}{_day(selection.since)}" if selection.since else ""
    last = f"{_DISCARDED}{_day(selection.until)}\U0010ffff" if selection.until else ""
    for each in buckets.listed(bucket, _DISCARDED, max(first, selection.after)):
        if last and each.key > last:
            return
        yield each


def _day(at: datetime) -> str:
    return at.astimezone(UTC).date().isoformat()


def _file(source: Mapping[str, Any]) -> PageRef:
    """Of a page within a file the file, which is what can be fetched."""
    return PageRef(source["bucket"], source["key"], source["version_id"], sequencer=source["sequencer"])


def send(
    chosen: Iterable[Chosen], replay: Replay, queue: PageQueue, tally: Tally, pause: Callable[[int], None]
) -> Iterator[Tally]:
    """Send what was chosen, by tens; after each ten the tally counts them, and ``pause`` is told how many.

    Raises whatever keeps it from going on: the tally says from where.
    """
    for some in _tens(chosen):
        there = [each.ref for each in some if each.size is not None]
        if there:
            queue.put(replay, there)
        tally.add(some)
        yield tally
        pause(len(there))


def count(chosen: Iterable[Chosen], tally: Tally) -> Iterator[Tally]:
    """The tally of what would be sent."""
    for some in _tens(chosen):
        tally.add(some)
        yield tally


def _tens(chosen: Iterable[Chosen]) -> Iterator[list[Chosen]]:
    rest = iter(chosen)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
