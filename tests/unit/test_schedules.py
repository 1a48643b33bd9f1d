"""1,000 random schedules: duplicates, reorderings, throttles, 429, 5xx, time-outs that arrived or not, kills.

Nothing is lost, and nothing is told twice, but for those messages that say so, which are counted.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from fake_state import MemoryStore
from fate import Fated, Killed
from house import EMAIL, LEASE, SLACK, House
from notices import notice
from pagebrief import pipeline
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.delivering import Delivered
from pagebrief.errors import PagebriefError, TransientError
from pagebrief.model import CleanPage, PageRef
from pagebrief.ports import Store

MARK = "may have been sent before"


@dataclass(frozen=True)
class Upload:
    """The ``version``-th upload under a key, counted from 0, and what S3 announces it as."""

    ref: PageRef
    title: str
    version: int


class RandomFate:
    """Each call goes wrong with this chance, in a way that such a call may."""

    def __init__(self, random: Random, chance: float) -> None:
        self._random, self.chance = random, chance

    def before(self, thing: str, call: str) -> None:
        self._strike(thing, arrived=False)

    def after(self, thing: str, call: str) -> None:
        self._strike(thing, arrived=True)

    def _strike(self, thing: str, *, arrived: bool) -> None:
        if self._random.random() >= self.chance:
            return
        if self._random.random() < 0.4:
            raise Killed(thing)
        if thing in {SLACK, EMAIL}:
            raise self._channel_fails(arrived=arrived)
        # A time-out of the store, the archive or the queue: it was done, or it wasn't.
        raise TransientError(f"{thing}: throttled, or no answer")

    def _channel_fails(self, *, arrived: bool) -> PagebriefError:
        no_answer = TransientError("no answer", may_have_arrived=True)
        if arrived:
            return no_answer
        return self._random.choice([TransientError("429", 30), TransientError("503"), no_answer])


class Schedule:
    """A few uploads, whose events come late, twice and in any order to workers that die."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 # a schedule that comes again
        chance = self.random.choice([0.02, 0.1, 0.3])
        self.fate = RandomFate(self.random, chance)
        self.uploads = list(self._uploads())
        self.events = [each for each in self.uploads for _ in range(self.random.choice([1, 1, 2, 3]))]
        self.random.shuffle(self.events)
        self.delivered: list[Delivered] = []

    def run(self, house: House) -> None:
        """Until nothing is left to do. The house's store goes as this fate has it."""
        self.house = house
        house.befall(self.fate)
        for _ in range(60):
            self._step()
        self.fate.chance = 0.0
        self._come_to_rest()

    def _uploads(self) -> Iterator[Upload]:
        for key in "abc"[: self.random.randint(1, 3)]:
            for version in range(self.random.randint(1, 3)):
                ref = PageRef("pages", key, etag=str(version), sequencer=f"{version + 9:X}")
                yield Upload(ref, title_for(ref), version)

    def _step(self) -> None:
        try:
            if self.events and self.random.random() < 0.4:
                self._announce(self.random.choice(self.events))
            elif self.random.random() < 0.1:
                self._sweep()  # the queue has what is in flight a second time
            elif delivered := self.house.deliver_next():
                self.delivered.append(delivered)
        except (Killed, PagebriefError):
            # Visible again at once, after a while, or when the lease is over.
            self.house.clock.advance(self.random.choice([0, 0.1, 1.1]) * LEASE)

    def _announce(self, upload: Upload) -> None:
        (outcome,) = pipeline.process_file(upload.ref, self.house.desk)
        if outcome.failure:
            raise outcome.failure
        if self.random.random() < 0.7:  # otherwise it comes again although it was done
            self.events.remove(upload)

    def _come_to_rest(self) -> None:
        """The other events; then what a schedule would sweep up after a while; then nothing is left."""
        while self.events:
            self._announce(self.events[0])
        self.house.clock.advance(LEASE)
        self._sweep()
        self.delivered += self.house.deliver()

    def _sweep(self) -> None:
        for channel in self.house.store.channels():
            for item in self.house.store.waiting_alone(channel, self.house.clock.now()):
                self.house.queue.put(channel, item.id)


def title_for(ref: PageRef) -> str:
    return f"Quay {ref.key} closed, notice {ref.etag}"


def judge(schedule: Schedule) -> int:
    """How many messages say that they may have been sent before; all else was told once."""
    house, marked = schedule.house, 0
    assert house.store.channels() == ()
    for channel in (house.slack, house.email):
        told = [(title_of(message, schedule), MARK in str(message)) for message in channel.messages]
        marked += sum(again for _, again in told)
        plain = Counter(title for title, again in told if not again)
        assert max(plain.values(), default=0) <= 1, "told twice without the mark"
        for key in {upload.ref.key for upload in schedule.uploads}:
            versions = [each for each in schedule.uploads if each.ref.key == key]
            seen = [versions_of(title, versions) for title, _ in told if title in {v.title for v in versions}]
            newest = versions[-1]
            assert newest.title in {title for title, _ in told}, f"{channel.address} was never told {key}"
            firsts = list(dict.fromkeys(seen))
            assert firsts == sorted(firsts), "an older version was told after a newer one"
    return marked


def title_of(message: object, schedule: Schedule) -> str:
    (title,) = (upload.title for upload in schedule.uploads if upload.title in str(message))
    return title


def versions_of(title: str, versions: list[Upload]) -> int:
    (version,) = (each.version for each in versions if each.title == title)
    return version


def read(ref: PageRef, *_: object) -> Iterator[tuple[PageRef, CleanPage]]:
    """In place of reading and cleaning, which these schedules are not about."""
    yield ref, notice("abc".index(ref.key), title_for(ref))


def judged(seed: int, store: Store) -> tuple[int, int]:
    """(messages, those with the mark) of one schedule."""
    schedule = Schedule(seed)
    house = House(Fated(store, "store", schedule.fate))
    schedule.run(house)
    return len(house.slack.messages) + len(house.email.messages), judge(schedule)


@pytest.fixture(autouse=True)
def _read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_pages", read)


def test_a_thousand_schedules_over_memory() -> None:
    runs = [judged(seed, MemoryStore()) for seed in range(1_000)]
    messages, marked = (sum(counts) for counts in zip(*runs, strict=True))
    assert messages > 6_000
    assert 0 < marked < messages / 5


def test_a_few_of_them_over_sqlite(tmp_path: Path) -> None:
    for seed in range(20):
        judged(seed, SqliteStore(tmp_path / f"{seed}.db", timedelta(days=90)))
