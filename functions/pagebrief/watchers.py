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

    def __call__(self) -> InForce:
        now = self._clock.now()
        if self._read_at is None or now - self._read_at >= _AGE:
            self._in_force = self._renewed()
            self._read_at = now
        return self._in_force

    def _renewed(self) -> InForce:
        current = self._file.read()
        if current is None:
            self._version = None
            return NOBODY_WATCHES
        version, body = current
        if version == self._version:
            return self._in_force
        try:
            watching = self._watching(body)
        except WatchesError as error:
            self._complain(error)
            in_force = InForce(self._last_good(error), error.problems)
        else:
            self._file.keep_good(body)
            in_force = InForce(watching)
        self._version = version
        return in_force

    def _last_good(self, error: WatchesError) -> Watching:
        good = self._file.read_good()
        if good is None:
            raise error
        return self._watching(good)

    def _watching(self, body: bytes) -> Watching:
        return Watching.of(read_watches(body), self._encoder)
