"""Watches over pages that came in before → the messages that would have been sent.

The desks of the account do the work, over a state of its own and a clock that is set: they clean, match,
wait, group, leave out and tell as they always do. Only the channels are deaf.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from pagebrief.delivering import DeliveryDesk
from pagebrief.delivery import OutboxItem, Receipt, Told
from pagebrief.digesting import deliver, is_digest
from pagebrief.message import Medium, Message
from pagebrief.model import PageRef, Reason
from pagebrief.pipeline import Desk, process_page, read_pages, version_of
from pagebrief.ports import Channel
from pagebrief.sweeping import SweepDesk, sweep
from pagebrief.watch import Kind, Send, Watch
from pagebrief.watches import due
from pagebrief.watching import Watching

_END = datetime.max.replace(tzinfo=UTC)


@dataclass(slots=True)
class SetClock:
    """Shows the time that it is set to."""

    time: datetime

    def now(self) -> datetime:
        return self.time


class Asked:
    """A queue that is emptied by hand: channels and what they are to be told."""

    def __init__(self) -> None:
        self._asked: list[tuple[str, str]] = []

    def put(self, channel: str, item_id: str) -> None:
        self._asked.append((channel, item_id))

    def taken(self) -> Sequence[tuple[str, str]]:
        asked, self._asked = self._asked, []
        return list(dict.fromkeys(asked))


@dataclass(slots=True)
class Deaf:
    """A channel that takes everything, and sends nothing."""

    address: str
    medium: Medium

    def send(self, message: Message, thread: str | None = None) -> Receipt:  # nobody reads it
        return Receipt("not sent", thread)


@dataclass(frozen=True, slots=True)
class Telling:
    """A story of a message: its headline, its pages with the one that is shown first, and why it is told."""

    headline: str
    pages: tuple[str, ...]
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that would have been sent: a digest, or else an alert."""

    at: datetime
    channel: str
    digest: bool
    tellings: tuple[Telling, ...]

    @property
    def key(self) -> tuple[datetime, str, bool, frozenset[str]]:
        """Two messages with one key tell the same pages at the same time in the same place."""
        pages = frozenset(page for telling in self.tellings for page in telling.pages)
        return self.at, self.channel, self.digest, pages


@dataclass(slots=True)
class Tally:
    """Of a watch and a channel: pages that matched, that were told, that wait to the end; and messages."""

    pages: int = 0
    told: int = 0
    waiting: int = 0
    alerts: int = 0
    digests: int = 0

    @property
    def left_out(self) -> int:
        """Pages of a story that the channel was told, with too little to add."""
        return self.pages - self.told - self.waiting


@dataclass(slots=True)
class Backtest:
    """What would have been. ``tallies`` are by watch and channel; ``unwatched`` are pages, by their URI."""

    messages: list[Sent] = field(default_factory=list)
    tallies: dict[tuple[str, str], Tally] = field(default_factory=dict)
    unwatched: list[str] = field(default_factory=list)
    discarded: int = 0


def backtest(
    pages: Iterable[tuple[datetime, PageRef]], watching: Watching, desk: Desk, deliveries: DeliveryDesk
) -> Backtest:
    """Let files come in when they came in. The state of the desks is to be empty; it is written.

    Their clock, queue and channels are replaced. Digests without news are not among the messages, even
    those that are sent then.
    """
    sends = [send for watch in watching.watches for send in watch.send]
    clock, queue = SetClock(desk.clock.now()), Asked()
    desk = replace(desk, clock=clock, queue=queue, addresses=(), watches=lambda: watching)
    deaf = {send.to.address: _deaf(send) for send in sends}
    deliveries = replace(deliveries, clock=clock, queue=queue, channels=deaf.__getitem__)
    run = _Run(desk, deliveries, queue, _begun(watching.watches))
    for moment, refs in _moments(pages, sends):
        clock.time = moment
        run.moment(refs)
    run.end()
    return run.found


def _deaf(send: Send) -> Channel:
    return Deaf(send.to.address, Medium.EMAIL if send.to.kind is Kind.EMAIL else Medium.SLACK)


def _begun(watches: Iterable[Watch]) -> Backtest:
    """With a tally for each watch and channel, be there pages for it or not."""
    return Backtest(tallies={(each.name, send.to.address): Tally() for each in watches for send in each.send})


def _moments(
    pages: Iterable[tuple[datetime, PageRef]], sends: Sequence[Send]
) -> Iterator[tuple[datetime, Sequence[PageRef]]]:
    """Whenever a page comes in or something may be due because of it, in order, with the pages of then."""
    found: dict[datetime, list[PageRef]] = {}
    for at, ref in pages:
        found.setdefault(at, []).append(ref)
    cadences = {send.cadence for send in sends}
    for at in list(found):
        for cadence in cadences:
            found.setdefault(due(cadence, at), [])
    return iter(sorted(found.items(), key=lambda each: each[0]))


@dataclass(slots=True)
class _Run:
    desk: Desk
    deliveries: DeliveryDesk
    queue: Asked
    found: Backtest
    told: set[tuple[str, str]] = field(default_factory=set)

    def moment(self, refs: Iterable[PageRef]) -> None:
        for ref in refs:
            self._take(ref)
        for _ in sweep(SweepDesk(self.desk.store, self.queue, self.desk.clock, lambda: None)):
            pass  # what it asks for is in the queue
        while taken := self.queue.taken():
            for channel, asked in taken:
                self._tell(channel, asked)

    def end(self) -> None:
        """Count what waits still, since what would tell it comes after the last moment."""
        for channel in self.desk.store.channels():
            for item in self._waiting(channel):
                for tally in self._tallies(item):
                    tally.waiting += 1

    def _waiting(self, channel: str) -> Iterator[OutboxItem]:
        yield from self.desk.store.waiting_alone(channel, _END)
        yield from self.desk.store.waiting_together(channel, _END)

    def _take(self, file: PageRef) -> None:
        for ref, page in read_pages(file, self.desk.pages, self.desk.limits):
            outcome = process_page(ref, page, self.desk)
            self.found.discarded += outcome.discarded is not None
            if not outcome.new:
                continue
            saved = self.desk.store.saved(version_of(ref).identity)
            if not outcome.waiting:
                self.found.unwatched.append(ref.uri)
            for item in saved.waiting if saved else ():
                for tally in self._tallies(item):
                    tally.pages += 1

    def _tell(self, channel: str, asked: str) -> None:
        digest = is_digest(asked)
        deliver(channel, asked, self.deliveries)
        now = self.desk.clock.now()
        new = [
            each for each in self.desk.store.told(channel, now) if (channel, each.item.id) not in self.told
        ]
        if not new:
            return
        self.told.update((channel, each.item.id) for each in new)
        self.found.messages.append(Sent(now, channel, digest, tuple(self._tellings(new))))
        self._count(new, digest=digest)

    def _count(self, told: Sequence[Told], *, digest: bool) -> None:
        counted = set()
        for each in told:
            for name in each.item.watches:
                tally = self.found.tallies[name, each.item.channel]
                tally.told += 1
                counted.add(name)
        for name in counted:
            tally = self.found.tallies[name, told[0].item.channel]
            tally.digests += digest
            tally.alerts += not digest

    def _tallies(self, item: OutboxItem) -> Iterator[Tally]:
        return (self.found.tallies[name, item.channel] for name in item.watches)

    def _tellings(self, told: Iterable[Told]) -> Iterator[Telling]:
        stories: dict[str, list[OutboxItem]] = {}
        for each in told:
            stories.setdefault(each.story, []).append(each.item)
        for story, items in stories.items():
            shown = sorted(items, key=lambda item: item.id != story)
            reasons = dict.fromkeys(reason for item in shown for reason in item.reasons)
            headline = self.desk.archive.read(shown[0].record)["brief"]["headline"]
            yield Telling(headline, tuple(item.page.uri for item in shown), tuple(reasons))
