"""A folder that stands for a bucket: what changes here is put there, what goes is taken away."""

from collections.abc import Callable, Iterator
from pathlib import Path

_Stamp = tuple[int, int]
"""Time of the last change in nanoseconds, and size in bytes."""


class Mirror:
    """``look()`` again and again. A file counts once it was found the same twice: it may be half written."""

    def __init__(
        self,
        files: Callable[[], Iterator[Path]],
        put: Callable[[Path], None],
        remove: Callable[[Path], None],
    ) -> None:
        self._files, self._put, self._remove = files, put, remove
        self._seen: dict[Path, _Stamp] = {}
        self._there: dict[Path, _Stamp] = {}

    def look(self) -> None:
        seen = dict(_stamped(self._files()))
        for path, stamp in seen.items():
            if self._seen.get(path) == stamp != self._there.get(path):
                self._put(path)
                self._there[path] = stamp
        for path in self._there.keys() - seen.keys():
            self._remove(path)
            del self._there[path]
        self._seen = seen


def files_below(folder: Path) -> Iterator[Path]:
    """Files, but for hidden ones, which editors and file managers leave."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts):
            yield path


def _stamped(paths: Iterator[Path]) -> Iterator[tuple[Path, _Stamp]]:
    for path in paths:
        try:
            facts = path.stat()
        except FileNotFoundError:  # gone in the meantime
            continue
        yield path, (facts.st_mtime_ns, facts.st_size)
