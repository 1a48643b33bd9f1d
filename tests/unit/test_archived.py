"""The page that has all of a digest: whole, self-contained, and each sentence at its place."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from pagebrief.digest import Digest, Entry, Later
from pagebrief.errors import TemplateError
from pagebrief.messages import Templates, archived, render_archived
from pagebrief.model import Brief, CleanPage, Dropped, DropReason, PageRef, Rewritten, Sentence
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)
TEXT = "The dam is full. It was built in 1911.\n\nFarmers wait for the water. The gates open in April."
CHOSEN = ("It was built in 1911.", "Farmers wait for the water.", "The gates open in April.")
LEDGER = (
    Dropped(DropReason.NAVIGATION, "Home Sport Weather", 1),
    Dropped(DropReason.PROMOTION, "Read on: ten bridges", 9),
    Dropped(DropReason.NAVIGATION, "Search", 2),
)


def chosen(*texts: str) -> tuple[Sentence, ...]:
    return tuple(Sentence(text, start := TEXT.find(text), start + len(text), 1.0) for text in texts)


DAM = Entry(
    PageRef("example-pages", "dam.html"),
    CleanPage(TEXT, (), title="A full dam", url="https://example.org/dam", language="en", ledger=LEDGER),
    Brief("A full dam", chosen(*CHOSEN), "central sentences"),
    (),
)


def page(*entries: Entry, **fields: Any) -> str:
    return render_archived(replace(digests.digest(*entries), **fields), TEMPLATES)


def tree(*entries: Entry, **fields: Any) -> html.HtmlElement:
    return html.document_fromstring(page(*entries, **fields))


def targets(document: html.HtmlElement) -> list[str]:
    """What stands where the summary's sentences point to, in the order of the sentences."""
    links = document.xpath("//a[@class='place']/@href")
    return [document.get_element_by_id(link.removeprefix("#")).text_content() for link in links]


def test_each_sentence_leads_to_its_place_in_the_text_of_the_page():
    document = tree(DAM)
    assert targets(document) == list(CHOSEN)
    assert {each.tag for each in document.xpath("//*[starts-with(@id, 'text-')]")} == {"mark"}


def test_the_text_stands_there_whole_in_its_paragraphs():
    paragraphs = tree(DAM).xpath("(//div[@class='text'])[1]/p")
    assert [each.text_content() for each in paragraphs] == TEXT.split("\n\n")


def test_a_sentence_that_the_text_does_not_have_leads_nowhere():
    lost = replace(DAM, brief=replace(DAM.brief, sentences=(Sentence("A corrected title", 0, 17, 1.0),)))
    document = tree(lost)
    assert "A corrected title" in document.text_content()
    assert document.xpath("//a[@class='place'] | //mark") == []


def test_places_on_several_pages_are_told_apart():
    document = tree(DAM, DAM)
    assert targets(document) == list(CHOSEN) * 2
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_rewritten_sentence_leads_to_all_that_say_it():
    rewritten = (
        Rewritten("The full dam dates from 1911.", chosen("The dam is full.", CHOSEN[0])),
        Rewritten(CHOSEN[2], chosen(CHOSEN[2]), quoted=True),
    )
    document = tree(replace(DAM, brief=replace(DAM.brief, rewritten=rewritten)))
    assert targets(document) == ["The dam is full.", CHOSEN[0], CHOSEN[2]]
    assert "“The gates open in April.”" in document.text_content()


def test_what_was_left_out_of_a_page_is_there_with_its_reason():
    document = tree(DAM)
    reasons = document.xpath("//div[@class='text']/h3")
    found = {each.text_content(): [block.text_content() for block in each.getnext()] for each in reasons}
    assert found == {
        "Links to other pages": ["Read on: ten bridges"],
        "Navigation": ["Home Sport Weather", "Search"],
    }


def test_every_reason_is_named():
    reasons = tuple(replace(digests.HARBOUR.reasons[0], rule=f"it says “{number}”") for number in range(20))
    assert "it says “19”" in page(replace(DAM, reasons=reasons))


def test_it_runs_nothing_and_asks_nobody_for_anything():
    document = tree(*digests.SEVERAL.entries, rejections=digests.REJECTIONS)
    assert document.xpath("//script | //link | //img | //iframe | //form | //object | //base") == []
    assert document.xpath("//@src | //@srcset | //@action | //@*[starts-with(name(), 'on')]") == []
    (policy,) = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert document.xpath("//meta[@name='referrer']/@content") == ["no-referrer"]
    assert not re.search(r"url\(|@import", document.findtext(".//style"))


def test_a_site_that_is_linked_does_not_learn_where_its_reader_comes_from():
    away = tree(*digests.SEVERAL.entries).xpath("//a[starts-with(@href, 'http')]/@rel")
    assert away
    assert set(away) == {"noreferrer noopener"}


def test_a_page_written_from_right_to_left_is_shown_so():
    document = tree(digests.ARABIC, digests.HARBOUR)
    assert [(each.get("dir"), each.get("lang")) for each in document.xpath("//article")] == [
        ("rtl", "ar"),
        ("ltr", "en"),
    ]


def test_texts_without_room_are_left_out_from_the_end_and_it_says_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archived, "PAGE_BYTES", 60_000)
    long = replace(DAM, page=replace(DAM.page, text=f"{TEXT}\n\n{'All of this was said. ' * 1_000}"))
    made = page(long, long, long)
    assert len(made.encode()) <= 60_000
    document = html.document_fromstring(made)
    assert [len(each.xpath(".//details")) for each in document.xpath("//article")] == [2, 2, 0]
    assert "have no room here" in document.xpath("//article")[2].text_content()
    assert targets(document) == list(CHOSEN) * 2


def test_pages_without_room_are_counted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archived, "PAGE_BYTES", 40_000)
    made = page(*[DAM] * 500)
    assert len(made.encode()) <= 40_000
    shown = len(html.document_fromstring(made).xpath("//article"))
    assert shown > 5
    assert f"And {500 - shown} more pages" in made


def test_what_a_huge_page_takes_is_bounded():
    huge = replace(DAM, page=replace(DAM.page, text="A sentence of a huge page. " * 200_000))
    assert len(page(*[huge] * 2).encode()) <= archived.PAGE_BYTES


def test_a_template_that_takes_all_the_room_is_named(tmp_path: Path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "digest.html.j2").write_text("x" * (archived.PAGE_BYTES + 1))
    with pytest.raises(TemplateError, match="archive/digest"):
        render_archived(digests.SINGLE, Templates(tmp_path, digests.BUILT_IN))


def test_a_template_of_the_user_replaces_it(tmp_path: Path):
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "digest.html.j2").write_text(
        "{{ digest.title }}: {{ sheets[0].paragraphs[0][0].text }} & {{ left_out }}"
    )
    assert render_archived(digests.SINGLE, Templates(tmp_path, digests.BUILT_IN)) == (
        f"North Sea desk: {digests.HARBOUR.brief.sentences[0].text} & 0"
    ).replace("North Sea desk", "Pagebrief")


def test_an_empty_digest_says_so():
    assert "There is nothing to tell this time." in page()


# ── No page can put anything but its words into it ────────────────────────────────────────────────


def skeleton(digest: Digest) -> list[tuple[str, tuple[str, ...]]]:
    elements = html.document_fromstring(render_archived(digest, TEMPLATES)).iter()
    return [(str(element.tag), tuple(element.keys())) for element in elements]


@pytest.mark.parametrize("field", digests.FIELDS)
@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_a_page_adds_no_element_that_an_honest_one_lacks(attack: str, field: str):
    made = skeleton(digests.carrying(digests.ATTACKS[attack], field))
    without_language = ("article", ("id", "dir"))
    assert {*made} <= {*skeleton(digests.carrying("honest")), without_language}


@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_nor_do_its_text_its_ledger_and_what_is_added_to_it(attack: str):
    text = digests.ATTACKS[attack]
    added = Later(text, text, digests.NOW, (text, text))
    entry = replace(
        DAM,
        page=replace(DAM.page, text=f"{TEXT}\n\n{text}", ledger=(Dropped(DropReason.FOOTER, text),)),
        timeline=(added,),
    )
    honest = Later("a", "https://example.org/b", digests.NOW, ("c",))
    known = {*skeleton(digests.digest(replace(DAM, timeline=(honest,))))}
    assert {*skeleton(digests.digest(entry))} <= known
    made = page(entry)
    assert not set(made) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\x00\x07\x1b")
    made.encode()  # no half of a surrogate pair
