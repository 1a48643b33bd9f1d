"""What channels were told, as far as it was read before. It never changes: only what is newer is read."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pagebrief.delivery import Told

LATE = timedelta(minutes=20)
"""Before the newest row that is known: a row may be written so much later than it says. A worker lives for 15
minutes at most, and two clocks differ by less than the rest."""
_MOST = 20_000
"""Rows of all channels together, 3 kB each. With more, the channels asked for longest ago are forgotten."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The latest ``most`` since then: where there are so many, also the latest since any time before."""

    since: datetime
    most: int
    told: tuple[Told, ...]

    def holds(self, since: datetime, most: int) -> bool:
        full = len(self.told) == self.most
        return bool(self.told) and self.most == most and (full or self.since <= since)


class KnownTold:
    """``read`` gives what a channel was told from a time on, oldest first; of more than so many, the latest.

    In a worker that tells a channel a thousand items in three days each item would read all those before it.
    """

    def __init__(self, read: Callable[[str, datetime, int], Iterable[Told]]) -> None:
        self._read = read
        self._known: OrderedDict[str, _Known] = OrderedDict()

    def __call__(self, channel: str, since: datetime, most: int) -> tuple[Told, ...]:
        """The same as ``read``."""
        known = self._known.pop(channel, None)
        start, before = since, tuple[Told, ...]()
        if known and known.holds(since, most):
            start = max(since, known.told[-1].at - LATE)
            before = tuple(each for each in known.told if since <= each.at < start)
        told = (*before, *self._read(channel, start, most))[-most:]
        self._known[channel] = _Known(since, most, told)
        self._forget()
        return told

    def _forget(self) -> None:
        while sum(len(each.told) for each in self._known.values()) > _MOST:
            self._known.popitem(last=False)
