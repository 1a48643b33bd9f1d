"""What the core needs from the world. Adapters implement these; tests/fakes.py does too."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pagebrief.day import Day
from pagebrief.delivery import Delivery, OutboxItem, PageVersion, Receipt, Saved, State, Status, Told
from pagebrief.message import Medium, Message
from pagebrief.model import Link, PageRef, RawPage, Rewriting


class Pages(Protocol):
    """Where pages lie."""

    def fetch(self, ref: PageRef) -> RawPage:
        """The page's bytes; ``ref`` of the result names the version that was read.

        Raises PageError where the object is gone or too large, TransientError where trying again
        may help.
        """
        ...


class Encoder(Protocol):
    """Sentences → vectors."""

    languages: frozenset[str]
    """ISO 639-1 codes of those in which its vectors say what a sentence means."""

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(sentences), dimensions), in the order given."""
        ...


class Rewriter(Protocol):
    """Sentences → a shorter text in words of its own."""

    def rewrite(self, sentences: Sequence[str]) -> Rewriting:
        """What the sentences of a page say, in reading order; the same each time. Nobody has checked it yet.

        Raises TransientError where trying again may help, PermanentError where it won't.
        """
        ...


class Claim(StrEnum):
    """The answer to «may I send this now?»"""

    GRANTED = "granted"
    AGAIN = "granted, though an earlier attempt may have arrived"
    BUSY = "being sent by another"
    SENT = "sent before"


MOST_ITEMS = 49
"""Of one delivery: each takes two of the 100 writes that a transaction of DynamoDB may have."""

MOST_TOLD = 10_000
"""Items that a channel was told, with which a new one is compared. docs/stories.md has the memory that they
take, of the 512 MB that on_delivery has."""


class Store(Protocol):
    """Which pages were processed, what waits for whom, and what was told. Each operation is atomic.

    Raises TransientError where trying again may help, PermanentError where it won't.
    """

    def save(self, page: PageVersion, items: Sequence[OutboxItem], now: datetime) -> Saved:
        """Remember the page together with its items, one for each channel; at most ``MOST_ITEMS``.

        A page that was saved before stays as it was. One of which a newer version was saved is kept
        without items.
        """
        ...

    def saved(self, identity: str) -> Saved | None:
        """What was saved of a page, so that its work need not be done again. None: nothing yet."""
        ...

    def channels(self) -> tuple[str, ...]:
        """Addresses of the channels for which something waits, in order."""
        ...

    def waiting_alone(self, channel: str, now: datetime) -> tuple[OutboxItem, ...]:
        """What waits to be told by itself and is due by ``now``, in the order in which it was due."""
        ...

    def waiting_together(
        self, channel: str, now: datetime, most: int | None = None
    ) -> tuple[OutboxItem, ...]:
        """What waits for a digest of a channel and is due by ``now``: in that order, the first ``most``."""
        ...

    def item(self, channel: str, item_id: str) -> OutboxItem | None:
        """An item that waits; None where it doesn't, or no longer."""
        ...

    def told(self, channel: str, since: datetime, most: int = MOST_TOLD) -> tuple[Told, ...]:
        """What a channel was told since then, oldest first; of more than ``most``, the latest."""
        ...

    def days(self, channel: str, first: date, last: date) -> tuple[Day, ...]:
        """What ended for a channel on each day from ``first`` to ``last``, both included, in order.

        Days on which nothing did are left out. An item counts once, in the step that marks or leaves it
        out, on the day that ``now`` has there on the clocks that it carries.
        """
        ...

    def claim(self, delivery: Delivery, now: datetime) -> Claim:
        """Take a delivery until its lease ends: by at most one caller at a time.

        AGAIN: it was given back as UNKNOWN, or a lease ran out: its holder died, perhaps after sending.
        """
        ...

    def give_back(self, delivery: Delivery, status: Status, why: str) -> None:
        """The attempt ended and was not seen to arrive: DUE or FAILED, for certain, or UNKNOWN.

        It can be claimed at once. If another lease holds the delivery by now, nothing changes.
        """
        ...

    def mark_sent(self, delivery: Delivery, receipt: Receipt, told: Sequence[Told], now: datetime) -> None:
        """The delivery was sent, whoever holds the lease by now, and so were its items: all in one.

        ``told`` has at most ``MOST_ITEMS``. What was marked before stays as it is.
        """
        ...

    def leave_out(self, item: OutboxItem, state: State, why: str, now: datetime) -> None:
        """The item waits no longer, untold: LEFT_OUT or HELD. If it didn't wait, nothing changes."""
        ...


class DeliveryQueue(Protocol):
    """What is to be told next: one message of a channel at a time, in the order in which they were put."""

    def put(self, channel: str, item_id: str) -> None:
        """Ask for an item to be told. What is put twice within minutes may come once.

        Raises TransientError or PermanentError.
        """
        ...


class Archive(Protocol):
    """Records kept for people: what became of each page."""

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        """Keep a JSON record under ``name``, replacing an earlier one."""
        ...

    def read(self, name: str) -> Mapping[str, Any]:
        """The record kept under ``name``. Raises PermanentError where there is none."""
        ...


class Shelf(Protocol):
    """Pages of HTML kept for people, who come to them by a link."""

    def keep(self, name: str, html: str) -> Link:
        """Keep the page under ``name``, replacing an earlier one.

        Raises TransientError where trying again may help, PermanentError where it won't.
        """
        ...


class OpenShelf(Shelf, Protocol):
    """A shelf from which pages are taken, too, by somebody at a terminal."""

    def names(self) -> Sequence[tuple[datetime, str]]:
        """When each page was kept, and its name; the newest first.

        Raises TransientError or PermanentError.
        """
        ...

    def read(self, name: str, most_bytes: int) -> str:
        """A page. Raises PermanentError where it can't be read or is larger, NotAllowed, TransientError."""
        ...


class WatchesFile(Protocol):
    """Where watches.yaml lies, and a copy of the last one that was good.

    Raises TransientError or PermanentError.
    """

    def read(self) -> tuple[str, bytes] | None:
        """The file and its version; None where there is none."""
        ...

    def read_good(self) -> bytes | None:
        """The last one that was kept; None where there is none."""
        ...

    def keep_good(self, body: bytes) -> None:
        """Keep it, in place of an earlier one."""
        ...


class Channel(Protocol):
    """Somewhere people read."""

    address: str
    """``slack:#desk``, ``webhook:night`` or ``email:desk@example.org``: unique, stable, holds no secret."""
    medium: Medium

    def send(self, message: Message, thread: str | None = None) -> Receipt:
        """Send, once; in the thread that an earlier receipt named, where the channel has threads.

        Raises DeliveryRefused, SettingsError (its secret can't be used) or TransientError, whose
        ``may_have_arrived`` is set unless sending failed for certain.
        """
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, with its zone: where its readers are, if that is known; else UTC."""
        ...
