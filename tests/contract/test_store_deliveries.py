"""What every store does alike: one may send, and what was told stays told."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from contract.outbox import (
    DESK,
    LEASE,
    MAIL,
    NOW,
    PAGE,
    RETENTION,
    SECOND,
    attempt,
    item,
    page,
    saved_item,
    send,
)
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.delivery import Delivery, OutboxItem, Receipt, Status, Told
from pagebrief.errors import PermanentError
from pagebrief.ports import MOST_ITEMS, Claim, Store

# ── Claims ────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_claim_is_granted_and_the_second_must_wait(store: Store) -> None:
    first = attempt(saved_item(store))
    assert store.claim(first, NOW) is Claim.GRANTED
    assert store.claim(replace(first, until=NOW + 2 * LEASE), NOW) is Claim.BUSY
    assert store.claim(replace(first, until=NOW + 2 * LEASE), NOW + LEASE - SECOND / 1000) is Claim.BUSY


def test_a_lease_that_ran_out_may_have_ended_after_sending(store: Store) -> None:
    waits = saved_item(store)
    store.claim(attempt(waits), NOW)
    assert store.claim(attempt(waits, NOW + LEASE), NOW + LEASE) is Claim.AGAIN
    assert store.claim(attempt(waits, NOW + LEASE), NOW + LEASE + SECOND) is Claim.BUSY


@pytest.mark.parametrize(
    ("status", "answer"),
    [(Status.DUE, Claim.GRANTED), (Status.FAILED, Claim.GRANTED), (Status.UNKNOWN, Claim.AGAIN)],
)
def test_what_is_given_back_can_be_claimed_at_once(store: Store, status: Status, answer: Claim) -> None:
    waits = saved_item(store)
    store.claim(attempt(waits), NOW)
    store.give_back(attempt(waits), status, "Slack: 503")
    assert store.item(DESK, waits.id) == waits
    assert store.claim(attempt(waits, NOW + SECOND), NOW + SECOND) is answer


def test_who_lost_the_lease_cannot_give_back_what_another_holds(store: Store) -> None:
    waits = saved_item(store)
    store.claim(attempt(waits), NOW)
    store.claim(attempt(waits, NOW + LEASE), NOW + LEASE)
    store.give_back(attempt(waits), Status.DUE, "late")
    assert store.claim(attempt(waits, NOW + 2 * LEASE), NOW + LEASE) is Claim.BUSY


def test_giving_back_what_nobody_claimed_changes_nothing(store: Store) -> None:
    waits = saved_item(store)
    store.give_back(attempt(waits), Status.UNKNOWN, "never begun")
    assert store.claim(attempt(waits), NOW) is Claim.GRANTED


def test_the_same_page_is_a_delivery_of_its_own_on_each_channel(store: Store) -> None:
    here, there = item(), item(MAIL)
    store.save(PAGE, [here, there], NOW)
    assert store.claim(attempt(here), NOW) is store.claim(attempt(there), NOW) is Claim.GRANTED


# ── Telling ───────────────────────────────────────────────────────────────────────────────────────


def test_what_was_sent_waits_no_longer_and_is_never_granted_again(store: Store) -> None:
    waits = saved_item(store)
    send(store, waits)
    assert store.item(DESK, waits.id) is None
    assert store.channels() == ()
    for later in (SECOND, LEASE, timedelta(days=89)):
        assert store.claim(attempt(waits, NOW + later), NOW + later) is Claim.SENT


def test_a_channel_remembers_what_it_was_told_with_its_story_and_its_thread(store: Store) -> None:
    first = saved_item(store, fingerprint=b"\x00first")
    second = item(page=page("b"), fingerprint=b"second")
    store.save(second.page, [second], NOW)
    send(store, second, at=NOW + SECOND, thread=None)
    send(store, first)
    assert store.told(DESK, NOW) == (
        Told(first, NOW, first.id, "17.1"),
        Told(second, NOW + SECOND, second.id),
    )
    assert [told.item for told in store.told(DESK, NOW + SECOND / 2)] == [second]
    assert store.told(MAIL, NOW) == ()


def test_a_delivery_of_many_items_is_sent_with_all_of_them(store: Store) -> None:
    items = [item(page=page(f"{number:02}")) for number in range(MOST_ITEMS + 1)]
    for each in items:
        store.save(each.page, [each], NOW)
    with pytest.raises(PermanentError, match="at most 49 items"):
        send(store, *items)
    store.give_back(attempt(items[0]), Status.DUE, "too many")
    send(store, *items[:-1])
    assert {told.item.id for told in store.told(DESK, NOW)} == {each.id for each in items[:-1]}
    assert store.waiting_alone(DESK, NOW) == (items[-1],)


def test_a_late_holder_may_still_say_that_it_was_sent(store: Store) -> None:
    waits = saved_item(store)
    first = attempt(waits)
    store.claim(first, NOW)
    store.claim(attempt(waits, NOW + LEASE), NOW + LEASE)
    store.mark_sent(first, Receipt("17.1"), [Told(waits, NOW, waits.id)], NOW + LEASE)
    assert store.claim(attempt(waits, NOW + 3 * LEASE), NOW + 3 * LEASE) is Claim.SENT


def test_what_was_marked_as_sent_is_not_told_a_second_time_at_another_hour(store: Store) -> None:
    waits = saved_item(store)
    send(store, waits)
    again = Told(waits, NOW + LEASE, "another story", "99.9")
    store.mark_sent(attempt(waits, NOW + LEASE), Receipt("99.9"), [again], NOW + LEASE)
    assert store.told(DESK, NOW) == (Told(waits, NOW, waits.id, "17.1"),)


def test_giving_back_what_was_sent_changes_nothing(store: Store) -> None:
    waits = saved_item(store)
    send(store, waits)
    store.give_back(attempt(waits), Status.DUE, "late")
    assert store.claim(attempt(waits, NOW + LEASE), NOW + LEASE) is Claim.SENT


# ── At once ───────────────────────────────────────────────────────────────────────────────────────


def test_of_sixteen_claims_at_once_exactly_one_is_granted(store: Store) -> None:
    waits = saved_item(store)
    start = Barrier(16)

    def claim(number: int) -> Claim:
        start.wait()
        return store.claim(attempt(waits, NOW + number * SECOND), NOW)

    with ThreadPoolExecutor(16) as pool:
        answers = sorted(pool.map(claim, range(16)))
    assert answers == sorted([Claim.GRANTED] + [Claim.BUSY] * 15)


def test_of_sixteen_that_save_a_page_at_once_one_does_and_all_have_the_same_items(store: Store) -> None:
    start = Barrier(16)

    def save(number: int) -> tuple[bool, Sequence[OutboxItem]]:
        start.wait()
        saved = store.save(PAGE, [item(due=NOW + number * SECOND)], NOW)
        return saved.new, saved.waiting

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(save, range(16)))
    assert sorted(new for new, _ in answers) == [False] * 15 + [True]
    assert len({waiting for _, waiting in answers}) == 1


def claims_of(path: Path, numbers: range) -> int:
    """How many claims are granted to this process, which competes with others for each."""
    store = SqliteStore(path, RETENTION)
    deliveries = [Delivery(DESK, str(number), NOW + LEASE) for number in numbers]
    return sum(store.claim(delivery, NOW) is Claim.GRANTED for delivery in deliveries)


def test_processes_that_share_a_file_grant_each_claim_once(tmp_path: Path) -> None:
    path, numbers = tmp_path / "state.db", range(50)
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        granted = pool.starmap(claims_of, [(path, numbers)] * 4)
    assert sum(granted) == len(numbers)
