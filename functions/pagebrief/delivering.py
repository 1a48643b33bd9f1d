"""The way of an item on one screen: asked for, compared with what the channel knows, claimed, sent, marked.

Whatever line it stops at, the item waits until it is marked as sent, and comes again. What was sent is
marked in one step with what the channel remembers. Who dies between claim and mark leaves nobody who knows
whether the message arrived: then it is sent again and says so, or it is held.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pagebrief.delivery import (
    Decide,
    Decision,
    Delivery,
    IfUnknown,
    InThread,
    Manner,
    New,
    Nothing,
    OutboxItem,
    Receipt,
    State,
    Status,
    Told,
)
from pagebrief.digest import Digest, Entry
from pagebrief.errors import PagebriefError, TransientError
from pagebrief.keeping import Kept, keep_whole
from pagebrief.message import Message
from pagebrief.messages import render
from pagebrief.messages.templates import Templates
from pagebrief.model import Reason, Sentence
from pagebrief.ports import Archive, Channel, Claim, Clock, DeliveryQueue, Shelf, Store
from pagebrief.records import entry_of

MEMORY = timedelta(hours=72)

_MAYBE = "this may have been sent before: no answer came"


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """Everything that telling an item needs.

    ``channels``: by address; raises SettingsError where the settings have none for it.
    ``lease`` is longer than a worker lives. ``memory``: how long a channel is taken to know what it was told.
    ``queue`` is asked for the rest of a digest. ``shelf`` keeps the pages that messages link; None: there are
    none.
    """

    store: Store
    queue: DeliveryQueue
    archive: Archive
    channels: Callable[[str], Channel]
    templates: Templates
    clock: Clock
    lease: timedelta
    decide: Decide
    if_unknown: IfUnknown = IfUnknown.AGAIN
    memory: timedelta = MEMORY
    shelf: Shelf | None = None


class Ending(StrEnum):
    """What became of an item that was asked for."""

    TOLD = "told"
    TOLD_AGAIN = "told, perhaps again"
    LEFT_OUT = "left out"
    HELD = "held"
    BEFORE = "dealt with before"


@dataclass(frozen=True, slots=True)
class Delivered:
    """``why`` it was not told, if it was not; ``not_kept``: why its message links no page, if it should."""

    channel: str
    item: str
    ending: Ending
    page: str = ""
    why: str = ""
    not_kept: str = ""


def deliver_item(address: str, item_id: str, desk: DeliveryDesk) -> Delivered:
    """Tell an item that waits, unless its channel knows it.

    Raises whatever kept it from being told for now; the item waits, and is to be asked for again.
    """
    item = desk.store.item(address, item_id)
    if item is None:
        return Delivered(address, item_id, Ending.BEFORE)
    channel = desk.channels(address)
    decision = deciding(desk.store.told(address, desk.clock.now() - desk.memory), desk)(item)
    if isinstance(decision, Nothing):
        return left_out(item, State.LEFT_OUT, decision.why, desk)
    entry = as_decided(entry_of(desk.archive.read(item.record), item.reasons), decision)
    return _tell(item, entry, decision, channel, desk)


def deciding(told: Sequence[Told], desk: DeliveryDesk) -> Callable[[OutboxItem], Decision]:
    """How items are to be told to a channel that was told those, oldest first."""
    decide = desk.decide(told)
    return lambda item: _outdated(item, told) or decide(item)


def _outdated(item: OutboxItem, told: Sequence[Told]) -> Nothing | None:
    if any(item.page.is_older_than(before.item.page) for before in told):
        return Nothing("a newer version of this page was told before")
    return None


def _tell(
    item: OutboxItem, entry: Entry, decision: New | InThread, channel: Channel, desk: DeliveryDesk
) -> Delivered:
    thread = thread_of(decision)
    told = replace(entry, story=story_of(item, decision))
    digest = _alert(told, item.channel, readers_time(desk.clock.now(), item.manner))
    kept = keep_whole(item.id, digest, desk.shelf, desk.templates)
    ending = send_once(
        item.id,
        channel,
        desk,
        lambda again: message_of(digest, kept, channel, desk, again=again),
        lambda receipt, _: [Told(item, desk.clock.now(), story_of(item, decision), thread or receipt.thread)],
        thread,
    )
    if ending is Ending.HELD:
        return left_out(item, State.HELD, "it may have arrived", desk)
    return Delivered(channel.address, item.id, ending, item.page.uri, not_kept=kept.why)


def send_once(  # noqa: PLR0913, PLR0917 # what is sent, where, and what is remembered of it
    name: str,
    channel: Channel,
    desk: DeliveryDesk,
    message: Callable[[bool], Message],
    told: Callable[[Receipt, bool], Sequence[Told]],
    thread: str | None = None,
) -> Ending:
    """Claim the delivery of that name, send ``message``, and mark what the channel was told by it.

    ``message`` and ``told`` hear whether it may have been sent before. HELD: it may have, and that is not to
    be risked. Raises whatever kept it from being sent for now.
    """
    now = desk.clock.now()
    delivery = Delivery(channel.address, name, now + desk.lease)
    claim = desk.store.claim(delivery, now)
    if claim is Claim.BUSY:
        raise TransientError(
            f"{channel.address} is being told by another worker: asking again later",
            retry_after=desk.lease.total_seconds(),
        )
    if claim is Claim.SENT:
        return Ending.BEFORE
    again = claim is Claim.AGAIN
    if again and desk.if_unknown is IfUnknown.HOLD:
        desk.store.give_back(delivery, Status.UNKNOWN, "held")
        return Ending.HELD
    with _given_back_unless_sent(delivery, desk, again=again):
        receipt = channel.send(message(again), thread)
    marked = told(receipt, again)
    manner = marked[0].item.manner if marked else Manner()
    desk.store.mark_sent(delivery, receipt, marked, readers_time(desk.clock.now(), manner))
    return Ending.TOLD_AGAIN if again else Ending.TOLD


def story_of(item: OutboxItem, decision: New | InThread) -> str:
    """The id of the item that began it."""
    return decision.story if isinstance(decision, InThread) else item.id


def thread_of(decision: New | InThread) -> str | None:
    return decision.thread if isinstance(decision, InThread) else None


@contextmanager
def _given_back_unless_sent(delivery: Delivery, desk: DeliveryDesk, *, again: bool) -> Iterator[None]:
    """After a failure the next attempt has it at once; or once the lease is over, if that fails, too."""
    try:
        yield
    except PagebriefError as failure:
        try:
            desk.store.give_back(delivery, _status_after(failure, again=again), str(failure))
        except PagebriefError as error:
            failure.add_note(str(error))
        raise


def _status_after(error: PagebriefError, *, again: bool) -> Status:
    """What an earlier attempt left unknown stays so, whatever is certain of this one."""
    if again or (isinstance(error, TransientError) and error.may_have_arrived):
        return Status.UNKNOWN
    return Status.DUE if isinstance(error, TransientError) else Status.FAILED


def left_out(item: OutboxItem, state: State, why: str, desk: DeliveryDesk) -> Delivered:
    """It waits no longer, untold."""
    desk.store.leave_out(item, state, why, readers_time(desk.clock.now(), item.manner))
    return Delivered(item.channel, item.id, Ending(state), item.page.uri, why)


def as_decided(entry: Entry, decision: New | InThread) -> Entry:
    """In a story that was told before, what it adds takes the summary's place."""
    if isinstance(decision, New):
        return entry
    brief = entry.brief
    if decision.adds:
        sentences = tuple(_sentence(text, entry.page.text) for text in decision.adds)
        brief = replace(brief, sentences=sentences, rewritten=(), gist=decision.adds[0])
    return replace(entry, brief=brief, reasons=(*entry.reasons, Reason(decision.why)))


def _sentence(text: str, page: str) -> Sentence:
    """With its place in the page; a title that was corrected has none, and gets that of the beginning."""
    start = max(0, page.find(text))
    return Sentence(text, start, start + len(text), 1.0)


def perhaps_again(digest: Digest) -> Digest:
    """Each of its entries says that it may have been sent before."""
    entries = (replace(entry, reasons=(Reason(_MAYBE), *entry.reasons)) for entry in digest.entries)
    return replace(digest, entries=tuple(entries))


def _alert(entry: Entry, channel: str, now: datetime) -> Digest:
    title = f"New from {entry.page.site}" if entry.page.site else "A new page"
    return Digest(title, now, (entry,), channel=channel)


def readers_time(moment: datetime, manner: Manner) -> datetime:
    """The moment as the readers' clocks have it; as it is where nobody said which, or it is unknown."""
    try:
        return moment.astimezone(ZoneInfo(manner.zone)) if manner.zone else moment
    except (ZoneInfoNotFoundError, ValueError):
        return moment


def message_of(digest: Digest, kept: Kept, channel: Channel, desk: DeliveryDesk, *, again: bool) -> Message:
    """What is sent, with the link to all of it; ``again``: it says that it may have been sent before."""
    return render(channel.medium, kept.linked_in(perhaps_again(digest) if again else digest), desk.templates)
