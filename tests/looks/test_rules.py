"""What Chromium finds in messages: contrast and other rules of WCAG, what they ask for, what has no room."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from tools.looks.browser import NARROW, View, look, opened
from tools.looks.samples import PAGES, VIEWS

pytestmark = pytest.mark.looks

PAGE = PAGES["email, one page"]()
# axe-core takes ten seconds for all texts of fifty pages, which are those of five ten times over.
LOOKED_AT = [name for name in PAGES if name != "archive, fifty pages"]
OWN_PARTS = "cid:"
"""How an email names its pictures, which travel with it."""
# Mail programs have landmarks of their own, and show an email within one.
_OF_THE_MAIL_PROGRAM = {"landmark-one-main", "region"}


@pytest.fixture(scope="module", params=LOOKED_AT)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """All of it: what can be opened is open."""
    with opened(browser, PAGES[request.param]()) as (page, asked):
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        yield page, asked


@pytest.mark.parametrize("view", [VIEWS[0], VIEWS[-1]], ids=lambda view: f"{view.width} {view.scheme}")
def test_all_texts_have_contrast_and_all_have_names(page: tuple[Page, list[str]], view: View) -> None:
    look(page[0], view)
    assert broken_rules(page[0]) == []


def test_a_page_asks_for_nothing(page: tuple[Page, list[str]]) -> None:
    assert [address for address in page[1] if not address.startswith(OWN_PARTS)] == []


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.width} {view.scheme}")
def test_nobody_scrolls_sideways(page: tuple[Page, list[str]], view: View) -> None:
    look(page[0], view)
    assert page[0].evaluate("document.documentElement.scrollWidth") == view.width


@pytest.mark.parametrize("view", [VIEWS[0], VIEWS[-1]], ids=lambda view: f"{view.width} {view.scheme}")
def test_too_little_contrast_is_noticed(browser: Browser, view: View) -> None:
    faint = PAGE.replace("#59626a", "#8a9299").replace("#a9b2b9", "#5c656c")
    with opened(browser, faint) as (page, _):
        look(page, view)
        assert {rule for rule, _ in broken_rules(page)} == {"color-contrast"}


@pytest.mark.parametrize(
    "asking",
    [
        '<img alt="" src="https://example.org/pixel.gif">',
        '<p style="background: url(https://example.org/pixel.gif)">x</p>',
        '<link rel="stylesheet" href="https://example.org/style.css">',
    ],
)
def test_whatever_is_asked_for_is_noticed(browser: Browser, asking: str) -> None:
    with opened(browser, PAGE.replace("</body>", f"{asking}</body>")) as (page, asked):
        look(page, View(NARROW))
        assert [address.rpartition("/")[0] for address in asked] == ["https://example.org"]


def broken_rules(page: Page) -> list[tuple[str, str]]:
    """Rule and element, of those that axe-core finds broken, or can't decide upon."""
    options = {"resultTypes": ["violations", "incomplete"], "rules": {"target-size": {"enabled": True}}}
    found = Axe().run(page, options=options).response
    return [
        (rule["id"], node["html"])
        for rule in (*found["violations"], *found["incomplete"])
        if rule["id"] not in _OF_THE_MAIL_PROGRAM
        for node in rule["nodes"]
        if not _is_a_sign(node)
    ]


def _is_a_sign(node: dict[str, Any]) -> bool:
    """An arrow, whose contrast axe-core leaves to people. It has the colour of the links."""
    return [check["data"].get("messageKey") for check in node["any"] if check["data"]] == ["nonBmp"]
