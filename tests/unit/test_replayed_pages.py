"""Pages that come in once more, since somebody asks for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from house import PAGE, House
from pagebrief.delivery import Replay
from pagebrief.model import PageRef
from pagebrief.pipeline import Outcome


@pytest.fixture
def house() -> House:
    return House()


def replay(house: House, ref: PageRef, how: Replay) -> Outcome:
    before = house.desk
    house.desk = replace(before, replay=how)
    try:
        return house.process(ref)
    finally:
        house.desk = before


def test_what_was_told_is_not_told_by_a_replay(house: House) -> None:
    house.process(house.drop())
    house.deliver()
    assert not replay(house, house.drop(), Replay("one")).new
    house.deliver()
    assert len(house.slack.messages) == len(house.email.messages) == 1


def test_what_yielded_no_brief_and_does_now_is_told_as_new(house: House) -> None:
    ref = house.drop(b"%PDF-1.7")
    assert house.process(ref).discarded
    house.drop(PAGE)  # the same key, as a better cleaner reads it
    assert replay(house, replace(ref, etag=None), Replay("one")).new
    house.deliver()
    assert len(house.slack.messages) == 1
    assert "told again" not in str(house.slack.messages)


def test_a_quiet_replay_tells_nobody_and_keeps_the_brief(house: House) -> None:
    outcome = replay(house, house.drop(), Replay("one", quiet=True))
    assert (outcome.new, outcome.waiting) == (True, ())
    assert [name.split("/")[0] for name in house.archive.records] == ["briefs"]
    assert house.store.channels() == ()


def test_who_was_spared_by_a_quiet_replay_is_not_told_when_the_page_is_announced_again(house: House) -> None:
    replay(house, house.drop(), Replay("one", quiet=True))
    assert house.process(house.drop()).waiting == ()
    assert not len(house.queue)


def test_what_was_told_is_told_again_on_demand_once_a_replay_in_its_thread_and_says_so(house: House) -> None:
    house.process(house.drop())
    house.deliver()
    for _ in range(2):  # a queue delivers at least once
        replay(house, house.drop(), Replay("monday", again=True))
        house.deliver()
    assert len(house.slack.messages) == len(house.email.messages) == 2
    assert house.slack.threads == [None, "receipt-1"]
    assert "replay monday asked for it" in str(house.slack.messages[1])
    replay(house, house.drop(), Replay("tuesday", again=True))
    house.deliver()
    assert len(house.slack.messages) == 3


def test_what_a_replay_told_again_is_known_to_those_who_come_after_it(house: House) -> None:
    replay(house, house.drop(), Replay("monday", again=True))
    house.deliver()
    house.process(house.drop())
    house.deliver()
    assert len(house.slack.messages) == 1


def test_a_digest_tells_again_what_a_replay_asked_for(house: House) -> None:
    house.watch("watches: [{name: all, match: {any: [harbour]}, send: [{to: 'slack:#desk', when: hourly}]}]")
    house.process(house.drop())
    replay(house, house.drop(), Replay("monday", again=True))
    house.clock.advance(timedelta(hours=2))
    house.sweep()
    house.deliver()
    assert "replay monday asked for it" in str(house.slack.messages)


def test_a_quiet_replay_makes_anew_on_demand_what_was_saved(house: House) -> None:
    house.process(house.drop())
    house.deliver()
    house.archive.records.clear()
    assert replay(house, house.drop(), Replay("monday", quiet=True, again=True)).new
    house.deliver()
    assert len(house.archive.records) == 1
    assert len(house.slack.messages) == 1
