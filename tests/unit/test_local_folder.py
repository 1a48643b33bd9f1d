"""A folder that stands for a bucket."""

from pathlib import Path

import pytest
from tools.local.folder import Mirror, files_below


class Bucket:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.objects: dict[str, str] = {}
        self.puts = 0
        self.mirror = Mirror(lambda: files_below(folder), self.put, self.remove)

    def put(self, path: Path) -> None:
        self.objects[path.relative_to(self.folder).as_posix()] = path.read_text("utf-8")
        self.puts += 1

    def remove(self, path: Path) -> None:
        del self.objects[path.relative_to(self.folder).as_posix()]

    def look(self, times: int = 2) -> None:
        for _ in range(times):
            self.mirror.look()


@pytest.fixture
def bucket(tmp_path: Path) -> Bucket:
    return Bucket(tmp_path)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_a_file_is_put_once_under_its_path(bucket: Bucket) -> None:
    write(bucket.folder / "today/quay.html", "closed")
    bucket.look(times=5)
    assert bucket.objects == {"today/quay.html": "closed"}
    assert bucket.puts == 1


def test_a_file_that_still_grows_is_not_put(bucket: Bucket) -> None:
    for text in ("c", "cl", "clo"):
        write(bucket.folder / "quay.html", text)
        bucket.look(times=1)
        assert bucket.objects == {}
    bucket.look(times=1)
    assert bucket.objects == {"quay.html": "clo"}


def test_a_changed_file_is_put_again_and_a_removed_one_is_removed(bucket: Bucket) -> None:
    write(bucket.folder / "quay.html", "closed")
    bucket.look()
    write(bucket.folder / "quay.html", "open again")
    bucket.look()
    assert bucket.objects == {"quay.html": "open again"}
    (bucket.folder / "quay.html").unlink()
    bucket.look()
    assert bucket.objects == {}


def test_hidden_files_are_nobodys_pages(bucket: Bucket) -> None:
    write(bucket.folder / ".DS_Store", "x")
    write(bucket.folder / ".git/config", "x")
    bucket.look()
    assert bucket.objects == {}
