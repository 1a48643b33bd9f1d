"""Archived pages in a folder: nothing outside it is written or read, whoever named the page."""

import os
from pathlib import Path

import pytest

from pagebrief.adapters.folder_shelf import FolderShelf
from pagebrief.errors import PermanentError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "archive"
    made.mkdir()
    (tmp_path / "outside.html").write_text("secret")
    return made


def files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "name",
    [
        "../outside.html",
        "a/../../outside.html",
        "/outside.html",
        "//outside.html",
        "..",
        ".",
        "",
        "a/..",
        "page.html/../../x.html",
        "null\x00.html",
        ".bashrc",
        "run.sh",
    ],
)
def test_a_name_that_leads_out_of_the_folder_or_is_no_page_is_refused(folder: Path, name: str) -> None:
    before = files(folder.parent)
    for use in (lambda shelf: shelf.keep(name, "x"), lambda shelf: shelf.read(name, 9)):
        with pytest.raises(PermanentError):
            use(FolderShelf(folder))
    assert files(folder.parent) == before


def test_an_absolute_path_is_none_within_it(folder: Path) -> None:
    with pytest.raises(PermanentError, match="no page within the folder"):
        FolderShelf(folder).keep(str(folder.parent / "outside.html"), "x")


def test_a_link_out_of_it_is_neither_read_nor_written_through(folder: Path) -> None:
    (folder / "link.html").symlink_to(folder.parent / "outside.html")
    (folder / "up").symlink_to(folder.parent)
    for name in ("link.html", "up/outside.html"):
        with pytest.raises(PermanentError, match="no page within the folder"):
            FolderShelf(folder).keep(name, "x")
        with pytest.raises(PermanentError, match="no page within the folder"):
            FolderShelf(folder).read(name, 99)
    assert (folder.parent / "outside.html").read_text() == "secret"


def test_pages_in_folders_are_listed_and_hidden_ones_are_not(folder: Path) -> None:
    for name in ("a.html", "b/c.html", ".hidden.html", ".git/x.html", "notes.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x")
    (folder / "circle").symlink_to(folder)
    assert {name for _, name in FolderShelf(folder).names()} == {"a.html", "b/c.html"}


def test_the_newest_come_first(folder: Path) -> None:
    for second, name in enumerate(("b.html", "c.html", "a.html")):
        (folder / name).write_text("x")
        os.utime(folder / name, (second, second))
    assert [name for _, name in FolderShelf(folder).names()] == ["a.html", "c.html", "b.html"]


def test_a_pipe_keeps_nobody_waiting(folder: Path) -> None:
    os.mkfifo(folder / "pipe.html")
    with pytest.raises(PermanentError, match="no regular file"):
        FolderShelf(folder).read("pipe.html", 9)


def test_a_folder_in_the_place_of_a_page_is_named(folder: Path) -> None:
    (folder / "a.html").mkdir()
    with pytest.raises(PermanentError, match=r"'a\.html' can't be written: Is a directory"):
        FolderShelf(folder).keep("a.html", "x")
