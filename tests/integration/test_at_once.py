"""Many workers at once: pages of one story come together, and a channel is alerted once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from fake_state import MemoryStore
from house import PAGE, House
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.delivering import Ending
from pagebrief.ports import Store

PAGES, WORKERS = 50, 20
RETENTION = timedelta(days=90)


@pytest.fixture(params=["memory", "sqlite", "dynamodb"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    makes: dict[str, Callable[[], Store]] = {
        "memory": MemoryStore,
        "sqlite": lambda: SqliteStore(tmp_path / "state.db", RETENTION),
        "dynamodb": lambda: DynamoDbStore(
            request.getfixturevalue("dynamodb"), request.getfixturevalue("table"), RETENTION
        ),
    }
    return makes[request.param]()


def test_fifty_pages_of_one_story_and_twenty_workers_make_one_alert(store: Store) -> None:
    house = House(store)
    refs = [house.drop(PAGE + str(number).encode(), f"in/{number}.txt") for number in range(PAGES)]

    def work(_: int) -> list[Ending]:
        endings = []
        while len(house.queue):
            if delivered := house.deliver_next():
                endings.append(delivered.ending)
            else:
                sleep(0.005)  # both channels are in others' hands
        return endings

    with ThreadPoolExecutor(WORKERS) as workers:
        assert all(outcome.new for outcome in workers.map(house.process, refs))
        endings = list(chain.from_iterable(workers.map(work, range(WORKERS))))

    assert len(house.slack.messages) == len(house.email.messages) == 1
    assert (endings.count(Ending.TOLD), endings.count(Ending.LEFT_OUT)) == (2, 2 * (PAGES - 1))
    assert store.channels() == ()


def test_a_page_that_twenty_workers_are_given_at_once_is_saved_and_told_once(store: Store) -> None:
    house = House(store)
    ref = house.drop()

    def work(_: int) -> Any:
        outcome = house.process(ref)
        house.deliver_next()
        return outcome.new

    with ThreadPoolExecutor(WORKERS) as workers:
        assert sum(workers.map(work, range(WORKERS))) == 1
    house.deliver()
    assert len(house.slack.messages) == len(house.email.messages) == 1
