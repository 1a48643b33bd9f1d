"""Whatever a key, an address or a member is called, what is written stays in its folder."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.digest import Entry, Rejection
from pagebrief.model import CleanPage, Discarded, DiscardReason, PageRef, RawPage
from pagebrief.pages import clean_all
from pagebrief.pipeline import LONGEST_NAME, version_of
from pagebrief.records import record_name
from unit import digests, files
from unit.command import EXAMPLES, pagebrief

NOW = datetime(2026, 3, 2, tzinfo=UTC)

PATHS = {
    "up": "../../../etc/passwd",
    "up in the middle": "in/../../../watches.yaml",
    "up, encoded": "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "up, encoded twice": "%252e%252e%252fetc",
    "up, overlong": "..\xc0\xaf..\xc0\xafetc",
    "up, other slashes": "..\\..\\windows\\system.ini",
    "up, slashes that look like it": "..\u2215..\u2044etc\uff0fpasswd",
    "from the root": "/etc/passwd",
    "a drive": "C:\\windows\\system.ini",
    "a share": "\\\\host\\share",
    "a device": "in/nul",
    "dots": "..",
    "a dot": ".",
    "nothing behind the slash": "in/",
    "a home": "~root/.ssh/authorized_keys",
    "a URL": "file:///etc/passwd",
    "our own names": "watches.yaml",
    "our own good name": "in/watches.good.yaml",
    "ends early": "in/page.html\x00.json",
    "lines": "in/page\r\nX-Header: 1\n\n.html",
    "controls": "in/\x1b[2J\x07\x7f\x9b.html",
    "half a pair": "in/\ud800.html",
    "right to left": "in/\u202elmth.egap",
    "long": "a" * 1_024,
    "wide and long": "漢" * 341,
    "a query": "in/page?versionId=1&x=#fragment",
    "a glob": "in/*[!a]{b}.html",
    "shell": "in/$(id)`id`;id|id&id.html",
}


def results(key: str) -> Iterator[Entry | Rejection]:
    for ref in (PageRef("pages", key, etag="1"), PageRef("pages", "in/file", member=key, digest="1")):
        yield replace(digests.HARBOUR, ref=ref)
        yield Rejection(ref, Discarded(DiscardReason.EMPTY, ""))


def assert_stays_in_its_folder(name: str) -> None:
    folder, day, file = name.split("/")
    assert (folder, day) in {("briefs", "2026-03-02"), ("discarded", "2026-03-02")}
    assert file.endswith(".json")
    assert set(file) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")
    assert file.strip(".") == file.lstrip(".")
    assert len(file) < 100


@pytest.mark.parametrize("kind", PATHS)
def test_a_record_stays_in_the_folder_of_its_day(kind: str) -> None:
    for result in results(PATHS[kind]):
        assert_stays_in_its_folder(record_name(result, NOW))


@given(st.text(st.characters(exclude_categories=())))
def test_any_key_and_any_member_give_a_record_in_the_folder_of_its_day(text: str) -> None:
    for result in results(text):
        assert_stays_in_its_folder(record_name(result, NOW))


def test_no_two_keys_share_a_record() -> None:
    names = {record_name(next(results(path)), NOW) for path in PATHS.values()}
    assert len(names) == len(PATHS)


@given(st.text(st.characters(exclude_categories=()), max_size=1_000).map(lambda text: text * 9))
def test_what_names_a_page_in_the_store_is_no_longer_than_a_key_of_it_may_be(member: str) -> None:
    page = version_of(PageRef("pages", "in/file", member=member, digest="1"))
    assert all(len(name.encode()) <= LONGEST_NAME for name in (page.identity, page.uri))


def test_long_names_that_differ_at_their_end_remain_two() -> None:
    members = ("漢" * 1_000 + end for end in "ab")
    first, second = (version_of(PageRef("pages", "in/file", member=each)).uri for each in members)
    assert first != second
    assert first.startswith("s3://pages/in/file#漢")


@pytest.mark.parametrize("kind", PATHS)
def test_a_member_of_an_archive_is_a_page_of_that_name_and_no_file(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name = PATHS[kind].encode("utf-8", "replace").decode()
    crawl = files.wacz({f"../{name}": files.warc(*files.responses("north"))})
    (found,) = clean_all(RawPage(PageRef("pages", "crawl.wacz"), crawl))
    assert isinstance(found[1], CleanPage | Discarded)
    assert list(tmp_path.rglob("*")) == []


NAMES = (
    "... -rf --out=x $(id).html a\nb.html \x1b[2J.html %2e%2e%2fa ..\\a con.html * watches.yaml digest.html"
).split(" ")


def test_a_digest_of_files_of_any_name_writes_its_own_files_and_nothing_else(tmp_path: Path) -> None:
    pages, out = tmp_path / "pages", tmp_path / "out"
    pages.mkdir()
    text = (EXAMPLES / "harbour-bridge.txt").read_text("utf-8")
    for number, name in enumerate(NAMES):
        (pages / name).write_text(f"Version {number}. {text}", "utf-8")
    pagebrief("digest", pages, "--out", out)
    written = {out / name for name in ("archive.html", "digest.html", "digest.txt", "slack.json")}
    assert set(tmp_path.rglob("*")) == {pages, out, *(pages / name for name in NAMES), *written}
