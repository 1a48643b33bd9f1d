"""On the archived page the later pages of a story are quoted whole, and stand in its timeline."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pagebrief.digest import Later
from pagebrief.messages import archived
from unit import digests
from unit.test_archived import DAM, page, tree


def test_all_that_later_pages_add_is_quoted_by_site():
    sentences = tuple(f"Sentence {number} of five." for number in range(1, 6))
    later = (
        Later("Dam Courier", "https://dam.example/a", digests.NOW, sentences),
        Later(None, "https://www.river.example/b", digests.NOW, ("The river rose.",)),
    )
    seen = (digests.NOW, digests.NOW + timedelta(hours=3))
    document = tree(replace(DAM, also_on=("Dam Courier",), timeline=later, seen=seen))
    quotes = document.xpath("//blockquote[@class='later']")
    assert [[each.text_content() for each in quote] for quote in quotes] == [
        list(sentences),
        ["The river rose."],
    ]
    assert document.xpath("//ol[@class='timeline']//a/@href") == [
        "https://dam.example/a",
        "https://www.river.example/b",
    ]
    assert document.xpath("//ol[@class='timeline']//a/bdi/text()") == ["Dam Courier", "river.example"]
    said = " ".join(document.text_content().split())
    assert "also on Dam Courier · first seen 2 Mar 2026, 08:00 (UTC), last 2 Mar 2026, 11:00 (UTC)" in said


def test_the_timeline_of_a_story_says_who_told_it_when_and_what_each_page_adds():
    at = [digests.NOW + timedelta(hours=hours) for hours in range(4)]
    timeline = (
        Later("Dam Courier", "https://dam.example/a", at[0], ()),
        Later("Gazette", "https://example.org/dam", at[1], (), shown=True),
        Later("River Post", None, at[3], ("The river rose.",)),
    )
    items = tree(replace(DAM, timeline=timeline)).xpath("//ol[@class='timeline']/li")
    assert [" ".join(each.text_content().split()) for each in items] == [
        "2 Mar 2026, 08:00 (UTC) · Dam Courier · adds nothing",
        "2 Mar 2026, 09:00 (UTC) · Gazette · quoted above",
        "2 Mar 2026, 11:00 (UTC) · River Post The river rose.",
    ]
    assert [each.get("datetime") for item in items for each in item.iter("time")] == [
        "2026-03-02T08:00+00:00",
        "2026-03-02T09:00+00:00",
        "2026-03-02T11:00+00:00",
    ]


def test_what_later_pages_add_is_bounded_where_their_texts_have_no_room(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archived, "PAGE_BYTES", 60_000)
    added = Later("Dam Courier", None, digests.NOW, tuple(f"{number} was said." for number in range(5)))
    long = replace(DAM, page=replace(DAM.page, text="All of this was said. " * 5_000), timeline=(added,))
    assert "2 more sentences have no room here." in page(long)
