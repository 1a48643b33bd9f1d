"""Grouping: the same for any order of arrival, and without chains."""

from datetime import timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from pagebrief.stories import ToldStories, group
from pagebrief.story import Bond, Fingerprint, Story
from unit.storied import START, printed, prose

GARDEN, MARKET = prose("garden"), prose("market")


def identities(stories: tuple[Story, ...]) -> list[list[str]]:
    return [[page.identity for page in story.pages] for story in stories]


def sliding(count: int) -> list[Fingerprint]:
    """Each text has three quarters of its sentences in common with the next one, and none with the fourth.

    At each step every fourth sentence is exchanged.
    """
    said = [prose(subject, 20) for subject in ("ant", "bee", "cow", "dog", "elk", "fox", "gnu", "hen")]
    texts = ([said[(n + place % 4) // 4][place] for place in range(20)] for n in range(count))
    return [printed(text, f"{n:02d}", minutes=n) for n, text in enumerate(texts)]


def a_day() -> list[Fingerprint]:
    """Four stories: copies, parts, versions of a page, and a chain."""
    return [
        printed(GARDEN, "garden", minutes=0, site="a.example"),
        printed(GARDEN[:7], "garden, cut off", minutes=1, site="b.example"),
        printed([*GARDEN, *prose("shed", 3)], "garden, longer", minutes=2, site="a.example"),
        printed(MARKET, "market", minutes=2, url="https://c.example/market"),
        printed(
            [*MARKET[:6], *prose("stall", 9)], "market, later", minutes=9, url="https://c.example/market"
        ),
        printed(prose("tower"), "tower", minutes=3),
        *sliding(6),
    ]


def test_copies_and_versions_are_one_story_in_the_order_in_which_they_were_seen() -> None:
    stories = group(a_day()[:6])
    assert identities(stories) == [
        ["garden", "garden, cut off", "garden, longer"],
        ["market", "market, later"],
        ["tower"],
    ]


@given(st.permutations(a_day()))
@settings(max_examples=60, deadline=None)
def test_any_order_of_arrival_gives_the_same_stories(pages: list[Fingerprint]) -> None:
    assert group(pages) == group(a_day())


def test_a_page_that_is_announced_twice_is_in_its_story_once() -> None:
    again = printed(GARDEN, "garden", minutes=5)
    assert identities(group([again, *a_day()[:1]])) == [["garden"]]
    assert group([again, *a_day()[:1]])[0].first_seen == START


def test_a_chain_of_pages_does_not_become_one_story() -> None:
    chain = sliding(20)
    assert all(len(group(pair)) == 1 for pair in pairwise(chain)), "neighbours alone are copies"
    assert max(len(story.pages) for story in group(chain)) <= 3


def test_a_story_knows_its_sites_and_when_it_was_seen() -> None:
    story = group(a_day()[:3])[0]
    assert story.sites == ("a.example", "b.example")
    assert story.also_on == ("b.example",)
    assert (story.first_seen, story.last_seen) == (START, START + timedelta(minutes=2))


def test_the_first_full_report_is_shown_rather_than_a_flash() -> None:
    flash, report, longest = (printed(GARDEN[:n], str(n), minutes=n) for n in (3, 9, 12))
    assert group([flash, report, longest])[0].shown == report


def test_a_page_joins_the_story_that_was_told() -> None:
    told = [[], [printed(GARDEN, "garden")], [printed(MARKET, "market")]]
    joined = ToldStories(told).join(printed(GARDEN[:8], "copy", minutes=5))
    assert joined is not None
    assert (joined.story, joined.likeness.bond, joined.page.identity) == (1, Bond.COPY, "garden")


def test_a_page_that_nobody_was_told_of_joins_none() -> None:
    assert ToldStories([]).join(printed(GARDEN)) is None
    assert ToldStories([[]]).join(printed(GARDEN)) is None
    assert ToldStories([[printed(MARKET)]]).join(printed(GARDEN)) is None


def test_a_changed_page_joins_its_latest_version() -> None:
    url = "https://a.example/live"
    versions = [
        printed([*GARDEN[n : n + 6], *prose(f"extra{n}", 2)], str(n), minutes=n, url=url) for n in (0, 3, 6)
    ]
    joined = ToldStories([[printed(MARKET)], versions]).join(printed(GARDEN[6:], "9", minutes=9, url=url))
    assert joined is not None
    assert (joined.story, joined.likeness.bond, joined.page.identity) == (1, Bond.UPDATE, "6")
