"""What every shelf does alike: a page is kept, and its link opens it for somebody without an account."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from urllib.request import url2pathname, urlopen

import pytest

from conftest import MakeClient
from fakes import FixedClock, MemoryShelf
from pagebrief.adapters.folder_shelf import FolderShelf
from pagebrief.adapters.s3_shelf import S3Shelf
from pagebrief.errors import PermanentError
from pagebrief.ports import OpenShelf, Shelf

NAME = "digests/2026-01-02T083000.000000Z-0123456789abcdef.html"


@dataclass(frozen=True)
class Kept:
    shelf: Shelf
    opened: Callable[[str], str]
    """What a link shows."""


@pytest.fixture(params=["memory", "s3", "folder"])
def kept(request: pytest.FixtureRequest) -> Kept:
    found: Kept = request.getfixturevalue(f"{request.param}_kept")
    return found


@pytest.fixture
def memory_kept() -> Kept:
    shelf = MemoryShelf()
    return Kept(shelf, lambda url: shelf.pages[url.removeprefix(shelf.URL).partition("?")[0]])


def open_link(url: str) -> str:
    with urlopen(url) as answer:
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        return str(answer.read(), "utf-8")


@pytest.fixture
def s3_kept(make_client: MakeClient, aws_endpoint: str, bucket: str) -> Kept:
    client: Any = make_client("s3", aws_endpoint)
    return Kept(S3Shelf(client, bucket, FixedClock()), open_link)


@pytest.fixture
def folder_kept(tmp_path: Path) -> Kept:
    return Kept(FolderShelf(tmp_path), lambda url: Path(url2pathname(urlsplit(url).path)).read_text("utf-8"))


@pytest.fixture(params=["s3", "folder"])
def shelf(request: pytest.FixtureRequest) -> OpenShelf:
    found: Kept = request.getfixturevalue(f"{request.param}_kept")
    return cast(OpenShelf, found.shelf)


@pytest.mark.parametrize("html", ["<!doctype html><p>«Ja», 日本 &amp; مياه</p>", ""])
def test_a_link_opens_the_page_as_it_was_kept(kept: Kept, html: str) -> None:
    assert kept.opened(kept.shelf.keep(NAME, html).url) == html


def test_a_later_page_of_the_same_name_is_what_both_links_open(kept: Kept) -> None:
    first, second = kept.shelf.keep(NAME, "first"), kept.shelf.keep(NAME, "second")
    assert [kept.opened(link.url) for link in (first, second)] == ["second"] * 2
    assert first.place == second.place


def test_pages_of_other_names_are_left_alone(kept: Kept) -> None:
    one = kept.shelf.keep(NAME, "one")
    kept.shelf.keep(NAME.replace("0", "1"), "other")
    assert kept.opened(one.url) == "one"


def test_the_place_ends_in_the_name(kept: Kept) -> None:
    assert kept.shelf.keep(NAME, "").place.endswith(f"/{NAME}")


# ── From which pages are taken, too ───────────────────────────────────────────────────────────────


def test_what_was_kept_is_listed_by_its_name_and_read_as_it_was(shelf: OpenShelf) -> None:
    html = "<!doctype html><p>«Ja», 日本 &amp; مياه</p>"
    shelf.keep(NAME, html)
    shelf.keep("digests/other one: 2.html", "other")
    assert {name for _, name in shelf.names()} == {NAME, "digests/other one: 2.html"}
    assert shelf.read(NAME, 1_000) == html


def test_it_says_when_a_page_was_kept(shelf: OpenShelf) -> None:
    shelf.keep(NAME, "")
    ((at, _),) = shelf.names()
    assert abs(datetime.now(UTC) - at) < timedelta(minutes=5)


def test_an_empty_one_lists_nothing(shelf: OpenShelf) -> None:
    assert list(shelf.names()) == []


def test_a_page_of_as_many_bytes_as_are_read_is_read_and_a_larger_one_is_refused(shelf: OpenShelf) -> None:
    shelf.keep(NAME, "äö")
    assert shelf.read(NAME, 4) == "äö"
    with pytest.raises(PermanentError, match=r"it has .* bytes"):
        shelf.read(NAME, 3)


def test_a_page_that_is_not_there_is_named(shelf: OpenShelf) -> None:
    with pytest.raises(PermanentError, match=NAME):
        shelf.read(NAME, 9)


def test_what_is_no_utf_8_is_read_as_far_as_it_goes(shelf: OpenShelf) -> None:
    shelf.keep(NAME, "half \ud83d")
    assert shelf.read(NAME, 99) == "half ?"
