"""Pages in local files."""

import mimetypes
import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from pagebrief.adapters.page_limit import read_at_most, too_large
from pagebrief.errors import PageError
from pagebrief.model import DiscardReason, PageRef, RawPage


class FolderPages:
    """Reads regular files of at most ``max_bytes`` bytes; ``ref.key`` is the path."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes

    def fetch(self, ref: PageRef) -> RawPage:
        try:
            return self._fetch(ref)
        except (OSError, ValueError) as error:
            raise _translate(error, _printable(ref.key)) from error

    def _fetch(self, ref: PageRef) -> RawPage:
        path, name = Path(ref.key), _printable(ref.key)
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise PageError(DiscardReason.UNREADABLE, f"{name} is a folder (a link to one is not followed).")
        if not stat.S_ISREG(status.st_mode):
            # A pipe or a device could keep us waiting for ever.
            raise PageError(DiscardReason.UNREADABLE, f"{name} is not a regular file.")
        if status.st_size > self._max_bytes:
            raise too_large(name, status.st_size, self._max_bytes)
        with path.open("rb") as stream:
            body = read_at_most(stream, self._max_bytes + 1)
        if len(body) > self._max_bytes:
            raise too_large(name, len(body), self._max_bytes)
        content_type, encoding = mimetypes.guess_type(path.name)
        ref = replace(ref, size=len(body), etag=sha256(body).hexdigest())
        return RawPage(ref, body, content_type, content_encoding=encoding)


def page_files(paths: Iterable[Path]) -> Iterator[PageRef]:
    """Files as they are named; folders walked in sorted order, without hidden files.

    A path that can't be read yields its ref too, so that ``fetch`` says why.
    """
    for path in paths:
        if _is_folder(path):
            yield from _walk(path)
        else:
            yield _ref(path)


def _walk(folder: Path) -> Iterator[PageRef]:
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield _ref(folder)
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        # A linked folder is not entered: links may form a circle.
        if _is_folder(entry) and not entry.is_symlink():
            yield from _walk(entry)
        else:
            yield _ref(entry)


def _is_folder(path: Path) -> bool:
    # Path.is_dir() raises where the path may not be looked at, or can't be one.
    return os.path.isdir(path)  # noqa: PTH112 # for that reason


def _ref(path: Path) -> PageRef:
    return PageRef(bucket="", key=str(path))


def _printable(path: str) -> str:
    """A name that is not UTF-8 can't be printed as it is."""
    return os.fsencode(path).decode("utf-8", "replace")


def _translate(error: OSError | ValueError, name: str) -> PageError:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return PageError(DiscardReason.MISSING, f"{name} does not exist.")
        case PermissionError():
            return PageError(DiscardReason.UNREADABLE, f"{name} may not be read: check its permissions.")
        case OSError():
            return PageError(DiscardReason.UNREADABLE, f"{name} can't be read: {error.strerror}.")
        case _:
            return PageError(DiscardReason.UNREADABLE, f"{name!r} is not a path: {error}.")
