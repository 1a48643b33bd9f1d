"""docs/stories.md shows the numbers that were measured, and what is promised of stories is among them."""

import pytest
from benchmarks.stories.report import DOC, load, written

from pagebrief.ports import MOST_TOLD
from stack_template import read

RESULTS = load()


def test_the_tables_are_those_of_the_stored_results() -> None:
    document = DOC.read_text("utf-8")
    assert written(document, RESULTS) == document


@pytest.mark.parametrize("half", ["chosen on", "held out"])
def test_copies_are_found_and_different_events_are_kept_apart(half: str) -> None:
    assert RESULTS["copies"][half]["f1"] >= 0.95
    assert RESULTS["events"][half]["merged"] == 0


def test_a_day_of_pages_is_grouped_within_the_promised_time_and_memory() -> None:
    day = RESULTS["pace"]
    assert (day["pages"], day["equal"]) == (10_000, True)
    assert day["seconds"] < 10
    assert day["megabytes"] < 500
    assert day["all_pairs_seconds"] > 10 * day["few_seconds"]


def test_what_a_channel_was_told_fits_into_the_function_that_tells_it() -> None:
    told, function = RESULTS["told"], read()["Resources"]["DeliveryFunction"]["Properties"]
    assert told["pages"] == told["others"] == MOST_TOLD
    assert told["megabytes"] < 0.75 * function["MemorySize"]
