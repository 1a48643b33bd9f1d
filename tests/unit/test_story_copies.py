"""Copies and versions: what is one text, and what only looks like one."""

import pytest

from pagebrief.stories import same_story
from pagebrief.story import Bond
from unit.storied import printed, prose

REPORT = [
    "The council of Eastharbour voted on Monday to buy four electric ferries for 61 million euros.",
    "Nine of fifteen members were in favour after a debate that lasted until midnight.",
    "The boats will be built by a yard in Kolberg and carry 240 passengers each, the mayor said.",
    "They replace a fleet of diesel ships that has served the inner basin since 1974.",
    "Chargers will stand at both landing stages, and the first crossing is planned for spring.",
    "Critics say that the price has doubled since the plan was first drawn up three years ago.",
]


def quake(place: str, country: str, magnitude: str, depth: int, day: str) -> list[str]:
    """As it comes from a form."""
    return [
        f"An earthquake of magnitude {magnitude} was recorded near {place} on {day}.",
        f"It struck {country} at a depth of {depth} kilometres, according to the seismological service.",
        "There were no immediate reports of damage or of people who were injured.",
        "Earthquakes of this size are often felt but seldom cause any damage to buildings.",
        "This report was generated automatically from data of the seismological service.",
    ]


def test_a_page_is_its_own_copy() -> None:
    likeness = same_story(printed(REPORT), printed(REPORT, "other"))
    assert likeness is not None
    assert (likeness.bond, likeness.score) == (Bond.COPY, 1.0)


def test_a_copy_with_another_headline_dateline_and_ending_is_a_copy() -> None:
    copy = ["KOLBERG (Agency) - " + REPORT[0], *REPORT[1:4], REPORT[5], "With material from news agencies."]
    likeness = same_story(printed(REPORT, title="Ferries go electric"), printed(copy, title="Clean boats"))
    assert likeness is not None
    assert likeness.bond is Bond.COPY


@pytest.mark.parametrize("kept", [slice(0, 3), slice(0, 2)])
def test_the_first_part_of_a_text_is_a_copy_of_it(kept: slice) -> None:
    assert same_story(printed(REPORT), printed(REPORT[kept]))


def test_a_copy_between_an_introduction_and_more_text_is_one() -> None:
    assert same_story(printed(REPORT), printed(["Good morning.", *REPORT, *prose("market", 9)]))


def test_of_a_page_that_strings_up_reports_the_second_is_no_copy() -> None:
    strung = printed([*prose("garden", 6), *REPORT, *prose("market", 6)])
    assert same_story(printed(prose("garden", 6)), strung)
    assert same_story(printed(REPORT), strung) is None


def test_different_pages_are_not_one_story() -> None:
    assert same_story(printed(prose("garden")), printed(prose("market"))) is None


def test_reports_made_from_one_form_are_different() -> None:
    one = printed(quake("Kolberg", "Poland", "4.1", 11, "Tuesday"))
    assert same_story(one, printed(quake("Ridgetown", "Canada", "5.3", 27, "Friday"))) is None


def test_pages_of_a_series_with_a_long_common_part_are_different() -> None:
    common = prose("imprint", 20)
    one, other = [*prose("garden", 8), *common], [*prose("market", 8), *common]
    assert same_story(printed(one), printed(other)) is None


@pytest.mark.parametrize(
    "later",
    [
        "http://www.eastharbour.example/ferries/?utm_source=letter#top",
        "https://eastharbour.example/ferries",
        "https://eastharbour.example/ferries?utm_medium=a&fbclid=b",
    ],
)
def test_a_page_at_the_same_address_is_another_version_of_it(later: str) -> None:
    one = printed(REPORT, url="https://eastharbour.example/ferries")
    changed = [REPORT[0].replace("four", "five"), *REPORT[1:3], *prose("garden", 4)]
    likeness = same_story(one, printed(changed, url=later))
    assert likeness is not None
    assert likeness.bond is Bond.UPDATE


def test_another_text_at_the_same_address_is_another_story() -> None:
    url = "https://eastharbour.example/latest"
    assert same_story(printed(prose("garden"), url=url), printed(prose("market"), url=url)) is None


def test_an_address_that_differs_in_what_it_asks_for_is_another_page() -> None:
    one, other = (printed(prose(each), url=f"https://x.example/?id={each}") for each in ("ant", "bee"))
    assert same_story(one, other) is None


def test_texts_in_scripts_without_spaces_are_compared_by_their_characters() -> None:
    one = "港の議会は月曜日に四隻の電気フェリーを購入することを決めた。船は地元の造船所で建造される。"
    other = "山の学校では火曜日に新しい図書館が開かれ、多くの子どもたちが本を借りに訪れたという。"
    assert same_story(printed([one]), printed([one + "反対の声もある。"]))
    assert same_story(printed([one]), printed([other])) is None


def test_texts_without_words_are_no_copies_of_each_other() -> None:
    assert same_story(printed([]), printed(["…"])) is None


def test_two_events_of_one_place_reported_from_one_form_are_different() -> None:
    one, other = (
        printed([*quake("Kolberg", "Poland", magnitude, depth, day), *prose("service", 3)])
        for magnitude, depth, day in (("4.1", 11, "Tuesday"), ("5.3", 27, "Tuesday"))
    )
    assert same_story(one, other) is None


def test_a_report_with_much_of_what_happened_before_is_another() -> None:
    before = [f"On Monday {REPORT[0][0].lower()}{REPORT[0][1:]}", *REPORT[1:]]
    after = ["On Thursday a court in Kolberg stopped the purchase for 61 million euros.", *REPORT[1:4]]
    later = printed([*after, *prose("judge", 2)], title=after[0])
    assert same_story(printed(before, title=before[0]), later) is None


@pytest.mark.parametrize("url", ["https://[", "", "ferries", "//", "\ud800"])
def test_an_address_that_is_none_is_the_same_only_as_itself(url: str) -> None:
    one, other = printed(REPORT, url=url), printed([*REPORT[:3], *prose("garden", 9)], url=url)
    likeness = same_story(one, other)
    assert likeness is not None
    assert (likeness.bond is Bond.UPDATE) == bool(url)
