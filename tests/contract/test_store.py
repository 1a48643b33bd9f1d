"""What every store does alike: what is saved once is told once, and nothing that waits is lost."""

import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest

from fakes import MemoryStore
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.delivery import (
    Delivery,
    OutboxItem,
    PageVersion,
    Receipt,
    State,
    Status,
    Told,
    item_id,
    version_order,
)
from pagebrief.errors import PermanentError
from pagebrief.model import Reason
from pagebrief.ports import MOST_ITEMS, Claim, Store

NOW = datetime(2026, 1, 2, 8, 30, 0, 250_000, tzinfo=UTC)
LEASE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
URI = "s3://pages/reports/C++ a+b é.txt"
PAGE = PageVersion(f"{URI}#0cc175b9", URI)
DESK, MAIL = "slack:#desk", "email:desk@example.org"
RETENTION = timedelta(days=90)


@pytest.fixture(params=["memory", "sqlite", "dynamodb"])
def store(request: pytest.FixtureRequest) -> Store:
    found: Store = request.getfixturevalue(f"{request.param}_store")
    return found


@pytest.fixture
def memory_store() -> Store:
    return MemoryStore()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Store:
    return SqliteStore(tmp_path / "state.db", RETENTION)


@pytest.fixture
def dynamodb_store(dynamodb: Any, table: str) -> Store:
    return DynamoDbStore(dynamodb, table, RETENTION)


def item(channel: str = DESK, page: PageVersion = PAGE, due: datetime = NOW, **fields: Any) -> OutboxItem:
    return OutboxItem(item_id(page, channel, due), channel, page, "briefs/2026-01-02/a.json", due, **fields)


def page(name: str, sequencer: str | None = None, uri: str = URI) -> PageVersion:
    return PageVersion(f"{uri}#{name}", uri, version_order(sequencer))


def saved_item(store: Store, **fields: Any) -> OutboxItem:
    made = item(**fields)
    store.save(made.page, [made], NOW)
    return made


def attempt(of: OutboxItem, at: datetime = NOW) -> Delivery:
    return Delivery(of.channel, of.id, at + LEASE)


def send(store: Store, *items: OutboxItem, at: datetime = NOW, thread: str | None = "17.1") -> None:
    first = attempt(items[0], at)
    assert store.claim(first, at) is Claim.GRANTED
    told = [Told(each, at, items[0].id, thread) for each in items]
    store.mark_sent(first, Receipt("17.1", thread), told, at)


# ── Saving ────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_known_of_a_page_before_it_is_saved(store: Store) -> None:
    assert store.saved(PAGE.identity) is None
    assert store.channels() == store.waiting(DESK, NOW) == store.told(DESK, NOW) == ()
    assert store.item(DESK, item().id) is None


def test_what_is_saved_waits_for_its_channel_with_all_that_is_known_of_it(store: Store) -> None:
    reasons = (Reason("a word: “quay” \ud800"), Reason("a topic, 0.61 of 0.45"))
    watches = ("harbours", "ports, é")
    whole = item(
        url="https://example.org/a?b=c", watches=watches, reasons=reasons, fingerprint=bytes(range(256))
    )
    other = item(MAIL)
    saved = store.save(PAGE, [whole, other], NOW)
    assert (saved.waiting, saved.new, saved.outdated) == ((whole, other), True, False)
    assert store.item(DESK, whole.id) == whole
    assert store.waiting(MAIL, NOW) == (other,)
    assert store.channels() == (MAIL, DESK)


def test_a_page_that_is_saved_again_stays_as_it_was_saved_first(store: Store) -> None:
    first = saved_item(store)
    again = store.save(PAGE, [item(due=NOW + SECOND), item(MAIL)], NOW + SECOND)
    assert (again.waiting, again.new) == ((first,), False)
    assert store.waiting(DESK, NOW + SECOND) == (first,)
    assert store.channels() == (DESK,)


def test_of_a_page_that_was_saved_those_items_are_known_that_still_wait(store: Store) -> None:
    here, there = item(), item(MAIL)
    store.save(PAGE, [here, there], NOW)
    send(store, here)
    known = store.saved(PAGE.identity)
    assert known is not None
    assert known.waiting == (there,)
    assert store.save(PAGE, [item(due=NOW + SECOND)], NOW).waiting == (there,)


def test_a_page_that_nobody_watches_is_saved_without_items(store: Store) -> None:
    assert store.save(PAGE, [], NOW).new
    known = store.saved(PAGE.identity)
    assert known is not None
    assert (known.waiting, known.new) == ((), False)


def test_an_older_version_that_comes_after_a_newer_one_is_saved_without_items(store: Store) -> None:
    new, old = page("new", "0A1"), page("old", "9F")
    store.save(new, [item(page=new)], NOW)
    late = store.save(old, [item(page=old)], NOW)
    assert (late.waiting, late.new, late.outdated) == ((), True, True)
    assert store.waiting(DESK, NOW) == (item(page=new),)
    known = store.saved(old.identity)
    assert known is not None
    assert (known.waiting, known.outdated) == ((), True)


def test_versions_in_their_order_and_those_of_other_objects_all_wait(store: Store) -> None:
    versions = [page("old", "9f"), page("new", "0A1"), page("other", "1", f"{URI}.b"), page("unordered")]
    for version in versions:
        assert not store.save(version, [item(page=version)], NOW).outdated
    assert len(store.waiting(DESK, NOW)) == 4


def test_more_channels_than_a_transaction_takes_are_refused_and_all_that_fit_are_saved(store: Store) -> None:
    items = [item(f"slack:#{number}") for number in range(MOST_ITEMS + 1)]
    with pytest.raises(PermanentError, match="at most 49 channels"):
        store.save(PAGE, items, NOW)
    assert store.saved(PAGE.identity) is None
    store.save(PAGE, items[:-1], NOW)
    assert len(store.channels()) == MOST_ITEMS


def test_a_large_fingerprint_is_kept_whole(store: Store) -> None:
    large = saved_item(store, fingerprint=bytes(range(256)) * 1_000)
    assert store.item(DESK, large.id) == large


def test_names_longer_than_any_key_stay_apart(store: Store) -> None:
    stem = "é" * 3000
    for name in ("one", "two"):
        version = page(name, uri=stem + name)
        store.save(version, [item(f"email:{stem}{name}", version)], NOW)
    assert len(store.waiting(f"email:{stem}one", NOW)) == len(store.waiting(f"email:{stem}two", NOW)) == 1
    assert store.channels() == (f"email:{stem}one", f"email:{stem}two")


# ── Waiting ───────────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_due_is_not_yet_among_what_waits_but_its_channel_is(store: Store) -> None:
    later = saved_item(store, due=NOW + SECOND)
    assert store.waiting(DESK, NOW) == ()
    assert store.waiting(DESK, NOW + SECOND) == (later,)
    assert store.channels() == (DESK,)


def test_what_waits_comes_in_the_order_in_which_it_was_due(store: Store) -> None:
    versions = [page(name) for name in "cab"]
    dues = [NOW - 3 * SECOND, NOW - SECOND, NOW - 2 * SECOND]
    made = [item(page=version, due=due) for version, due in zip(versions, dues, strict=True)]
    for each in made:
        store.save(each.page, [each], NOW)
    assert store.waiting(DESK, NOW) == (made[0], made[2], made[1])


def test_hundreds_of_items_are_all_found(store: Store) -> None:
    for number in range(300):
        version = page(str(number))
        store.save(version, [item(page=version, fingerprint=bytes(5_000))], NOW)
    assert len(store.waiting(DESK, NOW)) == 300  # more than a megabyte: DynamoDB gives two pages


def test_what_is_left_out_or_held_waits_no_longer_and_was_not_told(store: Store) -> None:
    known, held = item(), item(MAIL)
    store.save(PAGE, [known, held], NOW)
    store.leave_out(known, State.LEFT_OUT, "told before", NOW)
    store.leave_out(held, State.HELD, "may have arrived", NOW)
    assert store.channels() == store.told(DESK, NOW) == store.told(MAIL, NOW) == ()
    assert store.item(DESK, known.id) is None


def test_what_was_told_cannot_be_left_out_any_more(store: Store) -> None:
    told = saved_item(store)
    send(store, told)
    store.leave_out(told, State.LEFT_OUT, "late", NOW)
    assert [each.item for each in store.told(DESK, NOW)] == [told]


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
    assert store.waiting(DESK, NOW) == (items[-1],)


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
