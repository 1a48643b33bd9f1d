"""What came for a channel each day, as its digests show it."""

from datetime import date, timedelta

import pytest

from house import EMAIL, SLACK, House
from notices import text_of
from pagebrief.day import Day
from pagebrief.delivery import OutboxItem, PageVersion, State, item_id
from pagebrief.digest import Counts
from pagebrief.digesting import with_days
from pagebrief.lately import SHOWN, last_days
from pagebrief.message import EmailMessage
from unit.digests import SEVERAL

TODAY = date(2026, 3, 2)
FIRST = date(2026, 2, 17)


def ago(days: int) -> date:
    return TODAY - timedelta(days)


def test_each_day_has_its_counts_the_oldest_first_and_those_without_any_are_zero() -> None:
    days = [Day(ago(13), 4, 2), Day(ago(1), 1, 0), Day(TODAY, 3, 3)]
    shown = last_days(days, TODAY)
    assert shown
    assert (shown.first, shown.last) == (FIRST, TODAY)
    assert shown.pages == Counts((4, *[0] * 11, 1, 3), 4)
    assert shown.stories == Counts((2, *[0] * 11, 0, 3), 4)  # of the same scale
    assert len(shown.pages.by_day) == SHOWN


def test_what_a_digest_adds_to_its_day_is_in_it() -> None:
    shown = last_days([Day(ago(2), 1, 1), Day(ago(1), 1, 1), Day(TODAY, 2, 1), Day(TODAY, 3, 1)], TODAY)
    assert shown
    assert (shown.pages.by_day[-1], shown.stories.by_day[-1]) == (5, 2)


def test_two_days_with_anything_are_too_few_to_see_something() -> None:
    two = [Day(ago(1), 9, 9), Day(TODAY, 9, 9)]
    assert last_days(two, TODAY) is None
    assert last_days([*two, Day(ago(2), 0, 0)], TODAY) is None
    assert last_days([*two, Day(ago(2), 1, 0)], TODAY)


def test_watches_come_busiest_first_on_a_scale_of_their_own_and_the_seventh_is_counted() -> None:
    names = [f"watch {number}" for number in range(8)]
    days = [Day(ago(number), 20, 1, {n: 1 + (n == "watch 7") for n in names}) for number in range(3)]
    shown = last_days(days, TODAY)
    assert shown
    assert [each.name for each in shown.watches] == ["watch 7", *names[:5]]
    assert shown.watches[0] == Counts((*[0] * 11, 2, 2, 2), 2, "watch 7")
    assert {each.scale for each in shown.watches} == {2}
    assert shown.more == 2


def test_a_single_watch_is_no_line_of_its_own() -> None:
    shown = last_days([Day(ago(number), 2, 1, {"quays": 2}) for number in range(3)], TODAY)
    assert shown
    assert (shown.watches, shown.more) == ((), 0)


# ── In the digests of a channel ───────────────────────────────────────────────────────────────────

WATCHES = """
watches:
  - name: everything
    send:
      - {to: "slack:#desk", when: daily at 06:00 Asia/Tokyo}
  - name: mayors
    match: {any: [mayor]}
    send:
      - {to: "slack:#desk", when: daily at 06:00 Asia/Tokyo}
"""


@pytest.fixture
def house() -> House:
    return House()


def test_a_digest_counts_itself_on_the_day_of_its_readers(house: House) -> None:
    house.watch(WATCHES)
    for number in range(3):
        house.process(house.drop(text_of(number).encode(), f"in/{number}.txt"))
        house.clock.advance(timedelta(days=1))
        house.sweep()
        house.deliver()
    # Six in the morning there is nine in the evening of the day before, in UTC.
    (*_, last) = house.store.days(SLACK, date.min, date.max)
    assert last.day == (house.clock.now() + timedelta(hours=9)).date()
    *before, message = map(str, house.slack.messages)
    assert "3 pages and 3 new stories; most pages on" in message
    assert not any("The last 14 days" in each for each in before)


def test_a_copy_that_is_left_out_is_a_page_of_its_day(house: House) -> None:
    for key in ("in/a.txt", "in/b.txt"):
        house.process(house.drop(text_of(0).encode(), key))
    house.deliver()
    (day,) = house.store.days(EMAIL, date.min, date.max)
    assert (day.pages, day.stories) == (2, 1)


def test_an_alert_shows_no_days(house: House) -> None:
    for number in range(4):
        house.process(house.drop(text_of(number).encode(), f"in/{number}.txt"))
        house.deliver()
        house.clock.advance(timedelta(days=1))
    assert len(house.store.days(SLACK, date.min, date.max)) == 4
    assert "The last 14 days" not in str(house.slack.messages)


def test_days_before_the_first_that_is_shown_are_not_asked_for(house: House) -> None:
    digest = SEVERAL
    for number in range(20):
        at = digest.created_at - timedelta(days=number)
        page = PageVersion(f"s3://pages/{number}#1", f"s3://pages/{number}")
        item = OutboxItem(item_id(page, SLACK, at), SLACK, page, "briefs/a.json", at)
        house.store.save(page, [item], at)
        house.store.leave_out(item, State.LEFT_OUT, "", at)
    days = with_days(digest, [], SLACK, house.store).days
    assert days
    assert days.pages.by_day == (1,) * SHOWN


def test_an_empty_digest_has_the_days_of_its_readers_as_the_last_one_had(house: House) -> None:
    """At six in the morning in Tokyo it is the day before in Greenwich."""
    send = f'[{{to: "{EMAIL}", when: daily at 06:00 Asia/Tokyo, even_if_empty: true}}]'
    house.watch(f"watches: [{{name: all of it, send: {send}}}]")
    for number in range(4):
        if number < 3:
            house.process(house.drop(text_of(number).encode(), f"in/{number}.txt"))
        house.clock.advance(timedelta(hours=12, minutes=31 - bool(number)))
        house.sweep()
        house.deliver()
        house.clock.advance(timedelta(hours=11, minutes=30))
    *_, message = house.email.messages
    assert isinstance(message, EmailMessage)
    assert message.subject == "Nothing new: no pages"
    assert "6 Jan 2026, 06:0" in message.text
    assert "The last 14 days" in message.text
    assert "6 Jan" in message.html.partition("The last 14 days")[2]
