import pytest

from pagebrief.model import DropReason
from pagebrief.pages.notes import author_of, is_byline, published_in, reason_to_drop


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (
            "Courier News Desk | Updated: 02-03-2026 14:20 IST | Created: 02-03-2026 11:05 IST",
            DropReason.BYLINE,
        ),
        ("By the Gazette Weather Desk, 4 March 2026", DropReason.BYLINE),
        ("4 min read", DropReason.BYLINE),
        (
            "This image is AI-generated and does not depict any real-life event or location.",
            DropReason.CAPTION,
        ),
        ("File photo of the bridge", DropReason.CAPTION),
        ("Photo: Gazette archive", DropReason.CAPTION),
        ("(With inputs from agencies.)", DropReason.CREDIT),
        (
            "(This story has not been edited by our staff and is auto-generated from a feed.)",
            DropReason.CREDIT,
        ),
        ("Also Read: Night train to the coast returns", DropReason.PROMOTION),
        ("Advertisement", DropReason.PROMOTION),
        ("Facebook Twitter WhatsApp", DropReason.PROMOTION),
        ("Sign up for our morning letter", DropReason.PROMOTION),
        ("Check out our guide to the harbour, with 40 maps.", DropReason.PROMOTION),
        ("Cliquez sur la photo pour voir les autres ponts.", DropReason.PROMOTION),
        ("Photo of a bridge with a crane beside it, seen from the quay.", DropReason.CAPTION),
        ("This article was originally published in the Harbour Gazette.", DropReason.CREDIT),
        ("We may earn a commission if you buy through links on our site.", DropReason.DISCLAIMER),
        ("We independently test everything that we recommend.", DropReason.DISCLAIMER),
        ("Editorial note: the Gazette may contain affiliate links on some pages.", DropReason.DISCLAIMER),
        ("By submitting this form you agree to our terms.", DropReason.DISCLAIMER),
        ("I certify that I am an adult and agree to the Terms of Use.", DropReason.DISCLAIMER),
        ("The views expressed here are the author's own.", DropReason.DISCLAIMER),
        ("Everything on this page is for informational purposes only.", DropReason.DISCLAIMER),
        ("This article does not constitute legal advice.", DropReason.DISCLAIMER),
        ("Purchases through links on our site help the Gazette.", DropReason.DISCLAIMER),
        ("No part of this page may be copied without written permission.", DropReason.DISCLAIMER),
        ("Every item on this page was hand-picked and chosen by an editor.", DropReason.DISCLAIMER),
        ("Bar chart showing how many boats passed the lock.", DropReason.CAPTION),
    ],
)
def test_a_line_that_is_not_of_the_article_is_known(line: str, reason: DropReason) -> None:
    assert reason_to_drop(line) is reason


@pytest.mark.parametrize(
    "line",
    [
        "He was born on 4 May 1984 in a village above the reservoir.",
        "By the end of the day they had left the town.",
        "The photograph shows how low the water stood in 1911, when the old mill came to light.",
        "Images of the dam went around the world within hours.",
        "On 3 March 2026 the council met for the last time in the old hall.",
        "Share prices fell by four percent.",
        "With agencies closing early, travellers queued for hours.",
        "Read more books, the library says.",
        "Clique politics brought the council down in the spring.",
        "Photos of the attack showed smoke above the quay.",
        "Our agents receive a commission of three per cent on each sale.",
        "By signing the agreement, both sides accepted the terms of the ceasefire.",
        "“We independently reviewed the footage,” the broadcaster said.",
        "I agree with the terms of the lease, the tenant wrote.",
        "The views from the tower reach as far as the islands.",
        "The information came from two people who were in the room.",
    ],
)
def test_prose_that_only_sounds_like_such_a_line_stays(line: str) -> None:
    assert reason_to_drop(line) is None


def test_of_two_dates_in_a_byline_the_first_publication_counts() -> None:
    line = "Courier News Desk | Updated: 02-03-2026 14:20 IST | Created: 02-03-2026 11:05 IST"
    assert published_in(line) == "2026-03-02T11:05+05:30"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Courier News Desk | Updated: 02-03-2026 14:20 IST", "Courier News Desk"),
        ("Monday March 2, 2026 7:45 am PST by Harbour Desk", "Harbour Desk"),
        ("By Harbour Desk and Weather Desk", "Harbour Desk and Weather Desk"),
        ("Published on 5 May 2024", None),
        ("2026-03-01", None),
    ],
)
def test_the_author_of_a_byline_is_its_name_alone(line: str, author: str | None) -> None:
    assert is_byline(line)
    assert author_of([line]) == author


def test_a_byline_that_says_by_goes_before_one_that_only_looks_so() -> None:
    assert author_of(["Stand: 5. März 2025, 10:30 Uhr", "Von Hafenredaktion und Wetterredaktion"]) == (
        "Hafenredaktion und Wetterredaktion"
    )
    assert author_of(["March 5, 2025 10:30 AM Eastern Daylight Time"]) is None


def test_a_hostile_line_of_digits_and_bars_takes_no_time() -> None:
    # It took for ever while the rule for share buttons nested one repetition in another.
    assert reason_to_drop("1" * 399 + "!") is None
    assert reason_to_drop("share | " * 49 + "!") is None
