"""JSON and JSON Lines of crawlers: an object a page."""

import json
import tracemalloc

import pytest

from pagebrief.model import CleanPage, Discarded, DiscardReason
from pagebrief.pages import Limits, clean_all
from unit.files import html, json_lines, only, pages, refusal, results, text

FIRECRAWL = {
    "success": True,
    "data": {
        "markdown": f"# A bridge is rebuilt\n\n{text()}",
        "metadata": {
            "title": "A bridge is rebuilt - Courier",
            "sourceURL": "https://example.org/bridge",
            "ogSiteName": "Courier",
            "author": "Ada Example",
            "article:published_time": "2026-03-02T11:05:00.000Z",
            "statusCode": 200,
        },
    },
}


def test_every_line_is_a_page() -> None:
    found = pages(json_lines({"text": text("Northport")}, {"text": text("Southport")}))
    assert ["Northport" in page.text for page in found] == [True, False]


@pytest.mark.parametrize("key", ["html", "rawHtml", "text", "markdown", "content", "body", "page_content"])
def test_the_page_is_found_under_the_names_that_crawlers_give_it(key: str) -> None:
    for form in (html(), text()):
        page = only(json_lines({"url": "https://example.org/a", key: form}))
        assert text() in page.text or text() == page.text
        assert page.url == "https://example.org/a"


def test_markup_is_preferred_to_text() -> None:
    page = only(json_lines({"text": "Home News Sport " + text("Elsewhere"), "html": html()}))
    assert "Elsewhere" not in page.text


def test_what_firecrawl_writes_is_understood() -> None:
    ((ref, page),) = results(json.dumps(FIRECRAWL, indent=2).encode())
    assert isinstance(page, CleanPage)
    assert page.title == "A bridge is rebuilt - Courier"
    assert (page.url, page.site, page.author) == ("https://example.org/bridge", "Courier", "Ada Example")
    assert page.published_at == "2026-03-02T11:05:00+00:00"
    assert ref.uri == "s3://pages/in/file#https://example.org/bridge"


@pytest.mark.parametrize(
    "value",
    [
        [{"text": text("A")}, {"text": text("B")}],
        {"success": True, "data": [{"markdown": text("A")}, {"markdown": text("B")}]},
        {"pages": [{"content": {"html": html("A")}}, {"content": {"html": html("B")}}]},
    ],
)
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_of_pages_yields_each(value: object, indent: int | None) -> None:
    found = pages(json.dumps(value, indent=indent).encode())
    assert ["council of A" in page.text for page in found] == [True, False]


def test_a_large_array_is_read_element_by_element() -> None:
    filler = "A sentence of no importance that makes the page longer. " * 2_000
    body = json.dumps([{"text": text(str(n)), "filler": filler} for n in range(50)], indent=1).encode()
    assert len(pages(body)) == 50


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("date", "2026-03-02", "2026-03-02"),
        ("published", "Mon, 02 Mar 2026 11:05:00 GMT", "2026-03-02T11:05:00+00:00"),
        ("publishedAt", 1772449500, "2026-03-02T11:05:00+00:00"),
        ("date_publish", 1772449500000, "2026-03-02T11:05:00+00:00"),
        ("date", 3, None),
        ("date", "yesterday", None),
    ],
)
def test_dates_in_any_form_become_iso_8601(key: str, value: object, expected: str | None) -> None:
    assert only(json_lines({"text": text(), key: value})).published_at == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Ada Example", "Ada Example"),
        (["Ada Example", "Bo Example"], "Ada Example, Bo Example"),
        ([{"name": "Ada Example"}], "Ada Example"),
        ("https://example.org/ada", None),
        (7, None),
    ],
)
def test_authors_come_as_a_name_a_list_or_objects(value: object, expected: str | None) -> None:
    assert only(json_lines({"text": text(), "author": value})).author == expected


def test_the_title_that_the_crawler_noted_is_not_in_the_text_too() -> None:
    page = only(json_lines({"title": "Bridge: work begins", "text": f"Bridge: work begins\n\n{text()}"}))
    assert page.title == "Bridge: work begins"
    assert page.text == text()


def test_the_title_that_a_whole_page_gives_itself_stands() -> None:
    page = only(json_lines({"title": "something else", "html": html()}))
    assert page.title == "A bridge is rebuilt"


def test_an_address_that_is_none_is_not_taken() -> None:
    ((ref, page),) = results(json_lines({"url": "javascript:alert(1)", "text": text()}))
    assert isinstance(page, CleanPage)
    assert (page.url, ref.member) == (None, "1")


def test_a_page_keeps_its_identity_when_lines_are_added_around_it() -> None:
    first = {"text": text("Northport"), "fetched_at": "2026-03-02"}
    before = [ref.identity for ref, _ in results(json_lines(first))]
    first["fetched_at"] = "2026-03-03"
    after = [ref.identity for ref, _ in results(json_lines({"text": text("Southport")}, first))]
    assert before == after[1:]
    assert after[0] != after[1]


def test_what_a_page_says_is_its_identity() -> None:
    ((one, _),) = results(json_lines({"url": "https://example.org/a", "text": text()}))
    ((other, _),) = results(json_lines({"url": "https://example.org/a", "text": text() + " Corrected."}))
    assert one.uri == other.uri
    assert one.identity != other.identity


def test_a_broken_line_costs_the_others_nothing() -> None:
    body = json_lines({"text": text("A")}) + b'{"text": "cut off\n\n[]\n7\n' + json_lines({"text": text("B")})
    found = results(body)
    assert [type(result) for _, result in found] == [CleanPage, Discarded, Discarded, CleanPage]
    (broken_ref, broken), (_, number) = found[1:3]
    assert isinstance(broken, Discarded)
    assert isinstance(number, Discarded)
    assert broken_ref.uri == "s3://pages/in/file#2"
    assert broken.reason is DiscardReason.UNREADABLE
    assert "object 2 of in/file is no valid JSON" in broken.detail
    assert number.reason is DiscardReason.UNSUPPORTED


def test_an_object_without_a_page_is_named_with_its_keys() -> None:
    result = refusal(json_lines({"id": 7, "price": "4.50"}))
    assert result.reason is DiscardReason.UNSUPPORTED
    assert "found id, price" in result.detail


def test_what_the_server_refused_is_an_error_page() -> None:
    ((ref, result),) = results(json_lines({"url": "https://example.org/x", "status": 404, "html": html()}))
    assert isinstance(result, Discarded)
    assert result.reason is DiscardReason.ERROR_PAGE
    assert "status 404" in result.detail
    assert ref.member == "https://example.org/x"


def test_a_line_that_is_larger_than_a_page_is_passed_over() -> None:
    body = json_lines({"text": text() + "x" * 20_000}, {"text": text("Southport")})
    large, page = (result for _, result in results(body, limits=Limits(page_bytes=10_000)))
    assert isinstance(large, Discarded)
    assert large.reason is DiscardReason.TOO_LARGE
    assert isinstance(page, CleanPage)


def test_only_so_many_pages_of_a_file_are_read() -> None:
    body = json_lines(*({"text": text(str(number))} for number in range(5)))
    found = [result for _, result in results(body, limits=Limits(pages=3))]
    assert [isinstance(result, CleanPage) for result in found] == [True, True, True, False]
    assert isinstance(found[-1], Discarded)
    assert "more than 3 pages" in found[-1].detail


def test_a_file_of_many_pages_is_not_held_in_memory_unpacked() -> None:
    import gzip  # noqa: PLC0415

    from pagebrief.model import PageRef, RawPage  # noqa: PLC0415

    line = json_lines({"text": text(), "links": ["https://example.org/some/long/address"] * 20_000})
    body = gzip.compress(line * 50)  # 40 MB
    tracemalloc.start()
    count = sum(1 for _ in clean_all(RawPage(PageRef("", "x"), body), Limits(ratio=10_000)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 50
    assert peak < 20_000_000


@pytest.mark.parametrize(
    "body",
    [
        b'{"a":' * 100_000,
        b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        b'[{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}]",
        b'[{"text": "x"}, nonsense',
        b'{"text": ' + b"9" * 100_000 + b"}",
        b'{"text": 1e999, "url": NaN}',
    ],
    ids=["open", "deep", "deep in a list", "broken list", "a number", "infinity"],
)
def test_hostile_json_is_refused_with_a_reason(body: bytes) -> None:
    last = results(body)[-1][1]
    assert isinstance(last, Discarded)
    assert last.reason in {DiscardReason.UNREADABLE, DiscardReason.UNSUPPORTED}
    assert "broke the" not in last.detail


def test_null_bytes_and_lone_surrogates_in_a_string_do_no_harm() -> None:
    body = json_lines(
        {"title": "Half \ud800 a pair\0", "url": "https://example.org/\udfff", "text": text() + "\0\ud83d"}
    )
    ((ref, page),) = results(body)
    assert isinstance(page, CleanPage)
    (ref.uri + (page.title or "") + (page.url or "") + page.text).encode("utf-8")


def test_utf_16_as_powershell_writes_it_is_read() -> None:
    body = json_lines({"text": text("Überlingen")}).decode().encode("utf-16")
    assert "Überlingen" in only(body).text
