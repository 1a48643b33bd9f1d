"""How many pages without an article are caught, with the right reason, and that no article is.

The pages stand in ``tests/pages/discards``; a page of markup counts three times: as it is, and as two tools
leave its text.
"""

from collections.abc import Iterable

import pytest

from discard_pages import Labelled, labelled_pages
from pagebrief.model import Discarded, DiscardReason, PageRef, RawPage
from pagebrief.pages import clean

CAUGHT = 0.95
PAGES = list(labelled_pages())
INNOCENT = [page for page in PAGES if page.reason is None]
SUCH = [page for page in PAGES if page.reason is not None]


def reason(page: Labelled) -> DiscardReason | None:
    result = clean(RawPage(PageRef("", page.name), page.body.encode()))
    return result.reason if isinstance(result, Discarded) else None


def misses(pages: Iterable[Labelled]) -> list[str]:
    """What came of the pages that were not discarded with their reason."""
    found = ((page, reason(page)) for page in pages)
    return [f"{page.name} ({page.form}): {got}" for page, got in found if got is not page.reason]


@pytest.mark.parametrize("held_out", [False, True], ids=["seen", "held out"])
def test_pages_without_an_article_are_discarded_with_the_right_reason(held_out: bool) -> None:
    pages = [page for page in SUCH if page.held_out is held_out]
    wrong = misses(pages)
    assert len(wrong) <= (1 - CAUGHT) * len(pages), wrong


def test_no_article_is_discarded_for_what_it_is_about_or_stands_behind() -> None:
    assert misses(INNOCENT) == []


def test_the_set_is_large_and_varied() -> None:
    assert len({page.name for page in SUCH}) >= 120
    assert len({page.name for page in INNOCENT}) >= 40
    assert len({page.reason for page in SUCH}) == 9
