"""The index of archived pages: by channel, the newest first, each story at one place, and text alone."""

import re
from base64 import b64encode
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from html import escape
from pathlib import Path

import pytest
from lxml import html

from pagebrief.messages import Templates, index
from pagebrief.messages.card import Card, Story, written
from pagebrief.messages.card_reader import read_card
from pagebrief.messages.index import Page, render_index
from pagebrief.watches import folding
from unit import digests
from unit.fields import places, put
from unit.test_every_field import SAID

TEMPLATES = Templates(None, digests.BUILT_IN)
SCRIPT = (digests.BUILT_IN / "archive/search.js.j2").read_text("utf-8")
QUAY, FIRE = "2026-03-02T08:00:00.000000Z-aa", "2026-03-02T08:00:00.000000Z-bb"


def page(
    day: int,
    *stories: Story,
    channel: str = "slack:#desk",
    title: str = "Harbour works",
    continued: bool = False,
) -> Page:
    at = digests.NOW + timedelta(days=day)
    return Page(f"{day}.html", at, f"{day}.html", Card(title, channel, at, stories, continued))


def story(number: int, headline: str, story: str = "", **fields: tuple[str, ...]) -> Story:
    return Story(f"page-{number}", headline, story, "en", **fields)


def tree(*pages: Page) -> html.HtmlElement:
    return html.document_fromstring(render_index(pages, digests.NOW, TEMPLATES))


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_digests_stand_by_channel_and_the_newest_comes_first() -> None:
    document = tree(
        page(1, story(1, "One")),
        page(3, story(1, "Three"), story(2, "Four")),
        page(2, story(1, "Two"), channel="email:desk@example.org"),
    )
    found = {
        said(channel.find("h2")): [said(each) for each in channel.iter("h4")]
        for channel in document.xpath("//section[@class='channel']")
    }
    assert found == {"email:desk@example.org": ["Two"], "slack:#desk": ["Three", "Four", "One"]}
    assert list(found) == ["email:desk@example.org", "slack:#desk"]
    assert "4 stories in 3 digests · 3 Mar 2026 to 5 Mar 2026" in said(document)


def test_each_story_has_its_sites_watches_and_first_sentences_and_leads_to_its_place() -> None:
    told = {"sites": ("a.example", "b.example"), "watches": ("harbour", "ferries")}
    document = tree(
        page(1, story(1, "One", sentences=("It is.", "It was."), **told)),
        page(2, story(1, "Two", watches=("harbour",)), story(2, "Three")),
    )
    first = document.xpath("//li[@class='story']")[2]
    assert said(first) == "One a.example · b.example · watches: harbour, ferries It is. It was."
    assert document.xpath("//h4/a/@href") == ["2.html#page-1", "2.html#page-2", "1.html#page-1"]
    assert said(document.xpath("//li[@class='story']")[0]) == "Two watch: harbour"


def test_a_story_of_several_digests_has_its_timeline_at_the_newest_and_the_others_lead_there() -> None:
    document = tree(
        page(1, story(1, "Quay to close", QUAY), story(2, "A fire", FIRE)),
        page(2, story(1, "Pilots protest", QUAY)),
        page(3, story(1, "A comet"), story(2, "Quay closed", QUAY)),
        page(4, story(1, "Quay to close", QUAY), channel="email:desk@example.org"),
    )
    (timeline,) = document.xpath("//ol[@class='timeline']")
    assert [said(each) for each in timeline] == [
        "3 Mar 2026, 08:00 (UTC) · Quay to close",
        "4 Mar 2026, 08:00 (UTC) · Pilots protest",
        "5 Mar 2026, 08:00 (UTC) · Quay closed",
    ]
    assert timeline.xpath(".//a/@href") == ["1.html#page-1", "2.html#page-1"]
    newest = timeline.getparent()
    assert said(newest.find("h4")) == "Quay closed"
    others = document.xpath(f"//li[.//a[@href='#{newest.get('id')}']]")
    assert [said(each.find("h4")) for each in others] == ["Pilots protest", "Quay to close"]


def test_what_the_next_message_of_a_digest_has_again_is_listed_where_it_was_told_first() -> None:
    first, second, third = (replace(story(n, f"Story {n}"), page=f"{n:012x}") for n in (1, 2, 3))
    index = tree(page(2, first, second), page(3, second, continued=True), page(4, third, continued=True))
    assert [each.text_content() for each in index.iter("h4")] == ["Story 3", "Story 1", "Story 2"]
    assert "3 stories in 2 digests" in said(index)


def test_what_another_digest_tells_once_more_is_listed_twice() -> None:
    first = replace(story(1, "Story 1"), page=f"{1:012x}")
    assert "2 stories in 2 digests" in said(tree(page(2, first), page(3, first)))


def test_a_page_without_a_card_is_listed_by_its_title_and_the_reason() -> None:
    old = Page("old.html", digests.NOW, "old.html", title="An older one", why="it holds no list")
    broken = Page("broken.html", digests.NOW, why="it has 9 bytes")
    document = tree(page(1, story(1, "One")), old, broken)
    listed = document.xpath("//section[@class='unread']//li")
    assert {said(each) for each in listed} == {
        "An older one 2 Mar 2026, 08:00 (UTC): it holds no list",
        "broken.html 2 Mar 2026, 08:00 (UTC): it has 9 bytes",
    }
    assert document.xpath("//section[@class='unread']//a/@href") == ["old.html"]
    assert "1 story in 1 digest" in said(document)


def test_of_more_stories_than_it_lists_the_oldest_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "STORIES", 3)
    document = tree(
        page(1, story(1, "One")),
        page(2, story(1, "Two"), story(2, "Three")),
        page(3, story(1, "Four"), story(2, "Five")),
    )
    assert [said(each) for each in document.iter("h4")] == ["Four", "Five", "Two"]
    assert [said(each) for each in document.xpath("//li[not(h4)]")] == [
        "1 story, which this index has no room for"
    ] * 2
    assert document.xpath("//h3/a/@href") == ["3.html", "2.html", "1.html"]
    assert "5 stories in 3 digests" in said(document)


def test_an_index_of_nothing_says_so() -> None:
    assert "There is no digest here yet." in said(tree())


def test_links_that_end_are_said_to_end_and_for_whom_they_open() -> None:
    until = digests.NOW + timedelta(days=7)
    made = render_index([page(1, story(1, "One"))], digests.NOW, TEMPLATES, until)
    assert "The links hold until 9 Mar 2026, 08:00 (UTC)" in made
    assert "Whoever has this page can open them." in made


def test_a_story_read_from_right_to_left_is_shown_so() -> None:
    arabic = Story("page-1", "شبكة", "", "ar")
    (item,) = tree(page(1, arabic)).xpath("//li[@class='story']")
    assert (item.get("dir"), item.get("lang")) == ("rtl", "ar")


def test_a_template_of_the_user_replaces_it(tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive/index.html.j2").write_text(
        "{{ channels[0].digests[0].stories[0].headline }} & {{ stories }}"
    )
    made = render_index([page(1, story(1, "<b>One"))], digests.NOW, Templates(tmp_path, digests.BUILT_IN))
    assert made == "&lt;b&gt;One & 1"


# ── Its script, and what pages say ────────────────────────────────────────────────────────────────


def test_it_runs_its_own_script_alone_and_asks_nobody_for_anything() -> None:
    document = tree(page(1, story(1, "One")))
    (script,) = document.iter("script")
    assert script.keys() == []
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    digest = b64encode(sha256(script.text.encode()).digest()).decode()
    assert policy == (
        f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert document.xpath("//link | //img | //iframe | //form | //object | //base | //@src") == []
    assert document.xpath("//@*[starts-with(name(), 'on')] | //@style") == []


def test_its_script_makes_no_markup_of_a_text() -> None:
    assert not re.search(
        "innerHTML|outerHTML|insertAdjacentHTML|document.write|eval|Function|DOMParser", SCRIPT
    )


def test_without_its_script_there_is_no_search_that_does_nothing() -> None:
    (search,) = tree(page(1, story(1, "One"))).xpath("//*[@role='search']")
    assert search.get("hidden") is not None
    assert search.xpath(".//label/@for") == search.xpath(".//input/@id")
    assert search.xpath(".//output/@for") == search.xpath(".//input/@id")


def test_its_script_folds_the_letters_that_watches_fold() -> None:
    (uncounted,) = re.findall(r"UNCOUNTED = /\[(.*?)\]/g", SCRIPT)
    assert (
        re.sub(r"\\u(....)", lambda found: chr(int(found[1], 16)), uncounted)
        == (
            folding._UNCOUNTED.pattern[1:-1]  # the script can't import it
        )
    )
    (alike,) = re.findall(r"ALIKE = \{(.*?)\}", SCRIPT)
    pairs = dict(re.findall(r'"?([^\s,"])"?: "(.*?)"', alike))
    # JavaScript gives a sigma at the end of a word its form, Python's case folding doesn't.
    assert pairs == {chr(key): value for key, value in folding._ALIKE.items()} | {"ς": "σ"}


HONEST = page(
    1,
    story(1, "One", QUAY, sites=("a.example", "b.example"), watches=("a watch",), sentences=("It is.",)),
    story(2, "Two", FIRE, sites=("a.example",), watches=("a watch",), sentences=("It was.",)),
)
BEFORE = page(0, story(1, "Zero", QUAY))
UNREAD = Page("old.html", digests.NOW, "old.html", None, "A title", "a reason")
FIELDS = [place for place in places(HONEST.card) if place[-1] not in {"place", "story", "language"}]


def shape(document: html.HtmlElement) -> list[tuple[str, tuple[str, ...]]]:
    return [(str(each.tag), tuple(each.keys())) for each in document.iter()]


def kept(card: Card) -> Card:
    """As it comes out of its page."""
    return read_card(f'<title>A page</title><meta name="pagebrief" content="{escape(written(card))}">')


@pytest.mark.parametrize("place", FIELDS, ids=str)
def test_what_a_page_says_stays_text(place: tuple[str | int, ...]) -> None:
    honest = shape(tree(HONEST, BEFORE, UNREAD))
    for text in SAID.values():
        card = kept(put(HONEST.card, place, text if text.strip() else "x"))
        made = tree(Page(HONEST.name, HONEST.kept_at, HONEST.href, card), BEFORE, UNREAD)
        if place[0] != "channel":
            assert shape(made) == honest, text
        assert {*shape(made)} <= {*honest, ("nav", ("aria-label",)), ("ul", ())}
        assert [each.text for each in made.iter("script")] == [
            each.text for each in tree(HONEST).iter("script")
        ]


@pytest.mark.parametrize("field", ["name", "title", "why"])
def test_nor_do_names_and_titles_of_files(field: str) -> None:
    for text in SAID.values():
        made = tree(HONEST, BEFORE, put(UNREAD, (field,), text if text.strip() else "x"))
        assert shape(made) == shape(tree(HONEST, BEFORE, UNREAD)), text
        assert not set(made.text_content()) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x1b"
        )
