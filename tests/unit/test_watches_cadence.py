"""What is due when, whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.watch import Cadence, Quiet, Rhythm
from pagebrief.watches import due, told
from pagebrief.watches.cadence import parse_cadence, parse_quiet

ZONES = [
    ZoneInfo(name)
    for name in (
        "UTC", "Europe/Berlin", "Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
        "America/Sao_Paulo", "Africa/Casablanca", "Pacific/Apia", "America/St_Johns",
    )
]  # fmt: skip
BERLIN = ZoneInfo("Europe/Berlin")
# Strategies of hypothesis take naive bounds.
moments = st.datetimes(datetime(2011, 1, 1), datetime(2037, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
clocks = st.times().map(lambda clock: time(clock.hour, clock.minute))
zones = st.sampled_from(ZONES)
timed = st.builds(Cadence, st.just(Rhythm.DAILY), clocks, st.none(), zones) | st.builds(
    Cadence, st.just(Rhythm.WEEKLY), clocks, st.integers(0, 6), zones
)
quiets = st.builds(Quiet, clocks, clocks, zones).filter(lambda quiet: quiet.start != quiet.end)
untimed = st.builds(Cadence, st.sampled_from([Rhythm.IMMEDIATELY, Rhythm.HOURLY]), quiet=st.none() | quiets)


def berlin(text: str, fold: int = 0) -> datetime:
    """In UTC: times that clocks show twice are never equal across zones (PEP 495)."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN, fold=fold).astimezone(UTC)


@pytest.mark.parametrize(
    ("cadence", "at", "expected"),
    [
        ("immediately", "2026-11-26T10:17", "2026-11-26T10:17"),
        ("hourly", "2026-11-26T10:17", "2026-11-26T11:00"),
        ("hourly", "2026-11-26T10:00", "2026-11-26T10:00"),
        ("daily at 08:00 Europe/Berlin", "2026-11-26T07:59", "2026-11-26T08:00"),
        ("daily at 08:00 Europe/Berlin", "2026-11-26T08:00", "2026-11-26T08:00"),
        ("daily at 08:00 Europe/Berlin", "2026-11-26T08:01", "2026-11-27T08:00"),
        ("weekly on Monday at 8:30 Europe/Berlin", "2026-11-26T08:00", "2026-11-30T08:30"),
        ("weekly on thu at 08:30 Europe/Berlin", "2026-11-26T09:00", "2026-12-03T08:30"),
        # Clocks go forward on 29 March 2026 at 02:00, and back on 25 October at 03:00.
        ("daily at 08:00 Europe/Berlin", "2026-03-28T12:00", "2026-03-29T08:00"),
        ("daily at 02:30 Europe/Berlin", "2026-03-28T12:00", "2026-03-29T03:30"),
        ("daily at 02:30 Europe/Berlin", "2026-10-24T12:00", "2026-10-25T02:30"),
    ],
)
def test_what_comes_in_is_due_at_the_next_time(cadence: str, at: str, expected: str) -> None:
    assert due(parse_cadence(cadence), berlin(at)) == berlin(expected)


def test_a_time_that_comes_twice_is_told_once() -> None:
    cadence = parse_cadence("daily at 02:30 Europe/Berlin")
    assert due(cadence, berlin("2026-10-25T02:30", fold=1)) == berlin("2026-10-26T02:30")


@pytest.mark.parametrize(
    ("quiet", "at", "expected"),
    [
        ("22:00-07:00 Europe/Berlin", "2026-11-26T21:59", "2026-11-26T21:59"),
        ("22:00-07:00 Europe/Berlin", "2026-11-26T22:00", "2026-11-27T07:00"),
        ("22:00-07:00 Europe/Berlin", "2026-11-27T06:59", "2026-11-27T07:00"),
        ("22:00-07:00 Europe/Berlin", "2026-11-27T07:00", "2026-11-27T07:00"),
        ("12:00 – 13:30 Europe/Berlin", "2026-11-27T12:15", "2026-11-27T13:30"),
        ("00:00-06:00 Europe/Berlin", "2026-03-29T01:30", "2026-03-29T06:00"),
    ],
)
def test_what_comes_in_quiet_hours_waits_for_their_end(quiet: str, at: str, expected: str) -> None:
    assert due(Cadence(quiet=parse_quiet(quiet)), berlin(at)) == berlin(expected)


def test_quiet_hours_do_not_begin_anew_when_clocks_go_back() -> None:
    cadence = Cadence(quiet=parse_quiet("22:00-02:30 Europe/Berlin"))
    again = berlin("2026-10-25T02:15", fold=1)
    assert due(cadence, again) == again


def test_an_hour_that_is_quiet_is_told_at_the_end() -> None:
    cadence = parse_cadence("hourly", parse_quiet("22:00-07:30 Europe/Berlin"))
    assert due(cadence, berlin("2026-11-26T21:30")) == berlin("2026-11-27T07:30")


@given(timed | untimed, moments)
def test_nothing_is_due_before_it_comes_in_and_all_within_eight_days(cadence: Cadence, at: datetime) -> None:
    moment = due(cadence, at)
    # A day more for a week in which clocks change, or a day is left out (Apia, 30 December 2011).
    assert at <= moment <= at + timedelta(days=8)
    assert moment.utcoffset() == timedelta(0)


@given(timed | untimed, moments)
def test_what_is_due_stays_due(cadence: Cadence, at: datetime) -> None:
    assert due(cadence, due(cadence, at)) == due(cadence, at)


@given(timed | untimed, moments, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_what_comes_later_is_not_due_earlier(cadence: Cadence, at: datetime, later: timedelta) -> None:
    assert due(cadence, at) <= due(cadence, at + later)


@given(timed, moments)
def test_the_clock_shows_the_time_unless_it_leaves_it_out(cadence: Cadence, at: datetime) -> None:
    assert cadence.at
    assert cadence.zone
    local = due(cadence, at).astimezone(cadence.zone)
    wanted = datetime.combine(local.date(), cadence.at, cadence.zone)
    exists = wanted.astimezone(UTC).astimezone(cadence.zone).replace(tzinfo=None) == wanted.replace(
        tzinfo=None
    )
    assert local.time() == cadence.at or not exists
    assert cadence.weekday in {None, local.weekday()} or not exists


@given(st.builds(Cadence, quiet=quiets), moments)
def test_nothing_is_told_while_the_clock_shows_quiet_hours_of_an_ordinary_day(
    cadence: Cadence, at: datetime
) -> None:
    quiet = cadence.quiet
    assert quiet
    local = due(cadence, at).astimezone(quiet.zone)
    offsets = {(local + timedelta(days=days)).utcoffset() for days in (-2, -1, 0, 1)}
    if len(offsets) == 1:  # clocks don't change near
        clock = local.time()
        if quiet.start < quiet.end:
            assert not quiet.start <= clock < quiet.end
        else:
            assert quiet.end <= clock < quiet.start


@given(timed | untimed)
def test_a_cadence_is_read_as_it_is_told(cadence: Cadence) -> None:
    when, _, quiet = told(cadence).partition(", quiet ")
    assert parse_cadence(when, parse_quiet(quiet) if quiet else None) == cadence
