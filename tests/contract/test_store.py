"""What every store of deliveries does alike: one may send, and what was told stays told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from typing import Any

import pytest

from fakes import MemoryStore
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.ports import Claim, Store

NOW = datetime(2026, 1, 2, 8, 30, tzinfo=UTC)
LEASE = timedelta(minutes=5)
DELIVERY = "s3://pages/reports/C++ a+b é.txt#0cc175b9 slack:#desk"


@pytest.fixture(params=["memory", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def memory_store() -> Store:
    return MemoryStore()


@pytest.fixture
def dynamodb_store(dynamodb: Any, table: str) -> Store:
    return DynamoDbStore(dynamodb, table, retention=timedelta(days=90))


def test_the_first_claim_is_granted(store: Store) -> None:
    assert store.claim(DELIVERY, NOW, LEASE) is Claim.GRANTED


def test_a_claimed_delivery_is_busy_until_the_lease_has_run_out(store: Store) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    assert store.claim(DELIVERY, NOW, LEASE) is Claim.BUSY
    assert store.claim(DELIVERY, NOW + LEASE - timedelta(milliseconds=1), LEASE) is Claim.BUSY
    assert store.claim(DELIVERY, NOW + LEASE, LEASE) is Claim.GRANTED


def test_a_claim_that_was_granted_again_has_a_lease_of_its_own(store: Store) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    later = NOW + 2 * LEASE
    store.claim(DELIVERY, later, LEASE)
    assert store.claim(DELIVERY, later + LEASE / 2, LEASE) is Claim.BUSY


def test_a_released_delivery_can_be_claimed_at_once(store: Store) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    store.release(DELIVERY, NOW + LEASE)
    assert store.claim(DELIVERY, NOW, LEASE) is Claim.GRANTED


def test_what_was_told_is_never_granted_again(store: Store) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    store.mark_told(DELIVERY, NOW, "1767342600.000100")
    assert store.claim(DELIVERY, NOW, LEASE) is Claim.TOLD
    assert store.claim(DELIVERY, NOW + timedelta(days=89), LEASE) is Claim.TOLD


def test_releasing_what_was_told_changes_nothing(store: Store) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    store.mark_told(DELIVERY, NOW, "ok")
    store.release(DELIVERY, NOW + LEASE)
    assert store.claim(DELIVERY, NOW, LEASE) is Claim.TOLD


def test_releasing_what_nobody_claimed_changes_nothing(store: Store) -> None:
    store.release(DELIVERY, NOW + LEASE)
    assert store.claim(DELIVERY, NOW, LEASE) is Claim.GRANTED


def test_a_late_release_of_a_lost_lease_does_not_free_another_s_claim(store: Store) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    later = NOW + LEASE
    store.claim(DELIVERY, later, LEASE)
    store.release(DELIVERY, NOW + LEASE)
    assert store.claim(DELIVERY, later, LEASE) is Claim.BUSY
    store.release(DELIVERY, later + LEASE)
    assert store.claim(DELIVERY, later, LEASE) is Claim.GRANTED


def test_a_late_holder_may_still_say_that_it_was_told(store: Store) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    store.claim(DELIVERY, NOW + LEASE, LEASE)
    store.mark_told(DELIVERY, NOW + LEASE, "ok")
    assert store.claim(DELIVERY, NOW + 3 * LEASE, LEASE) is Claim.TOLD


def test_the_same_page_is_a_delivery_of_its_own_on_each_channel(store: Store) -> None:
    store.claim("page slack:#desk", NOW, LEASE)
    assert store.claim("page email:desk@example.org", NOW, LEASE) is Claim.GRANTED


def test_names_longer_than_any_key_stay_apart(store: Store) -> None:
    stem = "é" * 3000
    store.claim(f"{stem} slack:#one", NOW, LEASE)
    assert store.claim(f"{stem} slack:#two", NOW, LEASE) is Claim.GRANTED
    assert store.claim(f"{stem} slack:#one", NOW, LEASE) is Claim.BUSY


def test_of_sixteen_claims_at_once_exactly_one_is_granted(store: Store) -> None:
    start = Barrier(16)

    def claim(_: int) -> Claim:
        start.wait()
        return store.claim(DELIVERY, NOW, LEASE)

    with ThreadPoolExecutor(16) as pool:
        answers = sorted(pool.map(claim, range(16)))
    assert answers == sorted([Claim.GRANTED] + [Claim.BUSY] * 15)


def test_a_delivery_was_told_once_it_is_marked_and_not_while_it_is_claimed(store: Store) -> None:
    assert not store.was_told(DELIVERY)
    store.claim(DELIVERY, NOW, LEASE)
    assert not store.was_told(DELIVERY)
    store.mark_told(DELIVERY, NOW, "receipt")
    assert store.was_told(DELIVERY)
