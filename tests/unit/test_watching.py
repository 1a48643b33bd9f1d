"""From a page and watches.yaml to what waits for whom."""

from datetime import timedelta

import pytest

from house import EMAIL, SLACK, House
from pagebrief.delivery import OutboxItem
from pagebrief.errors import TransientError, WatchesError

BRIDGE = """
watches:
  - name: bridges
    match: {any: [lifting bridge]}
    send: [{to: "slack:#desk", when: immediately}]
"""
BOTH = f"""{BRIDGE}
  - name: council
    match: {{any: [council]}}
    send:
      - {{to: "slack:#desk", when: daily at 10:00 UTC}}
      - {{to: "email:desk@example.org", when: daily at 10:00 UTC, max_items: 5, minimum_novelty: 0.5}}
"""


@pytest.fixture
def house() -> House:
    return House()


def waiting(house: House, channel: str, later: timedelta = timedelta()) -> list[OutboxItem]:
    due = house.clock.now() + later
    return [*house.store.waiting_alone(channel, due), *house.store.waiting_together(channel, due)]


def test_a_page_that_a_watch_matches_waits_for_its_channel_with_the_reason(house: House) -> None:
    house.watch(BRIDGE)
    assert house.process(house.drop()).waiting == (SLACK,)
    (item,) = waiting(house, SLACK)
    assert item.watches == ("bridges",)
    assert [(reason.watch, reason.matched) for reason in item.reasons] == [("bridges", "Lifting Bridge")]


def test_a_page_that_no_watch_matches_waits_for_nobody_and_is_kept(house: House) -> None:
    house.watch(BRIDGE.replace("lifting bridge", "volcano"))
    outcome = house.process(house.drop())
    assert (outcome.waiting, outcome.new) == ((), True)
    assert len(house.archive.records) == 1
    assert len(house.queue) == 0


def test_without_watches_everybody_is_told(house: House) -> None:
    assert house.process(house.drop()).waiting == (SLACK, EMAIL)


def test_a_channel_that_two_watches_name_is_told_once_the_earlier_way_for_the_reasons_of_both(
    house: House,
) -> None:
    house.watch(BOTH)
    house.process(house.drop())
    (item,) = waiting(house, SLACK)
    assert item.watches == ("bridges", "council")
    assert item.manner.digest == ""
    assert {reason.watch for reason in item.reasons} == {"bridges", "council"}


def test_a_digest_waits_for_its_time_and_is_not_asked_for_before(house: House) -> None:
    house.watch(BOTH)
    house.process(house.drop())
    assert waiting(house, EMAIL) == []
    (item,) = waiting(house, EMAIL, timedelta(hours=2))
    assert item.due.isoformat() == "2026-01-02T10:00:00+00:00"
    assert (item.manner.digest, item.manner.max_items) == ("daily at 10:00 UTC", 5)
    assert item.manner.minimum_novelty == 0.5
    assert {each.channel for each in house.sweep()} == {SLACK}


def test_what_comes_in_during_quiet_hours_is_told_together_at_their_end(house: House) -> None:
    house.watch(BRIDGE.replace("immediately", 'immediately, quiet: "08:00-09:00 UTC"'))
    house.process(house.drop())
    (item,) = waiting(house, SLACK, timedelta(hours=1))
    assert item.due.isoformat() == "2026-01-02T09:00:00+00:00"
    assert item.manner.digest.startswith("immediately, quiet 08:00-09:00")


def test_a_broken_file_leaves_the_last_good_one_in_force_and_is_complained_of_once(house: House) -> None:
    house.watch(BRIDGE)
    house.process(house.drop())
    house.watch(BRIDGE.replace("immediately", "sometimes"))
    for key in ("in/b.txt", "in/c.txt"):
        assert house.process(house.drop(key=key)).waiting == (SLACK,)
        house.clock.advance(timedelta(minutes=2))
    (complaint,) = house.complaints
    assert complaint.problems[0].startswith("watches.yaml:5:")


def test_the_last_good_file_outlives_the_function_that_read_it(house: House) -> None:
    house.watch(BRIDGE)
    house.process(house.drop())
    other = House()
    other.file.good = house.file.good
    other.watch("watches: nonsense")
    assert other.process(other.drop()).waiting == (SLACK,)


def test_where_the_first_file_is_broken_no_page_is_lost_over_it(house: House) -> None:
    house.watch("watches: nonsense")
    with pytest.raises(WatchesError):
        house.process(house.drop())
    house.watch(BRIDGE)
    assert house.process(house.drop()).new


def test_a_file_that_was_taken_away_is_out_of_force(house: House) -> None:
    house.watch(BRIDGE.replace("lifting bridge", "volcano"))
    house.process(house.drop())
    house.file.body = None
    house.clock.advance(timedelta(minutes=1))
    assert house.process(house.drop(key="in/b.txt")).waiting == (SLACK, EMAIL)


def test_a_first_file_that_is_broken_is_complained_of_once_until_it_changes(house: House) -> None:
    house.watch("watches: nonsense")
    for _ in range(3):
        with pytest.raises(WatchesError):
            house.process(house.drop())
        house.clock.advance(timedelta(minutes=2))
    assert len(house.complaints) == 1
    house.watch("watches: 7")
    with pytest.raises(WatchesError):
        house.process(house.drop())
    assert len(house.complaints) == 2


def test_a_file_that_could_not_be_taken_over_is_tried_again_and_tells_nobody_meanwhile(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: bytes) -> None:
        raise TransientError("watches.good.yaml: SlowDown")

    monkeypatch.setattr(house.file, "keep_good", refuse)
    house.watch(BRIDGE)
    for _ in range(2):
        with pytest.raises(TransientError, match="SlowDown"):
            house.process(house.drop())
    assert house.store.channels() == ()
    monkeypatch.undo()
    assert house.process(house.drop()).waiting == (SLACK,)
