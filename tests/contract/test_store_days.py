"""What every store counts alike: each item once, on its day, in the step that ends it."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from contract.outbox import DESK, MAIL, NOW, SECOND, attempt, item, page, saved_item, send
from pagebrief.day import Day
from pagebrief.delivery import OutboxItem, Receipt, State, Told
from pagebrief.ports import MOST_ITEMS, Store

TODAY = NOW.date()
ONE_DAY = timedelta(days=1)


def saved(store: Store, name: str, *watches: str, channel: str = DESK) -> OutboxItem:
    made = item(channel, page(name), watches=watches)
    store.save(made.page, [made], NOW)
    return made


def days(store: Store, channel: str = DESK, first: date = date.min, last: date = date.max) -> tuple[Day, ...]:
    return store.days(channel, first, last)


def test_what_was_told_is_counted_by_pages_stories_and_watches(store: Store) -> None:
    first, second = saved(store, "a", "quays", "ships & co."), saved(store, "b", "quays")
    assert days(store) == ()
    send(store, first, second)  # of one story
    assert days(store) == (Day(TODAY, 2, 1, {"quays": 2, "ships & co.": 1}),)


def test_what_is_left_out_is_a_page_and_no_story(store: Store) -> None:
    send(store, saved(store, "a", "quays"))
    for number, state in enumerate((State.LEFT_OUT, State.HELD)):
        store.leave_out(saved(store, f"b{number}", "quays"), state, "it is known", NOW)
    assert days(store) == (Day(TODAY, 3, 1, {"quays": 3}),)


def test_nothing_is_counted_twice(store: Store) -> None:
    told, known = saved(store, "a", "quays"), saved(store, "b")
    send(store, told)
    for _ in range(2):
        store.leave_out(known, State.LEFT_OUT, "it is known", NOW)
        store.mark_sent(attempt(told), Receipt("17.2"), [Told(told, NOW, told.id)], NOW)
    assert days(store) == (Day(TODAY, 2, 1, {"quays": 1}),)


def test_what_was_never_claimed_is_not_counted(store: Store) -> None:
    waits = saved_item(store)
    store.mark_sent(attempt(waits), Receipt("17.1"), [Told(waits, NOW, waits.id)], NOW)
    assert days(store) == ()


def test_an_empty_delivery_counts_nothing(store: Store) -> None:
    empty = attempt(item())
    store.claim(empty, NOW)
    store.mark_sent(empty, Receipt("17.1"), [], NOW)
    assert days(store) == ()


def test_days_come_in_order_within_their_bounds_and_by_channel(store: Store) -> None:
    for number in range(4):
        at = NOW + number * ONE_DAY
        here = item(page=page(f"{number}"))
        store.save(here.page, [here], NOW)
        send(store, here, at=at)
    send(store, saved(store, "elsewhere", channel=MAIL))
    found = days(store, DESK, TODAY + ONE_DAY, TODAY + 2 * ONE_DAY)
    assert [(day.day, day.pages) for day in found] == [(TODAY + ONE_DAY, 1), (TODAY + 2 * ONE_DAY, 1)]
    assert days(store, MAIL) == (Day(TODAY, 1, 1),)


def test_the_day_is_that_of_the_clocks_which_the_moment_carries(store: Store) -> None:
    late = NOW.replace(hour=23)
    send(store, saved(store, "a"), at=late)
    send(store, saved(store, "b"), at=(late + SECOND).astimezone(ZoneInfo("Asia/Tokyo")))
    store.leave_out(saved(store, "c"), State.LEFT_OUT, "", late.astimezone(ZoneInfo("Asia/Tokyo")))
    assert days(store) == (Day(TODAY, 1, 1), Day(TODAY + ONE_DAY, 2, 1))


def test_the_largest_delivery_of_many_watches_is_one_step(store: Store) -> None:
    watches = tuple(f"watch {number:03} of a name that is long" for number in range(140))
    items = [saved(store, f"{number:02}", *watches) for number in range(MOST_ITEMS)]
    send(store, *items)
    assert days(store) == (Day(TODAY, MOST_ITEMS, 1, dict.fromkeys(watches, MOST_ITEMS)),)
