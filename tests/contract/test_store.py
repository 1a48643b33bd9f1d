"""What every store does alike: what is saved is saved once, and nothing that waits is lost."""

from datetime import timedelta

import pytest

from contract.outbox import DESK, MAIL, NOW, PAGE, SECOND, URI, item, page, saved_item, send
from pagebrief.delivery import Manner, State
from pagebrief.errors import PermanentError
from pagebrief.model import Reason
from pagebrief.ports import MOST_ITEMS, Store

# ── Saving ────────────────────────────────────────────────────────────────────────────────────────


def test_nothing_is_known_of_a_page_before_it_is_saved(store: Store) -> None:
    assert store.saved(PAGE.identity) is None
    assert store.channels() == store.waiting_alone(DESK, NOW) == store.told(DESK, NOW) == ()
    assert store.item(DESK, item().id) is None


def test_what_is_saved_waits_for_its_channel_with_all_that_is_known_of_it(store: Store) -> None:
    reasons = (
        Reason("a word \ud800", "harbours", "quay", 17),
        Reason("a topic", "ports", similarity=0.61, threshold=0.45),
    )
    watches = ("harbours", "ports, é")
    whole = item(
        url="https://example.org/a?b=c", watches=watches, reasons=reasons, fingerprint=bytes(range(256))
    )
    other = item(MAIL)
    saved = store.save(PAGE, [whole, other], NOW)
    assert (saved.waiting, saved.new, saved.outdated) == ((whole, other), True, False)
    assert store.item(DESK, whole.id) == whole
    assert store.waiting_alone(MAIL, NOW) == (other,)
    assert store.channels() == (MAIL, DESK)


def test_a_page_that_is_saved_again_stays_as_it_was_saved_first(store: Store) -> None:
    first = saved_item(store)
    again = store.save(PAGE, [item(due=NOW + SECOND), item(MAIL)], NOW + SECOND)
    assert (again.waiting, again.new) == ((first,), False)
    assert store.waiting_alone(DESK, NOW + SECOND) == (first,)
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
    assert store.waiting_alone(DESK, NOW) == (item(page=new),)
    known = store.saved(old.identity)
    assert known is not None
    assert (known.waiting, known.outdated) == ((), True)


def test_versions_in_their_order_and_those_of_other_objects_all_wait(store: Store) -> None:
    versions = [page("old", "9f"), page("new", "0A1"), page("other", "1", f"{URI}.b"), page("unordered")]
    for version in versions:
        assert not store.save(version, [item(page=version)], NOW).outdated
    assert len(store.waiting_alone(DESK, NOW)) == 4


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
    assert (
        len(store.waiting_alone(f"email:{stem}one", NOW))
        == len(store.waiting_alone(f"email:{stem}two", NOW))
        == 1
    )
    assert store.channels() == (f"email:{stem}one", f"email:{stem}two")


# ── Waiting ───────────────────────────────────────────────────────────────────────────────────────


def test_what_is_not_due_is_not_yet_among_what_waits_but_its_channel_is(store: Store) -> None:
    later = saved_item(store, due=NOW + SECOND)
    assert store.waiting_alone(DESK, NOW) == ()
    assert store.waiting_alone(DESK, NOW + SECOND) == (later,)
    assert store.channels() == (DESK,)


def test_what_waits_comes_in_the_order_in_which_it_was_due(store: Store) -> None:
    versions = [page(name) for name in "cab"]
    dues = [NOW - 3 * SECOND, NOW - SECOND, NOW - 2 * SECOND]
    made = [item(page=version, due=due) for version, due in zip(versions, dues, strict=True)]
    for each in made:
        store.save(each.page, [each], NOW)
    assert store.waiting_alone(DESK, NOW) == (made[0], made[2], made[1])


def test_what_waits_for_a_digest_waits_apart_the_earliest_first_and_as_many_as_are_asked_for(
    store: Store,
) -> None:
    digest = Manner(digest="daily at 08:00 Europe/London")
    dues = [NOW - SECOND, NOW - 3 * SECOND, NOW, NOW - 2 * SECOND, NOW + SECOND]
    made = [item(page=page(str(n)), due=due, manner=digest if n else Manner()) for n, due in enumerate(dues)]
    for each in made:
        store.save(each.page, [each], NOW)
    alone, *together = made
    assert store.waiting_alone(DESK, NOW) == (alone,)
    assert store.waiting_together(DESK, NOW) == (together[0], together[2], together[1])
    assert store.waiting_together(DESK, NOW, 2) == (together[0], together[2])
    assert store.item(DESK, together[0].id) == together[0]
    known = store.saved(together[0].page.identity)
    assert known is not None
    assert known.waiting == (together[0],)
    send(store, together[0], together[2])
    store.leave_out(together[1], State.LEFT_OUT, "told before", NOW)
    assert store.waiting_together(DESK, NOW) == ()
    assert store.waiting_together(MAIL, NOW + SECOND) == ()
    store.leave_out(alone, State.LEFT_OUT, "told before", NOW)
    assert store.channels() == (DESK,)
    assert store.waiting_together(DESK, NOW + SECOND) == (together[3],)


def test_hundreds_of_items_are_all_found(store: Store) -> None:
    for number in range(300):
        version = page(str(number))
        store.save(version, [item(page=version, fingerprint=bytes(5_000))], NOW)
    assert len(store.waiting_alone(DESK, NOW)) == 300  # more than a megabyte: DynamoDB gives two pages


def test_of_what_was_told_the_latest_are_known_the_oldest_of_them_first(store: Store) -> None:
    items = [item(page=page(str(number))) for number in range(4)]
    for minute, each in enumerate(items):
        store.save(each.page, [each], NOW)
        send(store, each, at=NOW + timedelta(minutes=minute))
    assert [each.item for each in store.told(DESK, NOW, 3)] == items[1:]
    assert [each.item for each in store.told(DESK, NOW + timedelta(minutes=2), 3)] == items[2:]
    assert [each.item for each in store.told(DESK, NOW)] == items


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
