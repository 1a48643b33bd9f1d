"""Compressed pages: the marks decide, what is damaged is used as far as it goes, bombs stay packed."""

import bz2
import gzip
import random
from collections.abc import Callable

import brotli
import pytest
from backports import zstd

from pagebrief.model import CleanPage, Discarded, DiscardReason
from pagebrief.pages import Limits
from unit.files import html, json_lines, only, refusal, results, text, zeros

PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "zstd": zstd.compress,
    "brotli": brotli.compress,
}
SMALL = Limits(page_bytes=1_000_000, unpacked_bytes=5_000_000)


def noise(count: int) -> str:
    """Words that hardly shrink, so that a stream can be cut in the middle of them."""
    words = random.Random(7)  # noqa: S311 # no secret: words
    return " ".join(f"{words.getrandbits(40):x}" for _ in range(count))


@pytest.mark.parametrize("packing", PACK)
@pytest.mark.parametrize("name", ["page", "page.html", "page.html.gz", "page.br"])
def test_a_compressed_page_is_read_whatever_its_name(packing: str, name: str) -> None:
    page = only(PACK[packing](html().encode()), name)
    assert page.title == "A bridge is rebuilt"
    assert page.text == text()


@pytest.mark.parametrize("packing", PACK)
def test_a_compressed_plain_text_keeps_its_charset(packing: str) -> None:
    body = PACK[packing]((text("Überlingen") + "\n").encode("utf-16"))
    assert "The council of Überlingen met" in only(body).text


def test_the_content_encoding_of_an_object_names_brotli() -> None:
    ((_ref, page),) = results(brotli.compress(html().encode()), content_encoding="br")
    assert isinstance(page, CleanPage)


@pytest.mark.parametrize("name", ["page.br", "page"])
def test_a_page_that_only_claims_to_be_brotli_is_read_as_it_is(name: str) -> None:
    ((_ref, page),) = results(html().encode(), name, content_encoding="br")
    assert isinstance(page, CleanPage)
    assert page.title == "A bridge is rebuilt"


def test_compression_within_compression_is_undone_twice_and_no_more() -> None:
    packed = bz2.compress(gzip.compress(html().encode()))
    assert only(packed).title == "A bridge is rebuilt"
    again = refusal(zstd.compress(packed))
    assert (again.reason, "packed within itself" in again.detail) == (DiscardReason.TOO_LARGE, True)


@pytest.mark.parametrize("packing", PACK)
def test_of_a_stream_that_was_cut_short_the_beginning_is_used(packing: str) -> None:
    body = PACK[packing]((html() + noise(100_000)).encode())
    assert only(body[: len(body) - 1000]).title == "A bridge is rebuilt"


@pytest.mark.parametrize("packing", ["gzip", "bzip2", "zstd"])
def test_a_stream_that_holds_nothing_but_damage_is_unreadable(packing: str) -> None:
    result = refusal(PACK[packing](html().encode())[:14])
    assert result.reason is DiscardReason.UNREADABLE
    assert "can't be unpacked" in result.detail


def test_pages_before_the_damage_are_told_and_the_damage_too() -> None:
    lines = json_lines(
        *({"url": f"https://example.org/{n}", "text": text() + noise(20_000)} for n in range(3))
    )
    body = gzip.compress(lines)
    found = [result for _ref, result in results(body[: len(body) * 2 // 3])]
    assert isinstance(found[0], CleanPage)
    assert isinstance(found[-1], Discarded)
    assert "pages may be missing" in found[-1].detail


@pytest.mark.parametrize("packing", PACK)
def test_a_page_that_unpacks_to_more_than_a_page_may_have_is_too_large(packing: str) -> None:
    result = refusal(PACK[packing](b"<html>" + b"a " * 600_000), limits=SMALL)
    assert result.reason is DiscardReason.TOO_LARGE
    assert "unpacks to more than the 1 MB" in result.detail


@pytest.mark.parametrize("packing", PACK)
def test_all_that_a_file_unpacks_to_is_limited(packing: str) -> None:
    lines = json_lines(*({"text": text() + " " * 500_000} for _ in range(20)))
    found = [result for _ref, result in results(PACK[packing](lines), limits=SMALL)]
    assert isinstance(found[-1], Discarded)
    assert found[-1].reason is DiscardReason.TOO_LARGE
    assert "in/file unpacks to more than 5 MB" in found[-1].detail
    assert all(isinstance(result, CleanPage) for result in found[:-1])
    assert 5 <= len(found) < 12


@pytest.mark.parametrize("packing", PACK)
def test_a_bomb_of_any_kind_is_too_large_and_stays_packed(packing: str) -> None:
    line = b'{"text": "' + b"x" * 50_000_000
    result = refusal(PACK[packing](line))
    assert result.reason is DiscardReason.TOO_LARGE
    assert "far more than text of its size does" in result.detail


def test_a_bomb_within_a_bomb_is_too_large() -> None:
    bomb = gzip.compress(zeros(300_000_000))  # 300 MB in 1 kB
    assert len(bomb) < 10_000
    assert refusal(bomb).reason in {DiscardReason.TOO_LARGE, DiscardReason.UNSUPPORTED}
    packed = gzip.compress(gzip.compress(b'{"text": "' + b"x" * 50_000_000))
    assert refusal(packed).reason is DiscardReason.TOO_LARGE
