"""Pages in local files: what a folder yields, and the files that can't be pages."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from pagebrief.adapters.folder_pages import FolderPages, page_files
from pagebrief.errors import PageError
from pagebrief.model import DiscardReason, PageRef

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such files")


def keys(*paths: Path) -> list[str]:
    return [ref.key for ref in page_files(paths)]


def refusal(path: Path) -> PageError:
    with pytest.raises(PageError) as failure:
        FolderPages(max_bytes=100).fetch(PageRef("", str(path)))
    return failure.value


def test_a_folder_yields_its_files_in_sorted_order_and_those_of_its_folders(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/2.txt", "sub/1.txt", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    expected = ["a.txt", "b.txt", "c.txt", "sub/1.txt", "sub/2.txt"]
    assert keys(tmp_path) == [str(tmp_path / name) for name in expected]


def test_hidden_files_are_left_out_unless_they_are_named(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/config").write_text("x")
    (tmp_path / ".DS_Store").write_text("x")
    assert keys(tmp_path) == []
    assert keys(tmp_path / ".DS_Store") == [str(tmp_path / ".DS_Store")]


def test_named_paths_keep_their_order_and_a_missing_one_is_yielded_too(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("x")
    assert keys(tmp_path / "b.txt", tmp_path / "a.txt") == [str(tmp_path / "b.txt"), str(tmp_path / "a.txt")]
    assert refusal(tmp_path / "a.txt").reason is DiscardReason.MISSING


def test_every_ref_is_local(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    assert [ref.uri for ref in page_files([tmp_path])] == [str(tmp_path / "a.txt")]


def test_folders_that_are_linked_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    assert keys(tmp_path) == [str(tmp_path / "a.txt"), str(tmp_path / "circle")]
    assert refusal(tmp_path / "circle").reason is DiscardReason.UNREADABLE


@linux_only
def test_a_name_that_is_not_utf8_is_read_and_can_be_printed(tmp_path: Path) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    odd.write_bytes(b"x" * 101)
    assert keys(tmp_path) == [str(odd)]
    assert refusal(odd).detail.encode("utf-8").startswith(f"{tmp_path}/caf�.txt has".encode())
    odd.write_bytes(b"fine")
    assert FolderPages(max_bytes=100).fetch(PageRef("", str(odd))).body == b"fine"


def test_a_file_of_an_unknown_kind_has_no_content_type(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("x")
    assert FolderPages(max_bytes=100).fetch(PageRef("", str(tmp_path / "page"))).content_type is None


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert refusal(tmp_path / "pipe").reason is DiscardReason.UNREADABLE


@linux_only
def test_a_file_that_grows_while_it_is_read_is_still_held_to_the_limit() -> None:
    # Files under /proc say that they have no bytes, and have some.
    assert refusal(Path("/proc/self/status")).reason is DiscardReason.TOO_LARGE


@pytest.mark.parametrize("name", ["loop", "x" * 300, "nul\0byte"])
def test_a_path_that_the_system_refuses_is_yielded_and_unreadable(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    assert keys(tmp_path / name) == [str(tmp_path / name)]
    assert refusal(tmp_path / name).reason is DiscardReason.UNREADABLE


@pytest.fixture
def nobody() -> Iterator[None]:
    """Root may read everything: be somebody else for a while."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield
    os.seteuid(user)


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder that nobody may look into, with a file; not in tmp_path, which is root's alone."""
    with TemporaryDirectory() as parent:
        Path(parent).chmod(0o755)
        folder = Path(parent) / "locked"
        folder.mkdir()
        (folder / "a.txt").write_text("x")
        folder.chmod(0)
        yield folder
        folder.chmod(0o700)


def test_a_folder_that_may_not_be_listed_is_yielded_and_unreadable(locked: Path, nobody: None) -> None:
    assert keys(locked) == [str(locked)]
    assert refusal(locked).reason is DiscardReason.UNREADABLE


def test_a_file_that_may_not_be_read_is_yielded_and_unreadable(locked: Path, nobody: None) -> None:
    assert keys(locked / "a.txt") == [str(locked / "a.txt")]
    assert "may not be read: check its permissions" in refusal(locked / "a.txt").detail


def test_a_link_that_leads_nowhere_is_missing(tmp_path: Path) -> None:
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    assert refusal(tmp_path / "nowhere.txt").reason is DiscardReason.MISSING
