"""A digest whose making is killed at every call in turn is told all the same, each story once."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fake_state import MemoryStore
from fate import Fated, KillAt, Killed
from house import LEASE, SLACK, TEMPLATES, House
from notices import TITLES, text_of
from pagebrief.adapters.sqlite_store import SqliteStore
from roomy import roomy_templates

MARK = "may have been sent before"
WATCHES = """
watches:
  - name: everything
    send: [{to: "slack:#desk", when: daily at 10:00 UTC}]
"""
EVENTS = 3


def live(house: House, fate: KillAt) -> None:
    """Three events and a copy of the first wait for ten o'clock; the sweep comes twice."""
    house.watch(WATCHES)
    house.befall(fate)
    fate.on = True
    pages = [
        *((f"in/{number}.txt", text_of(number)) for number in range(EVENTS)),
        ("in/copy.txt", text_of(0)),
    ]
    for number, (key, text) in enumerate(pages):
        ref = replace(house.drop(text.encode(), key), sequencer=f"0{number}")
        resumed(house, lambda ref=ref: house.process(ref))
    house.clock.advance(timedelta(hours=2))
    for _ in range(2):
        resumed(house, house.sweep)
        resumed(house, house.deliver)
    fate.on = False


def resumed(house: House, step: Callable[[], object]) -> None:
    """The step, begun anew after each kill: its message is visible again once the lease is over."""
    while True:
        try:
            step()
        except Killed:
            house.clock.advance(LEASE)
        else:
            return


def told(house: House) -> Counter[tuple[str, bool]]:
    """(title, marked as perhaps sent before) → how often."""
    return Counter(
        (title, MARK in str(message))
        for message in house.slack.messages
        for title in TITLES[:EVENTS]
        if title in str(message)
    )


@pytest.mark.parametrize(("kind", "messages"), [("memory", 1), ("sqlite", 1), ("memory", 2)])
def test_each_story_of_a_digest_is_told_once_wherever_it_is_killed(
    kind: str, messages: int, tmp_path: Path
) -> None:
    """Two messages: the third event has no room, and follows in the thread."""
    templates = roomy_templates(tmp_path) if messages == 2 else TEMPLATES
    kills = doubtful = 0
    for after in (False, True):
        number, struck = 1, True
        while struck:
            fate = KillAt(number, after=after)
            path = tmp_path / f"{after}-{number}.db"
            store = MemoryStore() if kind == "memory" else SqliteStore(path, timedelta(days=90))
            house = House(Fated(store, "store", fate))
            house.deliveries = replace(house.deliveries, templates=templates)
            live(house, fate)
            doubtful += (doubt := judged(house))
            # Of a message that may have come before the rest is linked alone.
            assert doubt or len({each for each in house.slack.threads if each}) == messages - 1
            number, struck, kills = number + 1, fate.struck, kills + fate.struck
    assert kills > 40
    # After the claim, before and after it is sent, and before the mark: each message is one delivery.
    assert doubtful == 4 * messages


def judged(house: House) -> bool:
    """Whether it came with the mark, once it is sure that nothing is lost and nothing else doubled."""
    found = told(house)
    for title in TITLES[:EVENTS]:
        assert found[title, False] <= 1, "told twice without the mark"
        assert any(title in house.linked(message) for message in house.slack.messages), "lost"
    assert house.store.waiting_together(SLACK, house.clock.now()) == ()
    assert all(house.linked(message) for message in house.slack.messages)
    return any(marked for _, marked in found)
