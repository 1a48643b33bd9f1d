"""Every few minutes: what is due is asked for, be it a digest or an alert that a crash left behind."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from pagebrief.digesting import digest_id, empty_digest_id
from pagebrief.ports import Clock, DeliveryQueue, Store
from pagebrief.watch import Rhythm, Watch
from pagebrief.watches import due

PERIOD = timedelta(minutes=5)
"""From one sweep to the next, as the template has it."""

LOOKED_BACK = timedelta(minutes=30)
"""For digests that are told even if empty: sweeps that were missed for longer leave them out."""


@dataclass(frozen=True, slots=True)
class SweepDesk:
    """All that a sweep needs. ``watches``: those in force; None where there are none."""

    store: Store
    queue: DeliveryQueue
    clock: Clock
    watches: Callable[[], tuple[Watch, ...] | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """A delivery that was asked for."""

    channel: str
    id: str


def sweep(desk: SweepDesk) -> Iterator[Asked]:
    """Ask for all that waits and is due. What was asked for already is told once all the same."""
    now = desk.clock.now()
    for channel in desk.store.channels():
        for delivery in _deliveries(channel, desk.store, now):
            desk.queue.put(channel, delivery)
            yield Asked(channel, delivery)
    for channel, moment in _even_if_empty(desk.watches() or (), now):
        delivery = empty_digest_id(channel, moment)
        desk.queue.put(channel, delivery)
        yield Asked(channel, delivery)


def _deliveries(channel: str, store: Store, now: datetime) -> Iterator[str]:
    """Alerts one by one, as they were due, and one digest of all the rest."""
    yield from (item.id for item in store.waiting_alone(channel, now) if _is_time(now - item.due))
    for first in store.waiting_together(channel, now, 1):
        yield digest_id(channel, first)


def _is_time(overdue: timedelta) -> bool:
    """Whether an alert is asked for again: after 5, 10, 20, 40 … minutes.

    Most are told within seconds. One that a channel refuses for good keeps its others waiting each time it
    is tried.
    """
    sweeps = overdue // PERIOD
    return sweeps & (sweeps - 1) == 0


def _even_if_empty(watches: tuple[Watch, ...], now: datetime) -> Iterator[tuple[str, datetime]]:
    """The digests that became due a short while ago and are told whatever there is."""
    for watch in watches:
        for send in watch.send:
            if send.even_if_empty and send.cadence.rhythm is not Rhythm.IMMEDIATELY:
                moment = due(send.cadence, now - LOOKED_BACK)
                if moment <= now:
                    yield send.to.address, moment
