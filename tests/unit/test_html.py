import re
from pathlib import Path

import pytest

from pagebrief.model import CleanPage, Discarded, DiscardReason, DropReason
from pagebrief.pages.html import clean_html

EXAMPLES = Path(__file__).parents[2] / "examples/pages"
PROSE = (
    "<p>The council met on Monday and decided, after a long debate, to build a new bridge over the basin.</p>"
)


def cleaned(markup: str) -> CleanPage:
    page = clean_html(markup)
    assert isinstance(page, CleanPage)
    return page


@pytest.fixture(scope="module")
def reservoirs() -> CleanPage:
    return cleaned((EXAMPLES / "reservoir-levels.html").read_text(encoding="utf-8"))


def test_the_article_is_kept_and_nothing_around_it(reservoirs: CleanPage) -> None:
    assert len(reservoirs.paragraphs) == 5
    assert reservoirs.text.startswith("The seven reservoirs of the Northland")
    assert reservoirs.text.endswith("held steady throughout the year.")


def test_metadata_is_as_exact_as_the_pages_structured_data(reservoirs: CleanPage) -> None:
    assert reservoirs.title == "Reservoirs fuller than in any March since 2011"
    assert reservoirs.site == "Northland Gazette"
    assert reservoirs.author == "Gazette Weather Desk"
    assert reservoirs.published_at == "2026-03-04T07:30:00+01:00"
    assert reservoirs.url == "https://gazette.example.com/water/reservoirs-march"


def test_the_ledger_says_why_each_block_was_dropped(reservoirs: CleanPage) -> None:
    reasons = {line: entry.reason for entry in reservoirs.ledger for line in entry.text.split("\n")}
    assert reasons["Reservoirs fuller than in any March since 2011"] is DropReason.TITLE
    assert reasons["The upper dam on Tuesday. Photo: Gazette archive"] is DropReason.CAPTION
    assert reasons["Accept all"] is DropReason.BANNER
    assert reasons["Home"] is DropReason.NAVIGATION
    assert reasons["Five walks along the water"] is DropReason.PROMOTION
    assert reasons["© 2026 Northland Gazette. All rights reserved."] is DropReason.FOOTER


def test_every_word_a_reader_sees_is_kept_or_in_the_ledger(reservoirs: CleanPage) -> None:
    markup = (EXAMPLES / "reservoir-levels.html").read_text(encoding="utf-8")
    body = re.sub(r"<[^>]+>", " ", markup[markup.index("<body>") :])
    seen = set(re.findall(r"\w+", body))
    told = set(re.findall(r"\w+", reservoirs.text + " ".join(entry.text for entry in reservoirs.ledger)))
    assert seen <= told


@pytest.mark.parametrize("depth", [300, 1_000, 100_000])
def test_a_page_nested_too_deeply_for_a_tree_is_read_by_its_text(depth: int) -> None:
    markup = f"<title>T</title><nav><a>Menu</a></nav>{'<div>' * depth}{PROSE * 3}{'</div>' * depth}"
    page = cleaned(f"<html><body>{markup}</body></html>")
    assert "decided, after a long debate" in page.text
    assert "Menu" not in page.text


def test_a_page_of_more_tags_than_a_tree_can_hold_is_read_by_its_text() -> None:
    page = cleaned(
        f"<html><body><h1>The town builds a bridge</h1>{PROSE * 3}{'<i></i>' * 60_000}</body></html>"
    )
    assert page.title == "The town builds a bridge"
    assert len(page.paragraphs) == 1


def test_a_page_of_buttons_is_discarded_as_the_consent_wall_it_is() -> None:
    result = clean_html((EXAMPLES / "consent-wall.html").read_text(encoding="utf-8"))
    assert result == Discarded(DiscardReason.CONSENT_WALL, "the page says «Before you continue»")


@pytest.mark.parametrize(
    "markup",
    [
        "<html></html>",
        "<!-- nothing -->",
        "<p>",
        "<html><body><script>var x = 1</script></body></html>",
        "<?xml version='1.0'?>",
    ],
)
def test_markup_without_text_holds_no_article(markup: str) -> None:
    result = clean_html(markup)
    assert isinstance(result, Discarded)
    assert result.reason is DiscardReason.NO_ARTICLE


def test_broken_structured_data_costs_nothing_but_itself() -> None:
    scripts = "".join(
        f'<script type="application/ld+json">{data}</script>'
        for data in (
            '{"datePublished": ',
            '{"datePublished": 5}',
            '[{"datePublished": "2026-03-04T07:30:00Z"}]',
            "[" * 9000,
        )
    )
    page = cleaned(f"<html><head>{scripts}</head><body><article>{PROSE * 4}</article></body></html>")
    assert page.published_at == "2026-03-04T07:30:00+00:00"
