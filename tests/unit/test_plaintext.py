from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.model import CleanPage, Discarded, DiscardReason, DropReason
from pagebrief.pages.plaintext import clean_text

EXAMPLES = Path(__file__).parents[2] / "examples/pages"


def example(name: str) -> CleanPage:
    page = clean_text((EXAMPLES / name).read_text(encoding="utf-8"))
    assert isinstance(page, CleanPage)
    return page


@pytest.fixture(scope="module")
def bridge() -> CleanPage:
    return example("harbour-bridge.txt")


def test_a_news_page_keeps_its_lead_and_its_paragraphs_and_nothing_else(bridge: CleanPage) -> None:
    written = (EXAMPLES / "harbour-bridge.txt").read_text(encoding="utf-8").split("\n")
    assert bridge.text == "\n\n".join(written[number - 1] for number in (5, 11, 13, 15))


def test_a_news_page_says_who_when_and_where(bridge: CleanPage) -> None:
    assert bridge.title == (
        "Harbour Town Votes to Rebuild Its Lifting Bridge: A Century-Old Crossing Gets a Successor"
    )
    assert bridge.site == "Eastharbour Courier"
    assert bridge.author == "Courier News Desk"
    assert bridge.published_at == "2026-03-02T11:05+05:30"
    assert bridge.language == "en"


def test_the_ledger_says_why_each_block_was_dropped(bridge: CleanPage) -> None:
    by_line = {entry.line: entry.reason for entry in bridge.ledger}
    assert by_line[3] is by_line[8] is DropReason.TITLE
    assert by_line[7] is DropReason.BYLINE
    assert by_line[9] is DropReason.CAPTION
    assert by_line[17] is DropReason.CREDIT
    assert by_line[73] is DropReason.FOOTER
    trending = next(entry for entry in bridge.ledger if entry.text.startswith("TRENDING"))
    assert trending.reason is DropReason.OUTSIDE
    assert "Latest News" in trending.text


@pytest.mark.parametrize(
    "name", ["harbour-bridge.txt", "night-train.txt", "kelp-farm.md", "water-network-ar.txt"]
)
def test_every_character_is_kept_or_in_the_ledger(name: str) -> None:
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    page = example(name)
    told = [page.text, *(entry.text for entry in page.ledger)]
    assert Counter("".join("".join(told).split())) == Counter("".join(text.split()))


def test_a_page_of_a_terminal_browser_is_read_like_any_other() -> None:
    page = example("night-train.txt")
    assert page.title == "Night train to the coast returns after eleven years"
    assert page.published_at == "2026-03-06T09:00+01:00"
    assert page.site == "Rail Review"
    assert len(page.paragraphs) == 4
    assert "Share this article" not in page.text


def test_markdown_is_read_without_its_marks() -> None:
    page = example("kelp-farm.md")
    assert page.title == "A kelp farm feeds its first village"
    assert "first full harvest: 38 tonnes, which" in page.text
    assert "Read next" not in page.text


def test_a_page_that_is_written_from_right_to_left_is_read_too() -> None:
    page = example("water-network-ar.txt")
    assert page.language == "ar"
    assert page.title == "المجلس البلدي يقر خطة لتوسيع شبكة المياه في الأحياء القديمة"
    assert len(page.paragraphs) == 3


def test_a_picture_text_that_is_said_before_its_caption_is_not_the_lead() -> None:
    picture = "The old bridge over the basin on the evening of its last lifting in March."
    prose = "The council met on Monday and decided, after long debate, to build a new bridge over the basin."
    page = clean_text(
        f"A bridge for the town\n\n{picture}\n\nImage caption: {picture}\n\n{prose}\n\n{prose[:-1]} soon."
    )
    assert isinstance(page, CleanPage)
    assert page.text.startswith(prose)
    assert [entry.reason for entry in page.ledger if picture in entry.text] == [DropReason.CAPTION]


def test_a_page_says_in_japanese_when_it_was_published() -> None:
    prose = (
        "県立図書館は、来年四月から平日の開館時間を午後九時まで延長すると発表した。利用者の声に応えたという。"
    )
    page = clean_text(
        f"図書館の開館時間を延長へ\n\n2025年2月5日 10時30分\n\n{prose}\n\n{prose}また、席も増やす。"
    )
    assert isinstance(page, CleanPage)
    assert page.published_at == "2025-02-05T10:30"
    assert page.title == "図書館の開館時間を延長へ"
    assert page.language == "ja"


def test_an_address_names_the_site_where_the_page_does_not() -> None:
    prose = (
        "The council met on Monday and decided, after long debate, to build a new bridge over the basin. " * 2
    )
    page = clean_text(prose, "https://www.gazette.example.com/a")
    assert isinstance(page, CleanPage)
    assert page.site == "gazette.example.com"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", DiscardReason.NO_ARTICLE),
        ("Home\nNews\nSport\nAbout us\n" * 20, DiscardReason.LINK_LIST),
        ("Accept all cookies.", DiscardReason.TOO_SHORT),
        ("404\n\nNot found", DiscardReason.ERROR_PAGE),
    ],
)
def test_a_page_without_sentences_is_discarded_with_the_reason(text: str, reason: DiscardReason) -> None:
    result = clean_text(text)
    assert isinstance(result, Discarded)
    assert result.reason is reason
    assert result.detail


PIECES = st.one_of(
    st.text(st.characters(codec=None), max_size=60),
    st.sampled_from(
        [
            "TRENDING",
            "The council met on Monday and decided to build a bridge over the old basin.",
            "",
            "* Home",
        ]
    ),
)


@given(st.lists(PIECES, max_size=30))
def test_whatever_comes_the_places_of_paragraphs_are_right(lines: list[str]) -> None:
    page = clean_text("\n".join(lines))
    if isinstance(page, CleanPage):
        assert "\n\n".join(page.text[span.start : span.end] for span in page.paragraphs) == page.text


@given(st.lists(PIECES, max_size=30))
def test_cleaning_a_clean_text_changes_nothing_but_what_a_second_look_drops(lines: list[str]) -> None:
    page = clean_text("\n".join(lines))
    if isinstance(page, CleanPage):
        again = clean_text(page.text)
        if isinstance(again, CleanPage):
            assert set(again.text.split("\n\n")) <= set(page.text.split("\n\n"))


def test_a_page_whose_address_is_none_is_read_all_the_same() -> None:
    text = (
        "The council approved the new lifting bridge on Monday after a debate of four hours.\n\n"
        "Ferries will carry pedestrians over the inner basin while the old span is taken down."
    )
    page = clean_text(text, "http://[")
    assert isinstance(page, CleanPage)
    assert page.site is None
