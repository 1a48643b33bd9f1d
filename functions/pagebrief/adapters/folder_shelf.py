"""Archived pages in a local folder, which a browser opens without an account."""

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import NoReturn

from pagebrief.errors import PermanentError
from pagebrief.model import Link


class FolderShelf:
    """``name`` is a path within the folder, with slashes, whoever gave it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, html: str) -> Link:
        path = self._within(name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(html.encode("utf-8", "replace"))
        except (OSError, ValueError) as error:
            raise _translate(error, name, "written") from error
        return Link(path.absolute().as_uri(), str(path))

    def names(self) -> list[tuple[datetime, str]]:
        """HTML files of the folder and those in it; hidden ones and links to folders are left alone."""
        found = []
        for folder, folders, files in os.walk(self._folder, onerror=_refuse):
            folders[:] = [each for each in folders if not each.startswith(".")]
            paths = [Path(folder, each) for each in files if _is_page(each)]
            found += [(_changed(path), path.relative_to(self._folder).as_posix()) for path in paths]
        return sorted(found, reverse=True)

    def read(self, name: str, most_bytes: int) -> str:
        path = self._within(name)
        try:
            if path.exists() and not path.is_file():  # a pipe could keep us waiting for ever
                raise PermanentError("it is no regular file")
            with path.open("rb") as file:
                body = file.read(most_bytes + 1)
        except (OSError, ValueError) as error:
            raise _translate(error, name, "read") from error
        if len(body) > most_bytes:
            raise PermanentError(f"it has more than the {most_bytes:,} bytes that are read")
        return body.decode("utf-8", "replace")

    def _within(self, name: str) -> Path:
        """Raises PermanentError where the name, or a link on its way, leads out of the folder."""
        path = self._folder / name
        try:
            inside = path.resolve().is_relative_to(self._folder.resolve())
        except (OSError, ValueError, RuntimeError) as error:  # a circle of links; a name with a null in it
            raise PermanentError(f"{name!r} is no name of a file") from error
        if not inside or path.suffix != ".html":
            raise PermanentError(f"{name!r} is no page within the folder")
        return path


def _refuse(error: OSError) -> NoReturn:
    raise PermanentError(f"{error.filename!r} can't be read: {error.strerror}") from error


def _is_page(name: str) -> bool:
    return name.endswith(".html") and not name.startswith(".")


def _changed(path: Path) -> datetime:
    """Of a link that leads nowhere, its own; reading it says what is wrong."""
    return datetime.fromtimestamp(path.lstat().st_mtime, UTC)


def _translate(error: OSError | ValueError, name: str, done: str) -> PermanentError:
    why = (error.strerror if isinstance(error, OSError) else "") or str(error)
    return PermanentError(f"{name!r} can't be {done}: {why}")
