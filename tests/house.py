"""The whole way over fakes, each within reach: pages in, queue, channels."""

import re
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from fake_state import MemoryQueue, MemoryStore
from fakes import (
    FixedClock,
    HashingEncoder,
    MemoryArchive,
    MemoryChannel,
    MemoryPages,
    MemoryShelf,
    MemoryWatches,
)
from fate import Fate, Fated
from pagebrief.bootstrap import find_templates
from pagebrief.delivering import Delivered, DeliveryDesk
from pagebrief.digesting import deliver
from pagebrief.errors import WatchesError
from pagebrief.message import Medium, Message
from pagebrief.model import PageRef
from pagebrief.pages import Limits
from pagebrief.pipeline import Desk, Outcome, process_file
from pagebrief.ports import Channel, Store
from pagebrief.storytelling import Storyteller
from pagebrief.sweeping import Asked, SweepDesk, sweep
from pagebrief.watchers import Watchers
from pagebrief.watching import Watching

PAGE = (Path(__file__).parents[1] / "examples/pages/harbour-bridge.txt").read_bytes()
TEMPLATES = find_templates()
LEASE = timedelta(minutes=5)
SLACK, EMAIL = "slack:#desk", "email:desk@example.org"


class House:
    """A desk for pages and a desk for deliveries, which share a store and a queue."""

    def __init__(self, store: Store | None = None) -> None:
        self.pages, self.archive, self.queue = MemoryPages(), MemoryArchive(), MemoryQueue()
        self.store, self.shelf = store or MemoryStore(), MemoryShelf()
        self.clock = FixedClock()
        self.slack, self.email = MemoryChannel(SLACK), MemoryChannel(EMAIL, Medium.EMAIL)
        self.channels: dict[str, Channel] = {SLACK: self.slack, EMAIL: self.email}
        self.file, self.complaints = MemoryWatches(), list[WatchesError]()
        watchers = Watchers(
            self.file, self.clock, partial(Watching.of, encoder=HashingEncoder()), self.complaints.append
        )
        self.desk = Desk(
            self.pages,
            HashingEncoder(),
            self.store,
            self.archive,
            self.queue,
            (SLACK, EMAIL),
            self.clock,
            sentences=3,
            limits=Limits(),
            watches=watchers,
        )
        self.sweeper = SweepDesk(
            self.store, self.queue, self.clock, lambda: (found := watchers()) and found.watches
        )
        self.deliveries = DeliveryDesk(
            self.store,
            self.queue,
            self.archive,
            self.channels.__getitem__,
            TEMPLATES,
            self.clock,
            LEASE,
            Storyteller(self.archive),
            shelf=self.shelf,
        )

    def befall(self, fate: Fate) -> None:
        """Let all that the desks call go as the fate has it; the store sees to that itself."""
        fated: dict[str, Channel] = {a: Fated(c, a, fate) for a, c in self.channels.items()}
        archive = Fated(self.archive, "archive", fate)
        queue = Fated(self.queue, "queue", fate)
        self.desk = replace(self.desk, queue=queue, archive=archive)
        self.sweeper = replace(self.sweeper, queue=queue)
        shelf = Fated(self.shelf, "shelf", fate)
        self.deliveries = replace(
            self.deliveries, channels=fated.__getitem__, archive=archive, shelf=shelf, queue=queue
        )

    def linked(self, message: Message) -> str:
        """The archived page that a message links."""
        found = re.search(rf"{MemoryShelf.URL}([^?]+)", str(message))
        assert found, "it links no page"
        return self.shelf.pages[found[1]]

    def watch(self, text: str) -> None:
        """Let this watches.yaml be in force, looked at at once."""
        self.file.body = text.encode()
        self.clock.advance(timedelta(minutes=1))

    def drop(self, body: bytes = PAGE, key: str = "in/bridge.txt") -> PageRef:
        return self.pages.put("pages", key, body)

    def process(self, ref: PageRef) -> Outcome:
        """The outcome of a file that holds one page; its failure raised."""
        (outcome,) = process_file(ref, self.desk)
        if outcome.failure:
            raise outcome.failure
        return outcome

    def sweep(self) -> list[Asked]:
        return list(sweep(self.sweeper))

    def deliver_next(self) -> Delivered | None:
        """What became of the next message, which comes again if it fails; None: there is none."""
        message = self.queue.take()
        if message is None:
            return None
        try:
            delivered = deliver(*message, self.deliveries)
        except BaseException:
            self.queue.comes_again(message)
            raise
        self.queue.done(message)
        return delivered

    def deliver(self) -> list[Delivered]:
        """What became of all that is in the queue. What fails is raised, and is in the queue again."""
        return list(iter(self.deliver_next, None))  # type: ignore[arg-type] # mypy doesn't see that None ends it
