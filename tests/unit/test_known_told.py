"""What a channel was told is read once, and what is newer as it comes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.outbox import DESK, MAIL, NOW, item, page
from pagebrief.adapters import known_told
from pagebrief.adapters.known_told import _MOST, KnownTold
from pagebrief.delivery import Told

MINUTE = timedelta(minutes=1)


class Rows:
    """Of one table; ``read`` counts those that were read."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Told]] = {DESK: [], MAIL: []}
        self.read = 0

    def tell(self, minute: float, channel: str = DESK) -> None:
        made = item(channel, page(str(len(self.rows[channel]))))
        self.rows[channel].append(Told(made, NOW + minute * MINUTE, made.id))

    def since(self, channel: str, start: object) -> Iterator[Told]:
        for each in sorted(self.rows[channel], key=lambda told: (told.at, told.item.page.identity)):
            if each.at >= start:  # type: ignore[operator] # a time
                self.read += 1
                yield each


def test_only_the_last_twenty_minutes_are_read_again() -> None:
    rows = Rows()
    known = KnownTold(rows.since)
    for minute in range(0, 6_000, 60):
        rows.tell(minute)
        assert len(known(DESK, NOW)) == len(rows.rows[DESK])
    assert rows.read == 100 + 99  # each, and the one before it, to see whether that is the last


def test_what_is_too_old_is_left_out_again() -> None:
    rows = Rows()
    known = KnownTold(rows.since)
    for minute in (0, 100, 200):
        rows.tell(minute)
    assert len(known(DESK, NOW)) == 3
    assert [each.at for each in known(DESK, NOW + 50 * MINUTE)] == [NOW + 100 * MINUTE, NOW + 200 * MINUTE]
    assert len(known(DESK, NOW)) == 3, "who asks for more gets all of it"


def test_channels_that_were_asked_for_longest_ago_are_forgotten_first() -> None:
    rows = Rows()
    known = KnownTold(rows.since)
    rows.tell(0, MAIL)
    for _ in range(_MOST):
        rows.tell(0)
    known(MAIL, NOW)
    known(DESK, NOW)
    rows.read = 0
    assert len(known(MAIL, NOW)) == rows.read == 1


@given(
    st.lists(
        st.tuples(st.sampled_from([DESK, MAIL]), st.integers(0, 300), st.integers(0, 19), st.booleans()),
        max_size=40,
    )
)
def test_it_is_what_a_table_says_whatever_is_written_late(steps: list[tuple[str, int, int, bool]]) -> None:
    """Time goes on; rows are written up to twenty minutes after the time that they have."""
    rows, minute = Rows(), 0
    known = KnownTold(rows.since)
    for channel, pause, late, asked in steps:
        minute += pause
        rows.tell(minute - late, channel)
        since = NOW + (minute - 100) * MINUTE
        if asked:
            assert known(channel, since) == tuple(rows.since(channel, since))


def test_a_channel_with_more_than_it_may_hold_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known_told, "_MOST", 3)
    rows = Rows()
    known = KnownTold(rows.since)
    for minute in range(0, 400, 100):
        rows.tell(minute)
    for _ in range(2):
        rows.read = 0
        assert len(known(DESK, NOW)) == rows.read == 4
