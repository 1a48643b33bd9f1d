"""The user's own page and the development pages, which are not ours to keep in this repository."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pagebrief.bootstrap import find_encoder
from pagebrief.model import CleanPage, Discarded, DiscardReason, PageRef, RawPage
from pagebrief.pages import clean
from pagebrief.summary import summarise

pytestmark = pytest.mark.shared

EVERY = 5  # of the development pages, one is read; all of them take three minutes


@pytest.fixture(scope="module")
def shared(request: pytest.FixtureRequest) -> Path:
    folder = request.config.getoption("--shared")
    if not folder or not Path(folder, "pages").is_dir():
        pytest.fail("name the folder of development pages: make quality SHARED=…")
    return Path(folder)


@pytest.fixture(scope="module")
def users_page(shared: Path) -> tuple[list[str], CleanPage]:
    """Its lines as they are, and what comes out."""
    body = (shared / "pages/devdiscourse-2025-04-28.txt").read_bytes()
    page = clean(RawPage(PageRef("", "page"), body))
    assert isinstance(page, CleanPage)
    return body.decode().split("\n"), page


def test_the_users_page_comes_out_exactly_right(users_page: tuple[list[str], CleanPage]) -> None:
    lines, page = users_page
    assert page.text == "\n\n".join(lines[number - 1] for number in (5, 11, 13, 15))
    assert page.title == lines[3 - 1]
    assert page.site == "Devdiscourse"
    assert page.published_at == "2025-04-28T03:31+05:30"
    assert page.language == "en"


def test_the_users_page_is_told_in_three_of_its_sentences(users_page: tuple[list[str], CleanPage]) -> None:
    _, page = users_page
    brief = summarise(page, find_encoder())
    assert brief.headline == page.title
    assert len(brief.sentences) == 3
    assert all(page.text[each.start : each.end] == each.text for each in brief.sentences)


def test_the_users_pages_ledger_holds_all_that_is_not_the_article(
    users_page: tuple[list[str], CleanPage],
) -> None:
    lines, page = users_page
    dropped = "\n".join(entry.text for entry in page.ledger)
    for mark in (
        "Left Menu",
        "AI-generated",
        "agencies",
        "TRENDING",
        "OPINION",
        "Latest News",
        "© Copyright",
    ):
        assert mark in dropped
        assert mark not in page.text
    assert lines[3 - 1] in dropped


def development_pages(shared: Path) -> Iterator[tuple[dict[str, Any], bytes]]:
    for manifest in sorted((shared / "data/pages").glob("*/manifest.jsonl")):
        with manifest.open(encoding="utf-8") as stream:
            rows = [json.loads(line) for line in stream][::EVERY]
        for row in rows:
            for file in (row["html"], *row.get("renderings", ())):
                yield row, gzip.decompress((manifest.parent / file).read_bytes())


def holds_an_article(shared: Path, row: dict[str, Any]) -> bool:
    """Whether a page has 50 words of main text; one known by segments only was chosen as an article."""
    text = row.get("text")
    return not text or len((shared / "data/pages" / row["set"] / text).read_text("utf-8").split()) >= 50


def test_no_development_page_breaks_the_cleaner_and_articles_are_not_discarded(shared: Path) -> None:
    """Of the pages that hold an article, in every rendering, 1 in 200 may be discarded."""
    articles = 0
    wrong: list[str] = []
    for row, body in development_pages(shared):
        result = clean(RawPage(PageRef("", row["id"]), body))
        is_article = holds_an_article(shared, row)
        articles += is_article
        if isinstance(result, Discarded):
            assert result.reason is not DiscardReason.UNREADABLE, result.detail
            wrong += [f"{row['set']}/{row['id']}: {result.detail}"] if is_article else []
        else:
            spans = (result.text[span.start : span.end] for span in result.paragraphs)
            assert "\n\n".join(spans) == result.text
    assert articles > 100
    assert len(wrong) <= 0.005 * articles, wrong
