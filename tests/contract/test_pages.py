"""What every place where pages lie does alike."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from fakes import MemoryPages
from pagebrief.adapters.folder_pages import FolderPages
from pagebrief.adapters.s3_pages import S3Pages
from pagebrief.errors import PageError
from pagebrief.model import DiscardReason, PageRef
from pagebrief.ports import Pages

LIMIT = 200_000


@dataclass(frozen=True)
class Place:
    pages: Pages
    put: Callable[[str, bytes, str], PageRef]
    """(name, body, content type) → the ref by which it can be fetched."""


@pytest.fixture(params=["memory", "folder", "s3"])
def place(request: pytest.FixtureRequest) -> Place:
    found: Place = request.getfixturevalue(f"{request.param}_place")
    return found


@pytest.fixture
def memory_place() -> Place:
    pages = MemoryPages(LIMIT)
    return Place(pages, lambda name, body, content_type: pages.put("pages", name, body, content_type))


@pytest.fixture
def folder_place(tmp_path: Path) -> Place:
    def put(name: str, body: bytes, _content_type: str) -> PageRef:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        return PageRef("", str(path))

    return Place(FolderPages(LIMIT), put)


@pytest.fixture
def s3_place(s3: Any, bucket: str) -> Place:
    def put(name: str, body: bytes, content_type: str) -> PageRef:
        s3.put_object(Bucket=bucket, Key=name, Body=body, ContentType=content_type)
        return PageRef(bucket, name)

    return Place(S3Pages(s3, LIMIT), put)


def test_a_page_comes_back_byte_for_byte_with_its_content_type(place: Place) -> None:
    body = bytes(range(256)) * 300  # more than one chunk
    raw = place.pages.fetch(place.put("a.html", body, "text/html"))
    assert raw.body == body
    assert raw.content_type == "text/html"
    assert raw.metadata == {}


def test_the_ref_of_a_fetched_page_names_what_was_read(place: Place) -> None:
    ref = place.put("a.txt", b"four", "text/plain")
    raw = place.pages.fetch(replace(ref, size=None))
    assert (raw.ref.bucket, raw.ref.key, raw.ref.size) == (ref.bucket, ref.key, 4)


def test_the_same_bytes_under_the_same_name_keep_their_identity(place: Place) -> None:
    first = place.pages.fetch(place.put("a.txt", b"same", "text/plain"))
    again = place.pages.fetch(place.put("a.txt", b"same", "text/plain"))
    assert first.ref.identity == again.ref.identity


def test_other_bytes_under_the_same_name_are_another_page(place: Place) -> None:
    first = place.pages.fetch(place.put("a.txt", b"same", "text/plain"))
    other = place.pages.fetch(place.put("a.txt", b"other", "text/plain"))
    assert first.ref.identity != other.ref.identity


def test_an_empty_page_is_read_as_empty(place: Place) -> None:
    assert place.pages.fetch(place.put("empty.txt", b"", "text/plain")).body == b""


@pytest.mark.parametrize("name", ["reports/C++ a+b é.txt", "100%/a?b&c=d#e.txt", "日本/語.txt"])
def test_a_name_means_itself_whatever_its_characters(place: Place, name: str) -> None:
    assert place.pages.fetch(place.put(name, name.encode(), "text/plain")).body == name.encode()


def test_a_page_of_just_the_limit_is_read(place: Place) -> None:
    assert len(place.pages.fetch(place.put("a.txt", b"x" * LIMIT, "text/plain")).body) == LIMIT


def test_a_page_over_the_limit_is_refused_with_both_sizes(place: Place) -> None:
    ref = place.put("big.txt", b"x" * (LIMIT + 1), "text/plain")
    with pytest.raises(PageError, match=r"big\.txt has 0\.3 MB, more than the 0\.2 MB") as refusal:
        place.pages.fetch(ref)
    assert refusal.value.reason is DiscardReason.TOO_LARGE


def test_a_missing_page_is_reported_as_missing_by_its_name(place: Place) -> None:
    ref = place.put("a.txt", b"x", "text/plain")
    with pytest.raises(PageError, match=r"elsewhere\.txt") as refusal:
        place.pages.fetch(replace(ref, key=f"{ref.key}/elsewhere.txt"))
    assert refusal.value.reason is DiscardReason.MISSING
