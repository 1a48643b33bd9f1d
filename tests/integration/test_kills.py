"""The process is killed at every write and every call in turn, before it and after it, and resumes.

Every recipient is told each page exactly once, but for those of whom nobody knows whether the message
arrived: they are told again, the message says so, and they are counted.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fake_state import MemoryStore
from fate import Fate, Fated, KillAt, Killed
from house import EMAIL, LEASE, SLACK, House
from notices import notice
from pagebrief import pipeline
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.model import CleanPage, PageRef
from pagebrief.ports import Pages, Store

RETENTION = timedelta(days=90)
MARK = "may have been sent before"
TITLES = ("Northern quay closed", "Ferries leave from the south", "Ferries leave from the west")
KEYS = ("in/quay.txt", "in/ferry.txt", "in/ferry.txt")

MakeStore = Callable[[Fate], Store]
"""A new store, whose calls, or what they are made of, go as the fate has it."""


@pytest.fixture(autouse=True)
def _read_without_cleaning(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is killed here is not about that, and is killed hundreds of times."""

    def read_pages(ref: PageRef, pages: Pages, _limits: object) -> Iterator[tuple[PageRef, CleanPage]]:
        raw = pages.fetch(ref)
        yield raw.ref, notice(KEYS.index(ref.key), raw.body.decode())

    monkeypatch.setattr(pipeline, "read_pages", read_pages)


def live(house: House, fate: KillAt) -> None:
    """Pages are announced, each twice, and deliveries worked off; what is killed starts again."""
    house.befall(fate)
    fate.on = True
    for number, (key, title) in enumerate(zip(KEYS, TITLES, strict=True)):
        ref = replace(house.drop(title.encode(), key), sequencer=f"0{number}")
        for step in (lambda ref=ref: house.process(ref), lambda ref=ref: house.process(ref), house.deliver):
            resumed(step, house)
    fate.on = False


def resumed(step: Callable[[], object], house: House) -> None:
    """The step, begun anew after each kill: its message is visible again once the lease is over."""
    while True:
        try:
            step()
        except Killed:
            house.clock.advance(LEASE)
        else:
            return


def arrived(house: House) -> Counter[tuple[str, str, bool]]:
    """(channel, title, marked as perhaps sent before) → how often it arrived."""
    found: Counter[tuple[str, str, bool]] = Counter()
    for channel in (house.slack, house.email):
        for message in channel.messages:
            (title,) = (title for title in TITLES if title in str(message))
            found[channel.address, title, MARK in str(message)] += 1
    return found


def unknowns(house: House) -> int:
    """How many were told with the mark, once it is sure that nothing is lost and nothing else doubled."""
    found = arrived(house)
    for address in (SLACK, EMAIL):
        for title in TITLES:
            plain, marked = found[address, title, False], found[address, title, True]
            assert plain + marked >= 1, f"{address} was never told: {title}"
            assert plain <= 1, f"{address} was told twice without the mark: {title}"
            assert marked <= 1, f"{address} was told twice with the mark: {title}"
    assert house.store.channels() == ()
    assert all(house.linked(message) for message in (*house.slack.messages, *house.email.messages))
    return sum(count for (_, _, marked), count in found.items() if marked)


def every_kill(make_store: MakeStore, every: int = 1) -> tuple[int, int]:
    """(kills, unknowns): one kill a life, at each call in turn, until a life ends without one."""
    kills = doubtful = 0
    for after in (False, True):
        n, struck = 1, True
        while struck:
            fate = KillAt(n, after=after)
            house = House(make_store(fate))
            live(house, fate)
            n, struck = n + every, fate.struck
            kills, doubtful = kills + struck, doubtful + unknowns(house)
    return kills, doubtful


def test_at_every_call_over_memory() -> None:
    kills, doubtful = every_kill(lambda fate: Fated(MemoryStore(), "store", fate))
    assert kills == 132
    # For each delivery: after the claim, before and after it is sent, and before the mark. What it links is
    # kept before the claim, so that a kill there leaves no doubt.
    assert doubtful == 4 * len(TITLES) * 2


class FatedConnection(sqlite3.Connection):
    """Each statement may be the last."""

    fate: Fate

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        super().execute("PRAGMA synchronous = OFF")  # the process dies, not the machine

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        self.fate.before("sqlite", sql)
        cursor = super().execute(sql, *values)
        self.fate.after("sqlite", sql)
        return cursor


def test_at_every_statement_over_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect, numbers = sqlite3.connect, iter(range(10_000))
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **named: connect(*a, **named, factory=FatedConnection))

    def make_store(fate: Fate) -> Store:
        monkeypatch.setattr(FatedConnection, "fate", fate, raising=False)
        return SqliteStore(tmp_path / f"{next(numbers)}.db", RETENTION)

    kills, doubtful = every_kill(make_store)
    assert kills == 286
    assert doubtful == 14 * len(TITLES) * 2  # the five statements of the mark are before it, too


def test_at_every_fourth_call_over_dynamodb(dynamodb: Any, make_table: Callable[[], str]) -> None:
    def make_store(fate: Fate) -> Store:
        return DynamoDbStore(Fated(dynamodb, "dynamodb", fate), make_table(), RETENTION)

    kills, doubtful = every_kill(make_store, every=4)
    assert kills > 30
    assert 0 < doubtful < kills / 3
