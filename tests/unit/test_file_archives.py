"""WARC and WACZ: which of the many things that a crawl keeps are pages."""

import gzip
import io
import zipfile
from pathlib import Path

import brotli
import pytest

from pagebrief.model import CleanPage, Discarded, DiscardReason
from pagebrief.pages import Limits
from unit.files import conversion, html, pages, refusal, responses, results, text, wacz, warc, zeros

HTML = {"Content-Type": "text/html; charset=utf-8"}


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:100], body[100:])) + b"0\r\n\r\n"


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
def test_each_answer_with_a_text_is_a_page(packed: bool) -> None:
    found = pages(warc(*responses("north", "south"), packed=packed))
    assert [page.url for page in found] == ["https://example.org/north", "https://example.org/south"]
    assert "council of north" in found[0].text


def test_an_archive_packed_as_a_whole_is_read_too() -> None:
    body = gzip.compress(warc(*responses("north", "south"), packed=False))
    assert len(pages(body)) == 2


def test_pictures_style_sheets_redirects_and_robots_txt_are_no_pages() -> None:
    body = warc(
        ("https://example.org/a.css", "200 OK", {"Content-Type": "text/css"}, b"p {}"),
        ("https://example.org/a.png", "200 OK", {"Content-Type": "image/png"}, b"\x89PNG"),
        ("https://example.org/old", "301 Moved", {"Location": "/new"}, b""),
        ("https://example.org/robots.txt", "200 OK", {"Content-Type": "text/plain"}, b"User-agent: *"),
        *responses("north"),
    )
    assert len(pages(body)) == 1


def test_an_error_page_is_discarded_as_such() -> None:
    body = warc(("https://example.org/x", "404 Not Found", HTML, html().encode()), *responses("north"))
    (ref, error), (_, page) = results(body)
    assert isinstance(error, Discarded)
    assert error.reason is DiscardReason.ERROR_PAGE
    assert "https://example.org/x in in/file" in error.detail
    assert ref.member == "https://example.org/x"
    assert isinstance(page, CleanPage)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Content-Encoding": "gzip"}, gzip.compress(html().encode(), mtime=0)),
        ({"Content-Encoding": "br"}, brotli.compress(html().encode())),
        ({"Content-Encoding": "br"}, html().encode()),  # the crawler unpacked it and kept the header
        ({"Transfer-Encoding": "chunked"}, chunked(html().encode())),
        (
            {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
            chunked(gzip.compress(html().encode(), mtime=0)),
        ),
        ({"Content-Type": "text/html; charset=windows-1252"}, html("Überlingen").encode("cp1252")),
    ],
    ids=["gzip", "br", "br no more", "chunked", "both", "charset"],
)
def test_an_answer_is_read_however_it_was_sent(headers: dict[str, str], body: bytes) -> None:
    (page,) = pages(warc(("https://example.org/a", "200 OK", HTML | headers, body)))
    assert page.title == "A bridge is rebuilt"
    assert "�" not in page.text


def test_a_deflated_answer_is_read() -> None:
    import zlib  # noqa: PLC0415

    headers = HTML | {"Content-Encoding": "deflate"}
    assert len(pages(warc(("https://example.org/a", "200 OK", headers, zlib.compress(html().encode()))))) == 1


def test_texts_that_were_made_of_pages_are_pages() -> None:
    (page,) = pages(conversion("https://example.org/a", text().encode()))
    assert page.text == text()


def test_an_archive_without_a_page_says_so() -> None:
    assert refusal(warc()).reason is DiscardReason.NO_ARTICLE


def test_an_archive_that_was_cut_off_tells_its_pages_and_that_some_may_be_missing() -> None:
    body = warc(*responses("north", "south"))
    found = [result for _, result in results(body[:-300])]
    assert isinstance(found[0], CleanPage)
    assert isinstance(found[-1], Discarded)
    assert "may be missing" in found[-1].detail


def test_rubbish_behind_the_mark_of_an_archive_is_unreadable(capfd: pytest.CaptureFixture[str]) -> None:
    result = refusal(b"WARC/1.0\r\nContent-Length: many\r\n\r\n" + b"\0rubbish\n" * 100)
    assert result.reason in {DiscardReason.UNREADABLE, DiscardReason.NO_ARTICLE}
    assert capfd.readouterr().err == ""


def test_a_line_that_never_ends_in_an_archive_gets_an_answer() -> None:
    results(b"WARC/1.0\r\nX: " + b"x" * 15_000_000)


def test_a_bomb_in_one_answer_costs_the_others_nothing() -> None:
    bomb = ("https://example.org/bomb", "200 OK", HTML | {"Content-Encoding": "gzip"}, zeros(2_000_000))
    limits = Limits(page_bytes=1_000_000)
    (_, large), (_, page) = results(warc(bomb, *responses("north")), limits=limits)
    assert isinstance(large, Discarded)
    assert large.reason is DiscardReason.TOO_LARGE
    assert isinstance(page, CleanPage)


def test_a_crawl_yields_the_pages_that_it_lists_with_their_titles() -> None:
    body = wacz(
        {"data.warc.gz": warc(*responses("north", "an-ad-in-a-frame", "south"))},
        {"https://example.org/north": "North", "https://example.org/south": "South"},
    )
    found = pages(body)
    assert [page.url for page in found] == ["https://example.org/north", "https://example.org/south"]


def test_a_crawl_that_lists_no_pages_yields_all() -> None:
    body = wacz({"a.warc.gz": warc(*responses("north")), "b.warc": warc(*responses("south"), packed=False)})
    assert len(pages(body)) == 2


def test_a_listed_page_that_was_moved_is_found_where_it_was_moved_to() -> None:
    moved = ("https://example.org/old", "302 Found", HTML | {"Location": "/north"}, b"")
    body = wacz({"a.warc.gz": warc(moved, *responses("north"))}, {"https://example.org/old": "Old"})
    (page,) = pages(body)
    assert page.url == "https://example.org/north"


def test_a_listed_page_without_an_answer_is_missing() -> None:
    body = wacz({"a.warc.gz": warc(*responses("north"))}, {"https://example.org/gone": "Gone"})
    result = refusal(body)
    assert result.reason is DiscardReason.MISSING
    assert "https://example.org/gone" in result.detail


def test_another_zip_is_unsupported_and_a_broken_one_unreadable() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("word/document.xml", "<w/>")
    assert refusal(stream.getvalue()).reason is DiscardReason.UNSUPPORTED
    assert refusal(stream.getvalue()[:-30]).reason is DiscardReason.UNREADABLE


def test_a_damaged_archive_in_a_crawl_costs_the_others_nothing() -> None:
    body = wacz({"a.warc.gz": b"WARC/9 rubbish", "b.warc.gz": warc(*responses("north"))})
    found = [result for _, result in results(body)]
    assert [type(result) for result in found] == [Discarded, CleanPage]


def test_a_bomb_in_a_crawl_is_too_large() -> None:
    assert len(bomb := wacz({"a.warc": bytes(50_000_000)})) < 100_000
    assert refusal(bomb).reason is DiscardReason.TOO_LARGE
    head = warc(*responses("north"), packed=False)
    packed = gzip.compress(head + b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n" + bytes(50_000_000))
    last = results(wacz({"a.warc.gz": packed}))[-1][1]
    assert isinstance(last, Discarded)
    assert last.reason is DiscardReason.TOO_LARGE


def test_a_member_packed_in_an_odd_way_is_named() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as file:
        file.writestr("archive/a.warc.gz", warc(*responses("north")))
    result = refusal(stream.getvalue())
    assert result.reason is DiscardReason.UNSUPPORTED
    assert "archive/a.warc.gz" in result.detail


def test_archives_leave_no_files_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    pages(wacz({"a.warc.gz": warc(*responses("north"))}))
    assert list(tmp_path.iterdir()) == []


def test_a_record_of_more_headers_than_anybody_sends_ends_the_archive_and_the_pages_before_it_stay() -> None:
    body = warc(*responses("north"), packed=False) + b"WARC/1.0\r\n" + b"A: b\r\n" * 2_000
    (_, page), (_, rest) = results(body)
    assert isinstance(page, CleanPage)
    assert isinstance(rest, Discarded)
    assert rest.reason is DiscardReason.UNREADABLE
    assert "headers" in rest.detail
