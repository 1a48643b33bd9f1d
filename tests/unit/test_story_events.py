"""One event in other words, and two events with the same people and places; by words alone."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from benchmarks.stories.events import Report, reports
from hypothesis import given, settings
from hypothesis import strategies as st

from pagebrief.stories import fingerprint, group, same_story
from pagebrief.story import Bond, Fingerprint
from unit.storied import printed

TITLE = "Ferry and tanker collide off Skelby"
FERRY = (
    "A ferry with 310 people on board hit a tanker in the Lund Strait off Skelby on Tuesday.",
    "Twelve passengers of the Queen Ida were hurt in the fog, the coastguard of Arnhus said.",
)
TOLD_AGAIN = (
    "Fog led the Queen Ida into a tanker on Tuesday morning, in the middle of the Lund Strait.",
    "Of 310 people on the ferry from Arnhus to Skelby twelve were hurt.",
)
QUAKE = (
    "An earthquake of magnitude 6.4 killed 19 people in Sanrio on Tuesday, mayor Lucia Ferran said.",
    "It destroyed the cathedral of Sanrio and cut off two valleys in the mountains of Tolvar.",
)
QUAKE_AGAIN = (
    "In Sanrio 19 people died on Tuesday when an earthquake of magnitude 6.4 shook Tolvar.",
    "The cathedral lies in ruins, and mayor Lucia Ferran asked for tents.",
)


def told(sentences: Sequence[str], title: str = TITLE, hours: float = 0) -> Fingerprint:
    return printed(sentences, f"{title} {hours}", title=title, minutes=60 * hours)


def of(report: Report, number: int) -> Fingerprint:
    """As of a page whose language the encoder doesn't know."""
    return fingerprint(report.page, str(number), report.seen_at, report.page.text.split("\n\n"))


OWN = {str(number): report for number, report in enumerate(reports())}
PRINTS = [of(report, number) for number, report in enumerate(OWN.values())]


def test_one_event_in_other_words_is_one_story() -> None:
    likeness = same_story(told(FERRY), told(TOLD_AGAIN, "Fog blamed for collision"))
    assert likeness is not None
    assert likeness.bond is Bond.EVENT


@pytest.mark.parametrize(
    ("old", "new"), [("Tuesday", "Saturday"), ("310", "295"), ("Queen Ida", "Duchess"), ("twelve", "many")]
)
def test_another_day_or_other_numbers_make_another_event(old: str, new: str) -> None:
    other = tuple(sentence.replace(old, new).replace("twelve", "many") for sentence in TOLD_AGAIN)
    if old in {"Tuesday", "310"}:
        assert same_story(told(FERRY), told(other, "Fog blamed for collision")) is None
    else:
        assert same_story(told(FERRY), told(other, "Fog blamed for collision"))


def test_the_same_weekday_a_week_later_is_another_event() -> None:
    later = told(TOLD_AGAIN, "Fog blamed for collision", hours=7 * 24)
    assert same_story(told(FERRY), later) is None
    assert same_story(replace(told(FERRY), days=b""), replace(later, days=b"")) is None


def test_the_day_of_publication_counts_where_it_is_known() -> None:
    crawled_later = told(TOLD_AGAIN, "Fog blamed for collision", hours=30 * 24)
    one, other = replace(told(FERRY), published="2026-02-24"), replace(crawled_later, published="2026-02-25")
    assert same_story(one, replace(other, days=one.days))
    assert same_story(one, replace(other, days=one.days, published="2026-03-01")) is None


def test_whether_pages_are_one_story_does_not_depend_on_which_comes_first() -> None:
    assert all(same_story(one, other) == same_story(other, one) for one, other in combinations(PRINTS, 2))


def test_no_two_events_with_the_same_people_and_places_are_one_story() -> None:
    merged = [
        (OWN[one.identity].event, OWN[other.identity].event)
        for one, other in combinations(PRINTS, 2)
        if same_story(one, other) and OWN[one.identity].event != OWN[other.identity].event
    ]
    assert len({report.event for report in OWN.values()}) == 32
    assert merged == []


def test_a_round_up_does_not_make_one_story_of_several_events() -> None:
    ferry, quake = told(FERRY, hours=1), told(QUAKE, "Earthquake of magnitude 6.4 hits Sanrio", hours=2)
    both = told([*TOLD_AGAIN, *QUAKE_AGAIN], "Tuesday: ferry hits tanker off Skelby, quake in Sanrio")
    assert same_story(both, ferry)
    assert same_story(both, quake)
    assert [len(story.pages) for story in group([ferry, quake, both])] == [2, 1]


@given(st.permutations(PRINTS))
@settings(max_examples=10, deadline=None)
def test_events_are_grouped_alike_in_any_order(pages: list[Fingerprint]) -> None:
    assert group(pages) == group(PRINTS)


def test_an_event_told_by_hundreds_of_sites_in_words_of_their_own_is_one_story() -> None:
    rng, words = Random(1), " ".join(TOLD_AGAIN).split()  # noqa: S311 # no secret
    texts = [" ".join(rng.sample(words, len(words))) for _ in range(400)]
    pages = [told(["The harbour says: " + text], f"Site {n}", hours=n / 60) for n, text in enumerate(texts)]
    assert all(like and like.bond is Bond.EVENT for like in map(same_story, pages, pages[1:]))
    assert [len(story.pages) for story in group(pages)] == [400]
