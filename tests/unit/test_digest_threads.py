"""What has no room in a message of Slack's follows in its thread."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from house import SLACK, House
from notices import EVENTS, TITLES
from pagebrief.delivering import Ending
from pagebrief.delivery import IfUnknown, OutboxItem, PageVersion, State, item_id
from pagebrief.digesting import IN_A_ROW
from pagebrief.errors import TransientError
from pagebrief.message import SlackMessage
from roomy import SHOWN, roomy_templates

DAILY = """
watches:
  - name: harbours
    send:
      - {to: "slack:#desk", when: daily at 10:00 UTC%s}
"""
TWO_HOURS = timedelta(hours=2)
BRINE = [
    "Brine from 14 barrels ran into the cellar of the Kestrel dairy on Thursday, its owner said.",
    "The cheese of a whole summer is spoilt, and 60 farms have to look for another dairy.",
    "Insurers from Aarhus will come on Monday and weigh what can still be sold to animals.",
]


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Four events wait for ten o'clock, which it is."""
    return at_ten(tmp_path)


def at_ten(folder: Path, asked: str = "") -> House:
    """``asked``: beyond the cadence."""
    house = House()
    house.deliveries = replace(house.deliveries, templates=roomy_templates(folder))
    house.watch(DAILY % asked)
    drop_all(house)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    return house


def drop_all(house: House, day: str = "") -> None:
    for number, (title, sentences) in enumerate(EVENTS.items()):
        text = "\n\n".join([title, *(f"{day}{sentence}" for sentence in sentences)])
        house.process(house.drop(text.encode(), f"{day}{number}.txt"))


def told(house: House) -> list[int]:
    """How many events each message tells, once it is sure that no two tell the same."""
    found = [title for message in house.slack.messages for title in TITLES if title in str(message)]
    assert len(found) == len(set(found))
    return [sum(title in str(message) for title in TITLES) for message in house.slack.messages]


def texts(house: House) -> list[str]:
    return [message.text for message in house.slack.messages if isinstance(message, SlackMessage)]


def test_what_has_no_room_follows_in_the_thread_at_once(house: House) -> None:
    assert [each.ending for each in house.deliver()] == [Ending.TOLD, Ending.TOLD]
    assert told(house) == [SHOWN, SHOWN]
    assert house.slack.threads == [None, "receipt-1"]
    assert "2 more" in str(house.slack.messages[0])
    assert texts(house) == ["harbours", "harbours, continued"]
    assert house.store.channels() == ()
    assert house.sweep() == []


def test_the_archived_page_of_the_first_message_has_all_of_it(house: House) -> None:
    house.deliver()
    first, second = (house.linked(message) for message in house.slack.messages)
    assert all(title in first for title in TITLES)
    assert sum(title in second for title in TITLES) == SHOWN


def test_the_first_message_shows_what_came_lately_with_all_that_follows_it(house: House) -> None:
    for days in (1, 2):
        at = house.clock.now() - timedelta(days=days)
        page = PageVersion(f"s3://pages/{days}#1", f"s3://pages/{days}")
        item = OutboxItem(item_id(page, SLACK, at), SLACK, page, "briefs/a.json", at)
        house.store.save(page, [item], at)
        house.store.leave_out(item, State.LEFT_OUT, "it is known", at)
    house.deliver()
    first, second = (house.linked(message) for message in house.slack.messages)
    assert "6 pages and 4 new stories" in first
    assert "The last 14 days" not in second
    (*_, today) = house.store.days(SLACK, date.min, date.max)
    assert (today.pages, today.stories) == (4, 4)


def test_what_later_pages_add_goes_to_the_message_that_told_their_story(house: House) -> None:
    house.deliver()
    told = house.store.told(SLACK, house.clock.now())
    assert {each.thread for each in told} == {"receipt-1"}
    assert len(told) == len(TITLES)


def test_the_next_digest_begins_a_thread_of_its_own(house: House) -> None:
    house.deliver()
    house.process(house.drop("\n\n".join(["Brine in the dairy", *BRINE]).encode(), "brine.txt"))
    house.clock.advance(timedelta(days=1))
    house.sweep()
    house.deliver()
    assert house.slack.threads == [None, "receipt-1", None]
    assert "continued" not in texts(house)[2]


def test_where_there_are_no_threads_the_rest_is_counted_and_linked(house: House) -> None:
    house.slack.threaded = False
    assert [each.ending for each in house.deliver()] == [Ending.TOLD]
    assert told(house) == [SHOWN]
    assert "2 more" in str(house.slack.messages[0])
    assert house.store.channels() == ()
    assert len(house.store.told(SLACK, house.clock.now())) == len(TITLES)


def test_what_a_watch_does_not_ask_for_does_not_follow(tmp_path: Path) -> None:
    house = at_ten(tmp_path, ", max_items: 3")
    house.deliver()
    assert told(house) == [SHOWN, 1]
    assert "2 more" in str(house.slack.messages[0])
    assert house.store.channels() == ()


def test_the_rest_that_could_not_be_asked_for_is_told_in_the_thread_all_the_same(house: House) -> None:
    fail_to_ask(house)
    # The message that told the first ones comes again, and tells the rest.
    assert [each.ending for each in house.deliver()] == [Ending.TOLD]
    assert house.store.channels() == ()
    assert told(house) == [SHOWN, SHOWN]
    assert house.slack.threads == [None, "receipt-1"]
    assert all(title in house.linked(house.slack.messages[0]) for title in TITLES)


def fail_to_ask(house: House) -> None:
    """The first message is told, and the queue takes no request for the rest."""

    def refuse(channel: str, item_id: str) -> None:
        raise TransientError("the queue does not answer")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(house.queue, "put", refuse)
        with pytest.raises(TransientError):
            house.deliver()


def test_of_a_message_that_is_held_nothing_is_told(house: House) -> None:
    house.deliveries = replace(house.deliveries, if_unknown=IfUnknown.HOLD)
    lose_the_answer(house)
    assert [each.ending for each in house.deliver()] == [Ending.HELD]
    assert told(house) == []
    assert house.store.channels() == ()


def test_of_a_message_that_may_have_arrived_the_rest_is_only_counted_and_linked(house: House) -> None:
    """The first attempt may have shown another two, which would come again without a mark."""
    lose_the_answer(house)
    assert [each.ending for each in house.deliver()] == [Ending.TOLD_AGAIN]
    (message,) = house.slack.messages
    assert "2 more" in str(message)
    assert all(title in house.linked(message) for title in TITLES)
    assert house.store.channels() == ()


def lose_the_answer(house: House) -> None:
    house.slack.fail_with(TransientError("no answer", may_have_arrived=True))
    with pytest.raises(TransientError):
        house.deliver()


def test_a_digest_that_becomes_due_meanwhile_begins_a_thread_of_its_own(house: House) -> None:
    fail_to_ask(house)
    house.watch(DAILY.replace("10:00", "11:00") % "")
    house.process(house.drop("\n\n".join(["Brine in the dairy", *BRINE]).encode(), "brine.txt"))
    house.clock.advance(timedelta(hours=1))
    house.sweep()
    house.deliver()
    assert house.slack.threads == [None, "receipt-1", None]
    assert [("Brine" in str(message)) for message in house.slack.messages] == [False, False, True]


def test_after_ten_digests_in_a_row_the_sweep_goes_on(tmp_path: Path) -> None:
    house = House()
    house.deliveries = replace(house.deliveries, templates=roomy_templates(tmp_path))
    template = tmp_path / "slack/digest.json.j2"
    template.write_text(template.read_text().replace("range(20)", "range(40)"))  # a page a message
    house.watch(DAILY % "")
    for number in range(IN_A_ROW + 3):
        words = [" ".join(f"{stem}{number}x{place}" for place in range(12)) + "." for stem in "abcd"]
        house.process(house.drop("\n\n".join([f"Notice {number}", *words]).encode(), f"{number}.txt"))
    house.clock.advance(TWO_HOURS)
    house.sweep()
    assert deliveries(house) == IN_A_ROW
    house.sweep()
    assert deliveries(house) == 1
    house.clock.advance(timedelta(minutes=5))
    house.sweep()
    assert deliveries(house) == 2
    assert house.store.channels() == ()


def deliveries(house: House) -> int:
    """How many digests are told one after the other, a second apart."""
    told = 0
    while delivered := house.deliver_next():
        told += delivered.ending is Ending.TOLD
        house.clock.advance(timedelta(seconds=1))
    return told


def test_a_template_without_room_for_any_page_tells_the_rest_by_its_link(tmp_path: Path) -> None:
    house = House()
    templates = roomy_templates(tmp_path)
    crowded = (tmp_path / "slack/digest.json.j2").read_text().replace("range(20)", "range(60)")
    (tmp_path / "slack/digest.json.j2").write_text(crowded)
    house.deliveries = replace(house.deliveries, templates=templates)
    house.watch(DAILY % "")
    drop_all(house)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    assert [each.ending for each in house.deliver()] == [Ending.TOLD]
    assert "4 more" in str(house.slack.messages[0])
    assert house.store.channels() == ()
