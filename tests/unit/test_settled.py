"""A text that is clean stays as it is; one that only has the form of a clean text is cleaned."""

import pytest

from pagebrief.model import CleanPage
from pagebrief.pages.plaintext import clean_text

LEAD = "The council of Northport met on Monday evening and decided to rebuild the old bridge before winter."
SECOND = "The work begins in May and will cost four million, most of which the county pays, the mayor said."
THIRD = "Until the new bridge opens, a ferry runs twice an hour from the harbour to the station and back."
BODY = "\n\n".join((LEAD, SECOND, THIRD))


def cleaned(text: str) -> CleanPage:
    page = clean_text(text)
    assert isinstance(page, CleanPage)
    return page


def test_paragraphs_alone_are_kept_whole_with_an_empty_ledger() -> None:
    page = cleaned(BODY)
    assert page.text == BODY
    assert page.ledger == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Northport rebuilds its old bridge\n\n{BODY}",
        f"Northport rebuilds its old bridge\n\nBy Ann Lee | 4 March 2026\n\n{BODY}",
        f"{BODY}\n\n(With inputs from agencies.)",
        f"{BODY}\n\nTrending",
    ],
)
def test_a_title_or_a_note_amid_paragraphs_is_still_taken_out(text: str) -> None:
    assert cleaned(text).text == BODY


def test_a_menu_in_the_form_of_paragraphs_is_still_taken_out() -> None:
    menu = "\n\n".join(
        ("Home", "News", "Sport", "Weather", "Log in", "Subscribe", "Newsletter", "Contact us")
    )
    assert cleaned(f"{menu}\n\nNorthport rebuilds its old bridge\n\n{BODY}").text == BODY
