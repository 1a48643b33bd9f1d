"""``pagebrief archive export`` and ``share``: the index over a deployment's pages."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from lxml import html

from pagebrief.adapters.s3_shelf import S3Shelf
from pagebrief.bootstrap import find_templates
from pagebrief.messages import render_archived
from unit import digests
from unit.command import pagebrief


def opened(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.read(), "utf-8")


DESK = replace(digests.digest(digests.HARBOUR, digests.GRID), channel="slack:#desk")
NIGHT = replace(digests.digest(digests.FRENCH, title="night"), channel="email:night@example.org")


@pytest.fixture
def kept(shelf: S3Shelf, stack: str) -> str:
    """The name of a stack with two digests, and a page that is older than cards."""
    templates = find_templates()
    shelf.keep("digests/desk.html", render_archived(DESK, templates))
    shelf.keep("digests/night.html", render_archived(NIGHT, templates))
    shelf.keep("digests/old.html", "<title>An older page</title>")
    return stack


def test_a_share_with_other_options_does_not_change_what_an_earlier_link_opens(
    kept: str, person: Mapping[str, str]
) -> None:
    desk = pagebrief("archive", "share", kept, "--channel", DESK.channel, env=person).stdout.strip()
    before = opened(desk)
    everybody = pagebrief("archive", "share", kept, env=person)
    assert opened(desk) == before != opened(everybody.stdout.strip())
    assert everybody.stderr.startswith("3 stories in 3 pages"), "an index is no page of the archive"


def headlines(document: Any) -> list[str]:
    return [each.text_content() for each in document.iter("h4")]


def read(file: Path) -> Any:
    return html.document_fromstring(file.read_text("utf-8"))


def test_an_exported_archive_opens_from_its_folder(
    kept: str, person: Mapping[str, str], tmp_path: Path
) -> None:
    run = pagebrief("archive", "export", tmp_path / "here", "--stack", kept, env=person)
    assert run.stdout == f"{tmp_path / 'here/index.html'}\n"
    assert run.stderr == "3 stories in 3 pages, 1 of them by their titles alone\n"
    document = read(tmp_path / "here/index.html")
    assert set(headlines(document)) == {
        each.brief.headline for each in (digests.HARBOUR, digests.GRID, digests.FRENCH)
    }
    assert "An older page" in document.text_content()
    for link in document.xpath("//h4/a/@href | //h3/a/@href"):
        name, _, place = link.partition("#")
        page = read(tmp_path / "here" / name)
        assert not place or page.get_element_by_id(place) is not None
        assert page.xpath("//section//a/@href") == ["index.html"]


def test_once_more_it_is_made_anew(
    kept: str, shelf: S3Shelf, person: Mapping[str, str], tmp_path: Path
) -> None:
    pagebrief("archive", "export", tmp_path, "--stack", kept, env=person)
    shelf.keep("digests/more.html", render_archived(DESK, find_templates()))
    pagebrief("archive", "export", tmp_path, "--stack", kept, env=person)
    assert len(headlines(read(tmp_path / "index.html"))) == 5


def test_one_channels_pages_alone_are_exported_if_that_is_asked_for(
    kept: str, person: Mapping[str, str], tmp_path: Path
) -> None:
    run = pagebrief("archive", "export", tmp_path, "--stack", kept, "--channel", "slack:#desk", env=person)
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", "desk.html"}
    assert "2 pages of other channels, or of none that is known, left out" in run.stderr


def test_what_was_kept_before_is_left_out_if_that_is_asked_for(
    kept: str, person: Mapping[str, str], tmp_path: Path
) -> None:
    pagebrief("archive", "export", tmp_path, "--stack", kept, "--since", "2999-01-01", env=person)
    assert "There is no digest here yet." in (tmp_path / "index.html").read_text("utf-8")
    assert "is no time" in pagebrief(
        "archive", "export", tmp_path, "--stack", kept, "--since", "soon", env=person, expect=2
    ).stderr  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../../stolen.html", "/stolen.html", "a/../../stolen.html", "INDEX.html", "x.sh"]
)
def test_a_key_that_leads_out_of_the_folder_is_listed_and_not_written(
    kept: str, shelf: S3Shelf, person: Mapping[str, str], tmp_path: Path, name: str
) -> None:
    shelf.keep(f"digests/{name}", render_archived(DESK, find_templates()))
    run = pagebrief("archive", "export", tmp_path / "a/b", "--stack", kept, env=person)
    written = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert written == {f"a/b/{each}.html" for each in ("index", "desk", "night", "old")}
    if name != "INDEX.html":
        assert f"digests/{name}" in run.stderr
        assert f"digests/{name}" in read(tmp_path / "a/b/index.html").text_content()


def test_a_shared_index_and_all_behind_it_open_without_an_account(
    kept: str, shelf: S3Shelf, person: Mapping[str, str]
) -> None:
    run = pagebrief("archive", "share", kept, env=person)
    document = html.document_fromstring(opened(run.stdout.strip()))
    assert len(headlines(document)) == 3
    assert "Whoever has this page can open them." in document.text_content()
    for link in document.xpath("//h4/a/@href"):
        url, _, place = link.partition("#")
        assert html.document_fromstring(opened(url)).get_element_by_id(place) is not None
    listed = pagebrief("archive", "list", kept, env=person).stdout
    assert "desk.html" in listed
    assert "index.html" not in listed


def test_a_shared_index_of_one_channel_links_no_other(kept: str, person: Mapping[str, str]) -> None:
    run = pagebrief("archive", "share", kept, "--channel", "slack:#desk", env=person)
    made = opened(run.stdout.strip())
    assert "desk.html" in made
    assert "night" not in made
