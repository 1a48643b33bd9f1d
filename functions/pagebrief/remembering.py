"""One reader on this machine: pages wait for a digest by the steps of the account, and are told once.

The one channel is whoever reads the digests, and now is when they are due.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pagebrief.delivering import DeliveryDesk
from pagebrief.delivery import Delivery, Receipt
from pagebrief.digest import Rejection
from pagebrief.model import PageRef
from pagebrief.parts import Part, parts_of
from pagebrief.pipeline import Desk, process_page, read_pages, version_of
from pagebrief.ports import MOST_ITEMS
from pagebrief.watch import Destination, Kind, Send, Watch

_READER = Destination(Kind.WEBHOOK, ("digest",))
READER = _READER.address


@dataclass(slots=True)
class Gathered:
    """What came of the pages: ``parts`` are the stories to tell.

    The others are counted in pages. ``known``: told before, or asked for by no watch then. ``unwatched``: by
    no watch now. ``told_before``: their story was told, and they add too little.
    """

    watched: bool
    rejections: list[Rejection] = field(default_factory=list)
    known: int = 0
    unwatched: int = 0
    told_before: int = 0
    parts: list[Part] = field(default_factory=list)


def for_reader(watches: Iterable[Watch]) -> tuple[Watch, ...]:
    """The same watches told to the reader; of the novelties that a watch asks for, the least counts."""
    return tuple(replace(watch, send=(Send(_READER, minimum_novelty=_novelty(watch)),)) for watch in watches)


def _novelty(watch: Watch) -> float | None:
    asked = [send.minimum_novelty for send in watch.send if send.minimum_novelty is not None]
    return min(asked, default=None)


def gather(refs: Iterable[PageRef], desk: Desk, deliveries: DeliveryDesk) -> Gathered:
    """Read the pages, and say what is to be told of them and of what an interrupted run left waiting."""
    gathered = Gathered(watched=desk.watches() is not None)
    for ref in refs:
        for found, page in read_pages(ref, desk.pages, desk.limits):
            outcome = process_page(found, page, desk)
            if outcome.discarded:
                gathered.rejections.append(Rejection(found, outcome.discarded))
            elif not outcome.waiting:
                gathered.unwatched += outcome.new
                gathered.known += not outcome.new
    now = desk.clock.now()
    waiting = desk.store.waiting_alone(READER, now)
    before = desk.store.told(READER, now - deliveries.memory)
    gathered.parts.extend(parts_of(waiting, before, deliveries))
    gathered.told_before = len(waiting) - sum(len(part.items) for part in gathered.parts)
    return gathered


def mark_told(gathered: Gathered, desk: DeliveryDesk) -> None:
    """They were told just now. A crash before that tells them again, in place of the same files."""
    now = desk.clock.now()
    told = [each for part in gathered.parts for each in part.told(now)]
    for start in range(0, len(told), MOST_ITEMS):
        some = told[start : start + MOST_ITEMS]
        delivery = Delivery(READER, some[0].item.id, now + desk.lease)
        desk.store.claim(delivery, now)
        desk.store.mark_sent(delivery, Receipt("files"), some, now)
    for rejection in gathered.rejections:
        desk.store.save(version_of(rejection.ref), [], now)


class NobodyAsks:
    """The queue of a machine without one: what waits is told by who gathers it."""

    def put(self, channel: str, item_id: str) -> None:
        pass
