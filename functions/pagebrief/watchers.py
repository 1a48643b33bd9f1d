"""The watches in force: those of watches.yaml as it lies in the state, or the last ones that were good."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from pagebrief.errors import WatchesError
from pagebrief.ports import Clock, WatchesFile
from pagebrief.watch import Watch
from pagebrief.watches.configuration import read_watches

_AGE = timedelta(seconds=60)
"""After which the file is looked at again."""

_Made = TypeVar("_Made")


class Watchers(Generic[_Made]):
    """What is ``made`` of the watches in force; None where there is no watches.yaml.

    The file is read again when it is a minute old. ``complain`` hears of each broken version once. Raises
    WatchesError where the first file ever is broken: nobody knows whom to tell then, and the pages come
    again.
    """

    def __init__(
        self,
        file: WatchesFile,
        clock: Clock,
        made: Callable[[tuple[Watch, ...]], _Made],
        complain: Callable[[WatchesError], None],
    ) -> None:
        self._file, self._clock, self._made, self._complain = file, clock, made, complain
        self._read_at: datetime | None = None
        self._version: str | None = None
        self._in_force: _Made | None = None
        self._hopeless: WatchesError | None = None

    def __call__(self) -> _Made | None:
        now = self._clock.now()
        if self._read_at is None or now - self._read_at >= _AGE:
            self._renew()
            self._read_at = now
        return self._in_force

    def _renew(self) -> None:
        version, body = self._file.read() or (None, b"")
        if version != self._version:
            self._hopeless = None
            self._in_force = None if version is None else self._of_new(version, body)
            self._version = version
        if self._hopeless:
            raise self._hopeless

    def _of_new(self, version: str, body: bytes) -> _Made:
        try:
            watches = read_watches(body)
        except WatchesError as error:
            good = self._file.read_good()
            self._complain(error)
            if good is None:
                self._version, self._hopeless = version, error
                raise
            return self._made(read_watches(good))
        if self._file.read_good() != body:
            self._file.keep_good(body)
        return self._made(watches)
