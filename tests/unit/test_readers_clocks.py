"""Times are told on the clocks of those who read them, and what is new since when."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from pagebrief.delivering import readers_time
from pagebrief.delivery import Manner
from pagebrief.digest import Later
from pagebrief.messages import Templates, render_email
from pagebrief.messages.context import shown
from pagebrief.messages.filters import news
from pagebrief.watches.cadence import parse_cadence, parse_quiet, zone_of
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)
KOLKATA = ZoneInfo("Asia/Kolkata")


def in_kolkata(published: str | None) -> str | None:
    entry = replace(digests.HARBOUR, page=replace(digests.HARBOUR.page, published_at=published))
    there = replace(digests.digest(entry), created_at=digests.NOW.astimezone(KOLKATA))
    return shown(there).entries[0].page.published_at


@pytest.mark.parametrize(
    ("published", "told"),
    [
        ("2026-03-02T06:45+01:00", "2026-03-02T11:15:00+05:30[Asia/Kolkata]"),
        ("2026-03-01T22:00Z", "2026-03-02T03:30:00+05:30[Asia/Kolkata]"),
        ("2026-03-02T06:45", "2026-03-02T06:45"),
        ("2026-03-02", "2026-03-02"),
        ("9999-12-31T23:59Z", "9999-12-31T23:59Z"),
        ("yesterday", "yesterday"),
        (None, None),
    ],
)
def test_a_published_time_is_on_the_readers_clock_if_it_is_exact_enough(
    published: str | None, told: str | None
) -> None:
    assert in_kolkata(published) == told


def test_without_a_zone_of_the_readers_a_page_keeps_its_own() -> None:
    assert shown(digests.SINGLE).entries[0].page.published_at == digests.HARBOUR.page.published_at


def test_all_that_was_seen_is_on_the_readers_clock() -> None:
    seen = (digests.NOW, digests.NOW)
    entry = replace(digests.HARBOUR, seen=seen, later=(Later("a.example", None, digests.NOW, ("New.",)),))
    there = replace(digests.digest(entry), created_at=digests.NOW.astimezone(KOLKATA))
    (told,) = shown(there).entries
    assert {each.tzinfo for each in (*(told.seen or ()), told.later[0].seen_at)} == {KOLKATA}


def test_the_zone_is_named_as_watches_yaml_names_it() -> None:
    there = replace(digests.SINGLE, created_at=digests.NOW.astimezone(KOLKATA))
    assert "2 Mar 2026, 13:30 (Asia/Kolkata) · 1 page" in render_email(there, TEMPLATES).text


def test_a_cadence_says_on_whose_clocks_its_readers_live() -> None:
    assert zone_of(parse_cadence("daily at 08:00 Europe/London")) == "Europe/London"
    assert zone_of(parse_cadence("hourly", parse_quiet("22:00-07:00 Europe/Berlin"))) == "Europe/Berlin"
    assert zone_of(parse_cadence("immediately")) == ""  # no zone, which is no other falsehood


@pytest.mark.parametrize("zone", ["", "Atlantis/Poseidonis", "../../etc/passwd"])
def test_a_zone_that_this_machine_does_not_know_leaves_the_time_as_it_is(zone: str) -> None:
    assert readers_time(digests.NOW, Manner(zone=zone)) == digests.NOW
    assert readers_time(digests.NOW, Manner(zone=zone)).tzinfo is UTC


@pytest.mark.parametrize(
    ("pages", "going_on", "told"),
    [
        (4, 0, "4 new since the last digest, 1 Mar 2026, 08:00 (UTC)"),
        (
            4,
            1,
            "3 new since the last digest, 1 Mar 2026, 08:00 (UTC); 1 goes on with a story that you were told",
        ),
        (
            2,
            2,
            "Nothing new since the last digest, 1 Mar 2026, 08:00 (UTC); "
            "2 go on with stories that you were told",
        ),
    ],
)
def test_it_is_said_what_is_new_since_the_last_digest(pages: int, going_on: int, told: str) -> None:
    last = datetime(2026, 3, 1, 8, tzinfo=UTC)
    assert news(replace(digests.SEVERAL, since=last, going_on=going_on), pages) == told
