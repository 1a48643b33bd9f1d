"""The archive in a browser: its search, and the places that sentences lead to; from a file, and over HTTP."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from pagebrief.bootstrap import find_templates
from pagebrief.messages import render_archived
from pagebrief.messages.card import Card, Story
from pagebrief.messages.index import Page, render_index
from serving import Serving
from unit import digests

pytestmark = pytest.mark.looks

TEMPLATES = find_templates()
HEADLINES = (
    "Zürich opens a library",
    "Training for harbour pilots",
    "AI reads the tide tables",
    "Die Straße zum Hafen",
    "東京都の新しい港",
    "Naïve <img src=x onerror=\"document.title='hacked'\"> & <b>bold</b>",
    "Old quay closes",
    "ΟΔΟΣ ΛΙΜΕΝΟΣ",
    "شبكة المياه",
)
GOES_ON = "2026-03-02T08:00:00.000000Z-aa"


def page(day: int, *stories: Story) -> Page:
    at = digests.NOW + timedelta(days=day)
    return Page(f"{day}.html", at, f"{day}.html", Card("Harbour works", "slack:#desk", at, stories))


def index() -> str:
    told = tuple(Story(f"page-{number}", each) for number, each in enumerate(HEADLINES, 1))
    began, went_on = (Story("page-1", each, GOES_ON) for each in ("A fire", "The fire is out"))
    return render_index([page(0, began), page(1, *told), page(2, went_on)], digests.NOW, TEMPLATES)


class Folder(Serving):
    """A web server of a folder's files."""

    def __init__(self, folder: Path) -> None:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))

    def __enter__(self) -> str:
        self.serve(self._server)
        return f"http://127.0.0.1:{self._server.server_port}"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(params=["file", "http"])
def open_page(request: pytest.FixtureRequest, browser: Any, tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """``open_page(html, "#fragment")``: as a file, or as a server has it. Nothing may be complained of."""
    complaints: list[str] = []
    file = tmp_path / "index.html"
    with Folder(tmp_path) as url:
        at = file.as_uri() if request.param == "file" else f"{url}/index.html"

        def opened(html: str, fragment: str = "", **context: Any) -> Any:
            file.write_text(html, "utf-8")
            made = browser.new_context(**context).new_page()
            made.on("console", lambda said: complaints.append(said.text))
            made.on("pageerror", lambda error: complaints.append(str(error)))
            made.goto(at + fragment)
            return made

        yield opened
    assert complaints == []


def shown(page: Any) -> list[str]:
    return [each for each in page.locator("h4:visible").all_inner_texts() if each]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("zurich", [0]),
        ("ZÜRICH lib", [0]),
        ("ai", [2]),
        ("train", [1]),
        ("strasse", [3]),
        ("都の", [4]),
        ('"old quay"', [6]),
        ('"quay old"', []),
        ("οδός", [7]),
        ("شبكة", [8]),
        ("harbour pilots", [1]),
        ("(", []),
    ],
)
def test_words_are_found_as_watches_find_them(
    open_page: Callable[..., Any], query: str, found: list[int]
) -> None:
    page = open_page(index(), f"#q={quote(query)}")
    assert shown(page) == [HEADLINES[number] for number in found]
    assert page.get_by_role("status").inner_text() == f"{len(found) or 'None'} of 11 stories"


def test_stories_are_filtered_while_somebody_types_and_come_back(open_page: Callable[..., Any]) -> None:
    page = open_page(index())
    assert len(shown(page)) == 11
    page.keyboard.press("Tab")
    page.keyboard.type("old qu")
    expect(page.get_by_role("status")).to_have_text("1 of 11 stories")
    assert page.locator("mark").all_inner_texts() == ["Old", "qu"]
    assert page.locator("h3:visible").count() == 1
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.press("Delete")
    expect(page.get_by_role("status")).to_have_text("")
    assert len(shown(page)) == 11
    assert page.locator("mark").count() == 0


def test_a_search_has_an_address(open_page: Callable[..., Any]) -> None:
    page = open_page(index())
    page.get_by_label("Search the stories").fill("quay closes")
    expect(page).to_have_url(re.compile("#q=quay[+]closes$"))
    page.reload()
    assert shown(page) == ["Old quay closes"]
    assert page.get_by_label("Search the stories").input_value() == "quay closes"


def test_what_a_page_says_is_marked_as_text_and_runs_nothing(open_page: Callable[..., Any]) -> None:
    page = open_page(index(), "#q=img+bold")
    assert shown(page) == [HEADLINES[5]]
    assert page.locator("mark").all_inner_texts() == ["img", "bold"]
    assert page.locator(".story img, .story b").count() == 0
    assert page.title() == "All digests"


def test_marks_cover_letters_with_their_accents(open_page: Callable[..., Any]) -> None:
    page = open_page(index(), "#q=zuri+naive+strass")
    assert page.locator("mark").count() == 0
    for query, marked in (("zuri", "Züri"), ("naive", "Naïve"), ("strass", "Straß")):
        page.get_by_label("Search the stories").fill(query)
        expect(page).to_have_url(re.compile(f"#q={query}$"))
        assert page.locator("mark").all_inner_texts() == [marked]


def test_a_link_to_a_storys_place_ends_the_search_that_hides_it(open_page: Callable[..., Any]) -> None:
    page = open_page(index(), "#q=zurich")
    assert shown(page) == [HEADLINES[0]]
    page.evaluate(f"location.hash = 'story-{GOES_ON}'")
    assert page.locator(f"[id='story-{GOES_ON}']").is_visible()
    assert page.get_by_label("Search the stories").input_value() == ""


def test_without_scripts_all_of_it_is_there_and_no_search(open_page: Callable[..., Any]) -> None:
    page = open_page(index(), java_script_enabled=False)
    assert page.locator("#search").is_visible() is False
    assert page.locator(".story:visible").count() == 11


def test_no_script_but_its_own_runs(browser: Any) -> None:
    page = browser.new_context().new_page()
    page.set_content(index().replace("</main>", "<script>document.title = 'hacked'</script></main>"))
    assert page.title() == "All digests"
    assert page.locator("#search").is_visible()


def test_a_sentence_opens_its_place_in_a_text_that_was_closed(open_page: Callable[..., Any]) -> None:
    page = open_page(render_archived(replace(digests.SINGLE, entries=(digests.HARBOUR,)), TEMPLATES))
    place = page.locator("mark").nth(1)
    assert place.is_visible() is False
    page.locator("a.place").nth(1).click()
    assert place.is_visible()
    assert place.inner_text() == digests.HARBOUR.brief.sentences[1].text
