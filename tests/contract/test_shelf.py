"""What every shelf does alike: a page is kept, and its link opens it for somebody without an account."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.request import urlopen

import pytest

from conftest import MakeClient
from fakes import FixedClock, MemoryShelf
from pagebrief.adapters.s3_shelf import S3Shelf
from pagebrief.ports import Shelf

NAME = "digests/2026-01-02T083000.000000Z-0123456789abcdef.html"


@dataclass(frozen=True)
class Kept:
    shelf: Shelf
    opened: Callable[[str], str]
    """What a link shows."""


@pytest.fixture(params=["memory", "s3"])
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
