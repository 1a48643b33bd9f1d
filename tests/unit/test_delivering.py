"""From what waits for a channel to the people who read there: once, in order, and never in silence."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from house import EMAIL, LEASE, PAGE, SLACK, House
from pagebrief.delivering import MEMORY, Ending, deliver_item
from pagebrief.delivery import Delivery, IfUnknown, InThread, New, Nothing, OutboxItem, Told
from pagebrief.errors import DeliveryRefused, PagebriefError, SettingsError, TransientError
from pagebrief.message import SlackMessage
from pagebrief.ports import Channel, Claim

NO_ANSWER = TransientError("Slack: no answer", may_have_arrived=True)
MARK = "may have been sent before"
SECOND = timedelta(seconds=1)


@pytest.fixture
def house() -> House:
    made = House()
    made.process(made.drop())
    return made


def waiting(house: House, channel: str = SLACK) -> OutboxItem:
    (item,) = house.store.waiting_alone(channel, house.clock.now())
    return item


def ask(house: House, channel: str = SLACK) -> Ending:
    return deliver_item(channel, waiting(house, channel).id, house.deliveries).ending


def test_what_waits_is_told_to_each_channel_once(house: House) -> None:
    assert [each.ending for each in house.deliver()] == [Ending.TOLD] * 2
    assert len(house.slack.messages) == len(house.email.messages) == 1
    assert house.store.channels() == ()


def test_the_message_says_what_the_page_says_and_why_it_is_told(house: House) -> None:
    house.deliver()
    (message,) = house.slack.messages
    assert isinstance(message, SlackMessage)
    assert "Harbour Town Votes" in message.text
    assert "every page dropped into pages is told" in str(message.blocks)
    assert MARK not in str(message)


def test_a_message_of_the_queue_that_comes_twice_tells_once(house: House) -> None:
    item = waiting(house)
    house.deliver()
    assert deliver_item(SLACK, item.id, house.deliveries).ending is Ending.BEFORE
    assert len(house.slack.messages) == 1


def test_what_another_sent_a_moment_ago_is_not_sent_again(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = waiting(house)
    house.deliver()
    # Loaded before the other marked it as sent.
    monkeypatch.setattr(house.store, "item", lambda channel, item_id: item)
    monkeypatch.setattr(house.store, "told", lambda channel, since: ())
    assert deliver_item(SLACK, item.id, house.deliveries).ending is Ending.BEFORE
    assert len(house.slack.messages) == 1


def test_what_another_worker_is_telling_comes_again_after_its_lease(house: House) -> None:
    item, now = waiting(house), house.clock.now()
    assert house.store.claim(Delivery(SLACK, item.id, now + LEASE), now) is Claim.GRANTED
    with pytest.raises(TransientError, match="another worker") as caught:
        ask(house)
    assert caught.value.retry_after == LEASE.total_seconds()
    assert house.slack.messages == []


@pytest.mark.parametrize(
    "error",
    [
        TransientError("Slack: 429", 30),
        DeliveryRefused("Slack: invalid_auth"),
        SettingsError("SLACK_SECRET: missing"),
    ],
)
def test_what_failed_for_certain_can_be_told_at_once_and_bears_no_mark(
    house: House, error: PagebriefError
) -> None:
    house.slack.fail_with(error)
    with pytest.raises(type(error)):
        ask(house)
    assert ask(house, EMAIL) is ask(house) is Ending.TOLD
    assert MARK not in str(house.slack.messages)


def test_what_may_have_arrived_is_told_again_and_says_so(house: House) -> None:
    house.slack.fail_with(NO_ANSWER)
    with pytest.raises(TransientError, match="no answer"):
        ask(house)
    assert ask(house) is Ending.TOLD_AGAIN
    assert MARK in str(house.slack.messages[0])


@pytest.mark.parametrize("error", [TransientError("Slack: 429", 30), DeliveryRefused("no")])
def test_what_may_have_arrived_stays_so_whatever_comes_after(house: House, error: PagebriefError) -> None:
    house.slack.fail_with(NO_ANSWER, error)
    for _ in range(2):
        with pytest.raises(PagebriefError):
            ask(house)
    assert ask(house) is Ending.TOLD_AGAIN


def test_a_worker_that_died_is_followed_by_another_after_its_lease_with_the_mark(house: House) -> None:
    item, now = waiting(house), house.clock.now()
    house.store.claim(Delivery(SLACK, item.id, now + LEASE), now)
    house.clock.advance(LEASE)
    assert ask(house) is Ending.TOLD_AGAIN
    assert MARK in str(house.slack.messages[0])


def test_what_may_have_arrived_is_held_where_the_settings_say_so(house: House) -> None:
    house.deliveries = replace(house.deliveries, if_unknown=IfUnknown.HOLD)
    house.slack.fail_with(NO_ANSWER)
    with pytest.raises(TransientError):
        ask(house)
    assert ask(house) is Ending.HELD
    assert house.store.channels() == (EMAIL,)
    assert house.slack.messages == []


def test_a_failure_to_give_a_delivery_back_is_told_with_the_failure_itself(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise TransientError("the table is busy")

    monkeypatch.setattr(house.store, "give_back", refuse)
    house.slack.fail_with(DeliveryRefused("invalid_auth"))
    with pytest.raises(DeliveryRefused) as caught:
        ask(house)
    assert caught.value.__notes__ == ["the table is busy"]


def test_a_channel_that_the_settings_no_longer_name_keeps_what_waits_for_it(house: House) -> None:
    def none(address: str) -> Channel:
        raise SettingsError(f"{address} can't be told")

    house.deliveries = replace(house.deliveries, channels=none)
    with pytest.raises(SettingsError, match="slack:#desk can't be told"):
        ask(house)
    assert waiting(house)


# ── What the channel knows ────────────────────────────────────────────────────────────────────────


def test_a_later_version_of_a_page_is_told_in_the_thread_of_the_first_and_says_why(house: House) -> None:
    house.deliver()
    house.process(house.drop(PAGE.replace(b"nine years", b"ten years")))
    house.deliver()
    assert house.slack.threads == [None, "receipt-1"]
    assert "an earlier version was told before; 1 sentence new, 1 sentence gone" in str(
        house.slack.messages[1]
    )
    assert "The decision ends ten years of planning." in str(house.slack.messages[1])
    assert "Ferries will carry" not in str(house.slack.messages[1])
    first, second = house.store.told(SLACK, house.clock.now())
    assert second.story == first.story == first.item.id
    assert second.thread == first.thread == "receipt-1"


def test_a_version_that_says_the_same_is_not_told(house: House) -> None:
    house.deliver()
    house.process(house.drop(PAGE + b"\nCookies help us to make this page better."))
    assert [each.ending for each in house.deliver()] == [Ending.LEFT_OUT] * 2
    assert len(house.slack.messages) == 1


def test_what_was_told_long_ago_is_news_again_in_another_version(house: House) -> None:
    house.deliver()
    house.clock.advance(MEMORY + SECOND)
    house.process(house.drop(PAGE + b"\nThe council corrected the date of the vote to the ninth of March."))
    house.deliver()
    assert house.slack.threads == [None, None]


def test_an_older_version_that_waited_is_not_told_after_the_newer() -> None:
    house = House()
    old = replace(house.drop(key="in/a.txt"), sequencer="0A")
    house.process(old)
    for message in [house.queue.take(), house.queue.take()]:
        house.queue.done(message)  # type: ignore[arg-type] # there are two; their worker might as well have died
    new = replace(house.drop(PAGE + b"\nNewer.", "in/a.txt"), sequencer="0B")
    house.process(new)
    house.deliver()
    house.drop(key="in/a.txt")
    house.process(old)
    endings = {(each.ending, each.why) for each in house.deliver()}
    assert endings == {(Ending.LEFT_OUT, "a newer version of this page was told before")}


def test_a_story_that_adds_to_another_is_told_in_its_thread_with_what_it_adds(house: House) -> None:
    adding = InThread("a story", "17.0", "also on two other sites", ("The vote was postponed to May.",))
    house.deliveries = replace(house.deliveries, decide=lambda told: lambda item: adding)
    house.deliver()
    assert house.slack.threads == ["17.0"]
    assert "postponed to May" in str(house.slack.messages[0])
    assert "Eastharbour" not in str(house.slack.messages[0].blocks[1])  # type: ignore[union-attr]
    (told,) = house.store.told(SLACK, house.clock.now())
    assert (told.story, told.thread) == ("a story", "17.0")


def test_what_adds_nothing_is_left_out_and_the_reason_is_kept(house: House) -> None:
    copy = Nothing("a copy of it was told")
    house.deliveries = replace(house.deliveries, decide=lambda told: lambda item: copy)
    delivered = deliver_item(SLACK, waiting(house).id, house.deliveries)
    assert (delivered.ending, delivered.why) == (Ending.LEFT_OUT, "a copy of it was told")
    assert house.store.channels() == (EMAIL,)


def test_the_decision_sees_what_the_channel_was_told_and_nothing_older() -> None:
    house = House()
    seen: list[int] = []

    def decide(told: Sequence[Told]) -> Callable[[OutboxItem], New]:
        seen.append(len(told))
        return lambda item: New()

    house.deliveries = replace(house.deliveries, decide=decide)
    for number in range(4):
        house.process(house.drop(PAGE + str(number).encode(), f"in/{number}.txt"))
        house.deliver()
        house.clock.advance(MEMORY / 2)
    assert seen == [0, 0, 1, 1, 2, 2, 2, 2]  # two channels, of which each was told the first just now
