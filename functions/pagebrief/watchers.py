"""The watches in force: those of watches.yaml as it lies in the state, or the last ones that were good."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pagebrief.errors import WatchesError
from pagebrief.ports import Clock, Encoder, WatchesFile
from pagebrief.watches import read_watches
from pagebrief.watching import Watching

_AGE = timedelta(seconds=60)
"""After which the file is looked at again."""


@dataclass(frozen=True, slots=True)
class InForce:
    """``watching`` is None where there is no watches.yaml: then everybody is told of every page.

    ``problems``: what is wrong with the file, for which the last good one stays in force.
    """

    watching: Watching | None
    problems: tuple[str, ...] = ()


NOBODY_WATCHES = InForce(None)


class Watchers:
    """Reads the file again when it is a minute old, and its topics only when it has changed.

    ``complain`` hears of each broken version once. Raises WatchesError where the first file ever is broken:
    nobody knows whom to tell then, and the pages come again.
    """

    def __init__(
        self,
        file: WatchesFile,
        encoder: Encoder,
        clock: Clock,
        complain: Callable[[WatchesError], None],
    ) -> None:
        self._file, self._encoder, self._clock, self._complain = file, encoder, clock, complain
        self._read_at: datetime | None = None
        self._version: str | None = None
        self._in_force = NOBODY_WATCHES
        self._hopeless: WatchesError | None = None

    def __call__(self) -> InForce:
        now = self._clock.now()
        if self._read_at is None or now - self._read_at >= _AGE:
            self._in_force = self._renewed()
            self._read_at = now
        return self._in_force

    def _renewed(self) -> InForce:
        current = self._file.read()
        version, body = current or (None, b"")
        if version is None:
            self._version, self._hopeless = None, None
            return NOBODY_WATCHES
        if version != self._version:
            self._version, self._hopeless = version, None
            return self._of_new(body)
        if self._hopeless:
            raise self._hopeless
        return self._in_force

    def _of_new(self, body: bytes) -> InForce:
        try:
            watching = self._watching(body)
        except WatchesError as error:
            self._complain(error)
            good = self._file.read_good()
            if good is None:
                self._hopeless = error
                raise
            return InForce(self._watching(good), error.problems)
        if self._file.read_good() != body:
            self._file.keep_good(body)
        return InForce(watching)

    def _watching(self, body: bytes) -> Watching:
        return Watching.of(read_watches(body), self._encoder)
