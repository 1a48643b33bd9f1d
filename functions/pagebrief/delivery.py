"""The nouns of delivery: what waits for a channel, what it was told, and an attempt to tell it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256

from pagebrief.model import Reason

_SEQUENCER_WIDTH = 64


class State(StrEnum):
    """What became of an outbox item. All but WAITING are final."""

    WAITING = "waiting"
    TOLD = "told"
    LEFT_OUT = "left out"
    """There was nothing to tell: the channel knew it."""
    HELD = "held"
    """It may have arrived, and the settings ask not to send such a message again."""


class Status(StrEnum):
    """Of a delivery. An item waits until its delivery is SENT, whatever comes before."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    """The provider may have taken it: there was no answer, or whoever sent it died."""


class IfUnknown(StrEnum):
    """What is done where a message may have arrived."""

    AGAIN = "again"
    """It is sent again, and says that it may have been sent before."""
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class Replay:
    """Pages come in once more, as somebody asks for it. What of them was not saved yet is told as new.

    ``again``: what was saved is made anew, too, and told again, once for each ``id``, saying so. ``quiet``:
    nobody is told of any of it.
    """

    id: str
    quiet: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class PageVersion:
    """A page as it was saved. Of one ``uri`` the greater ``order`` is the newer; empty: nobody knows."""

    identity: str
    uri: str
    order: str = ""

    def is_older_than(self, other: "PageVersion") -> bool:
        return self.uri == other.uri and bool(self.order and other.order) and self.order < other.order


@dataclass(frozen=True, slots=True)
class Manner:
    """How an item is to be told.

    ``digest``: when, as people write it, together with all that is due then; empty: alone.
    ``minimum_novelty``: the least share, 0 to 1, of a later page of a story that must be new to be told; None
    leaves it to the house. ``max_items``: of the stories of a digest; None: as many as fit. ``again``: it is
    told, whatever its channel was told before. ``zone``: of its readers' clocks, as watches.yaml
    has it, ``Europe/London``; empty: nobody said.
    """

    digest: str = ""
    minimum_novelty: float | None = None
    max_items: int | None = None
    again: bool = False
    zone: str = ""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A page that waits for a channel.

    ``id`` is that of ``item_id``. ``record`` names the archived record that holds the brief.
    ``fingerprint`` is what the room of stories remembers of a page; nobody else reads it.
    """

    id: str
    channel: str
    page: PageVersion
    record: str
    due: datetime
    url: str | None = None
    watches: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    fingerprint: bytes = b""
    manner: Manner = Manner()


@dataclass(frozen=True, slots=True)
class Told:
    """An item that its channel was told, as part of a story: the id of the item that began it.

    ``thread`` is where later pages of the story are told; None where the channel has no threads.
    """

    item: OutboxItem
    at: datetime
    story: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """What the store knows of a page: the items that still wait, and how they came to be."""

    waiting: tuple[OutboxItem, ...]
    new: bool = False
    """This call saved it; otherwise an earlier one did, and what that saved holds."""
    outdated: bool = False
    """A newer version of it had been saved, so this one is told to nobody."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """One attempt to send, under a lease until ``until``. An item's delivery has the item's id."""

    channel: str
    id: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Receipt:
    """The provider's id of a message, and where answers to it go, if there is such a place."""

    id: str
    thread: str | None = None


@dataclass(frozen=True, slots=True)
class New:
    """The channel knows nothing of it."""


@dataclass(frozen=True, slots=True)
class InThread:
    """It belongs to a story that the channel was told. ``why`` is a sentence for a person.

    ``adds``: sentences to tell in place of the summary; empty for the summary itself.
    """

    story: str
    thread: str | None
    why: str
    adds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nothing:
    """There is nothing to tell. ``why`` is a sentence for a person."""

    why: str


Decision = New | InThread | Nothing
Decide = Callable[[Sequence[Told]], Callable[[OutboxItem], Decision]]
"""How items are to be told to a channel that was told those, oldest first: the same each time."""


def item_id(page: PageVersion, channel: str, due: datetime) -> str:
    """Begins with the due time, so that ids sort by it; ASCII without blanks, 60 characters."""
    digest = sha256(f"{page.identity}\n{channel}".encode("utf-8", "surrogatepass")).hexdigest()
    return f"{stamp(due)}-{digest[:32]}"


def stamp(time: datetime) -> str:
    """``2026-01-02T08:30:00.250000Z``: in UTC, and sorts as time does."""
    return f"{time.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def version_order(sequencer: str | None) -> str:
    """S3's sequencer, padded: of two for one key the greater is the later.

    https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    """
    return sequencer.upper().rjust(_SEQUENCER_WIDTH, "0") if sequencer else ""
