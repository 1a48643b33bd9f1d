import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagebrief.model import CleanPage, Discarded, DiscardReason, PageRef, RawPage
from pagebrief.pages import clean
from pagebrief.pages.charsets import decode
from pagebrief.pages.formats import Format, format_of

EXAMPLES = Path(__file__).parents[2] / "examples/pages"
SENTENCE = "Der Bürgermeister größerer Städte hört die Wünsche der Bevölkerung, sagt die Behörde. "


def raw(body: bytes, content_type: str | None = None) -> RawPage:
    return RawPage(PageRef("pages", "in/page"), body, content_type)


def discarded(body: bytes) -> Discarded:
    result = clean(raw(body))
    assert isinstance(result, Discarded)
    return result


@pytest.mark.parametrize("body", [b"", b" \r\n\t ", b"\n" * 1000])
def test_an_empty_page_is_discarded_as_empty(body: bytes) -> None:
    assert discarded(body).reason is DiscardReason.EMPTY


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "png"),
        (gzip.compress(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", mtime=0), "png"),
        (bytes(range(256)) * 40, "binary"),
    ],
)
def test_a_binary_page_is_discarded_by_its_kind(body: bytes, kind: str) -> None:
    result = discarded(body)
    assert result.reason is DiscardReason.UNSUPPORTED
    assert kind in result.detail
    assert "in/page" in result.detail


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("<!DOCTYPE html><p>x", Format.HTML),
        ("\n\n  <div class=x>text</div>", Format.HTML),
        ("\ufeff<?xml version='1.0'?><html><body/></html>", Format.HTML),
        ("<!-- saved --><html>", Format.HTML),
        ("Menu <b>x</b> <a>y</a> <i>z</i> <u>w</u> <b>v</b>", Format.HTML),
        ("<style>p { color: red }</style>" + "x " * 400, Format.HTML),
        ("a < b and c > d", Format.TEXT),
        (
            "The table element\n\n" + "<table> holds rows, each <tr> cells, as a page about HTML says. " * 5,
            Format.TEXT,
        ),
        ("<div><img src='https://example.org/b'></div>\n" + "The council met on Monday. " * 60, Format.TEXT),
        ("<3 this\n\nplain text", Format.TEXT),
        ("# Markdown\n\n<br>", Format.TEXT),
        ('{"url": "https://example.org"}\n{"url": ', Format.JSON_LINES),
        ('\ufeff {"broken": \n{"text": "x"}\n{"text": "y"}', Format.JSON_LINES),
        ('{\n  "text": "x"\n}', Format.JSON),
        ('[{"text": "x"}]', Format.JSON),
        ('{"@context": "https://schema.org"}\nMenu\nThe council met.\nIt voted.', Format.TEXT),
        ("[Home](https://example.org) [News](https://example.org/news)", Format.TEXT),
        ("{not json}", Format.TEXT),
        ('<?xml version="1.0"?><!-- x --><rss version="2.0"><channel>', Format.FEED),
        ('<feed xmlns="http://www.w3.org/2005/Atom">', Format.FEED),
        ('<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', Format.HTML),
        ("From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", Format.MHTML),
        ("From: the editor\n\nThe council met.", Format.TEXT),
        ("WARC/1.0\r\nWARC-Type: warcinfo", Format.WARC),
        ("PK\x03\x04\x00", Format.ZIP),
        ("junk in front %PDF-1.7", Format.PDF),
    ],
)
def test_content_decides_what_a_page_is(text: str, form: Format) -> None:
    assert format_of(text.encode()) is form


@pytest.mark.parametrize(
    ("charset", "declared"),
    [
        ("utf-8", None),
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-16-le", None),
        ("utf-16-be", "text/plain; charset=utf-8"),
        ("cp1252", "text/plain; charset=iso-8859-1"),
        ("cp1252", "text/plain; charset=utf-8"),
        ("cp1252", None),
        ("cp1252", "text/plain; charset=no-such-charset"),
    ],
)
def test_text_is_decoded_whatever_the_declaration_says(charset: str, declared: str | None) -> None:
    text = SENTENCE * 20
    assert decode(text.encode(charset), declared, "page").lstrip("\ufeff") == text


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("shift_jis", "東京都は新しい橋の建設を発表した。工事は来年の春に始まる予定だ。"),
        ("windows-1251", "Городской совет принял решение о строительстве нового моста через реку."),
        ("euc-kr", "시의회는 강을 건너는 새 다리를 건설하기로 결정했다."),
    ],
)
def test_a_charset_that_the_page_names_is_used(charset: str, text: str) -> None:
    page = f'<meta charset="{charset}"><p>{text * 5}</p>'.encode(charset)
    assert text in decode(page, None, "page")


def test_a_page_cut_in_mid_character_is_still_utf_8() -> None:
    body = (SENTENCE * 5).encode()
    cut = body[: body.rindex("ö".encode()) + 1]
    assert decode(cut, None, "page").startswith(SENTENCE)


def test_a_latin_1_page_comes_out_right() -> None:
    page = clean(RawPage(PageRef("", "x"), (EXAMPLES / "stadtbuecherei.html").read_bytes()))
    assert isinstance(page, CleanPage)
    assert page.title == "Stadtbücherei öffnet nach zwei Jahren wieder"
    assert page.site == "Beispielbote"
    assert page.language == "de"


@settings(deadline=None)  # the first of a kind imports its reader
@given(st.binary(max_size=2000), st.sampled_from([b"", b"<html><body>", b"<p>", b"\xff\xfe", b"Menu\n\n"]))
def test_any_bytes_get_an_answer(body: bytes, head: bytes) -> None:
    result = clean(raw(head + body))
    if isinstance(result, Discarded):
        assert "broke the" not in result.detail
