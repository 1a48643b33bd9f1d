"""What a channel was told is read once, and what is newer as it comes."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.outbox import DESK, MAIL, NOW, item, page
from pagebrief.adapters import known_told
from pagebrief.adapters.known_told import _MOST, KnownTold
from pagebrief.delivery import Told

MINUTE = timedelta(minutes=1)
MANY = 100_000


class Rows:
    """Of one table; ``read`` counts those that were read."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Told]] = {DESK: [], MAIL: []}
        self.read = 0

    def tell(self, minute: float, channel: str = DESK) -> None:
        made = item(channel, page(str(len(self.rows[channel]))))
        self.rows[channel].append(Told(made, NOW + minute * MINUTE, made.id))

    def since(self, channel: str, start: datetime, most: int) -> list[Told]:
        ordered = sorted(self.rows[channel], key=lambda told: (told.at, told.item.page.identity))
        found = [each for each in ordered if each.at >= start][-most:]
        self.read += len(found)
        return found


def test_only_the_last_twenty_minutes_are_read_again() -> None:
    rows = Rows()
    known = KnownTold(rows.since)
    for minute in range(0, 6_000, 60):
        rows.tell(minute)
        assert len(known(DESK, NOW, MANY)) == len(rows.rows[DESK])
    assert rows.read == 100 + 99  # each, and the one before it, to see whether that is the last


def test_what_is_too_old_is_left_out_again() -> None:
    rows = Rows()
    known = KnownTold(rows.since)
    for minute in (0, 100, 200):
        rows.tell(minute)
    assert len(known(DESK, NOW, MANY)) == 3
    assert [each.at for each in known(DESK, NOW + 50 * MINUTE, MANY)] == [
        NOW + 100 * MINUTE,
        NOW + 200 * MINUTE,
    ]
    assert len(known(DESK, NOW, MANY)) == 3, "who asks for more gets all of it"


def test_channels_that_were_asked_for_longest_ago_are_forgotten_first() -> None:
    rows = Rows()
    known = KnownTold(rows.since)
    rows.tell(0, MAIL)
    for _ in range(_MOST):
        rows.tell(0)
    known(MAIL, NOW, MANY)
    known(DESK, NOW, MANY)
    rows.read = 0
    assert len(known(MAIL, NOW, MANY)) == rows.read == 1


@given(
    st.lists(
        st.tuples(st.sampled_from([DESK, MAIL]), st.integers(0, 300), st.integers(0, 19), st.booleans()),
        max_size=40,
    ),
    st.sampled_from([1, 3, MANY]),
    st.sampled_from([100, 1_000]),
)
def test_it_is_what_a_table_says_whatever_is_written_late(
    steps: list[tuple[str, int, int, bool]], most: int, memory: int
) -> None:
    """Time goes on; rows are written up to twenty minutes after the time that they have."""
    rows, minute = Rows(), 0
    known = KnownTold(rows.since)
    for channel, pause, late, asked in steps:
        minute += pause
        rows.tell(minute - late, channel)
        since = NOW + (minute - memory) * MINUTE
        if asked:
            assert known(channel, since, most) == tuple(rows.since(channel, since, most))


def test_of_more_than_are_asked_for_only_the_latest_are_read_and_held() -> None:
    rows = Rows()
    known = KnownTold(rows.since)
    for minute in range(0, 600, 60):
        rows.tell(minute)
    assert len(known(DESK, NOW, 3)) == rows.read == 3
    rows.tell(600)
    assert [each.at for each in known(DESK, NOW - MINUTE, 3)] == [NOW + at * MINUTE for at in (480, 540, 600)]
    assert rows.read == 3 + 2
    assert len(known(DESK, NOW, 5)) == 5, "who asks for more gets more"


def test_a_channel_with_more_than_it_may_hold_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_told, "_MOST", 3)
    rows = Rows()
    known = KnownTold(rows.since)
    for minute in range(0, 400, 100):
        rows.tell(minute)
    for _ in range(2):
        rows.read = 0
        assert len(known(DESK, NOW, MANY)) == rows.read == 4
