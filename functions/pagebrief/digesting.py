"""A digest on one screen: what waits for a channel and is due, by stories, sent once and marked.

A digest has an id of its own, by its channel and the item that it begins with. So whoever asks for it again,
after a crash or in impatience, asks for the same one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from pagebrief.day import day_told
from pagebrief.delivering import (
    Delivered,
    DeliveryDesk,
    Ending,
    deliver_item,
    left_out,
    message_of,
    perhaps_again,
    readers_time,
    send_once,
)
from pagebrief.delivery import Manner, OutboxItem, Receipt, State, Told, stamp
from pagebrief.digest import Digest
from pagebrief.hashing import hashed
from pagebrief.keeping import Kept, keep_whole
from pagebrief.lately import first_shown, last_days
from pagebrief.message import Medium
from pagebrief.messages import entries_in_slack
from pagebrief.parts import Part, parts_of
from pagebrief.ports import MOST_ITEMS, Channel, Store

_DIGEST, _ALWAYS = "digest-", "-always"

IN_A_ROW = 10
"""Digests of a channel within five minutes, the rest of which is asked for at once. Lambda takes it for an
endless loop when a function has called itself 16 times through a queue:
https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
_ROW = timedelta(minutes=5)
_LOOKS = 5
"""At what waits, while all of it was told before: some seconds each, of the minute that a worker has."""


def digest_id(channel: str, first: OutboxItem) -> str:
    """Of the digest that begins with this item. Once told, it begins with another one."""
    return f"{_DIGEST}{stamp(first.due)}-{_hashed(channel, first.id)}"


def empty_digest_id(channel: str, due: datetime) -> str:
    """Of one that is told even if nothing waits."""
    return f"{_DIGEST}{stamp(due)}-{_hashed(channel, 'empty')}{_ALWAYS}"


def _hashed(channel: str, what: str) -> str:
    """Unlike that of another channel: the queue looks at ids alone."""
    return hashed(f"{channel}\n{what}", 16)


def is_digest(item_id: str) -> bool:
    return item_id.startswith(_DIGEST)


def _is_told(asked: str, told: Sequence[Told]) -> bool:
    """Whether a digest was told since this one was due; alerts are none."""
    due = asked.removeprefix(_DIGEST).rsplit("-", 2)[0]
    return any(each.item.manner.digest and stamp(each.at) >= due for each in told)


def deliver(address: str, asked: str, desk: DeliveryDesk) -> Delivered:
    """An item or a digest, as its id says."""
    return (deliver_digest if is_digest(asked) else deliver_item)(address, asked, desk)


def deliver_digest(address: str, asked: str, desk: DeliveryDesk) -> Delivered:
    """Tell what waits for a channel's digest and is due: at most ``MOST_ITEMS`` pages, the earliest.

    It has the id of what waits now, whatever was asked for. What has no room in a message of Slack's waits
    on, and is told in its thread at once. An empty one is told only if its id says so. Raises whatever kept
    it from being told for now.
    """
    now = desk.clock.now()
    before = desk.store.told(address, now - desk.memory)
    left = False
    for _ in range(_LOOKS):
        waiting = desk.store.waiting_together(address, now, MOST_ITEMS)
        if not waiting:
            break
        channel = desk.channels(address)
        telling = _telling(waiting, before, now, channel, desk)
        if telling.parts:
            return _tell(digest_id(address, waiting[0]), telling, channel, desk)
        left = True
    if asked.endswith(_ALWAYS) and not _is_told(asked, before):
        return _tell(asked, _Telling((), before, (), now), desk.channels(address), desk)
    if left:
        return Delivered(address, asked, Ending.LEFT_OUT, why="all of it was told before")
    return Delivered(address, asked, Ending.BEFORE)


@dataclass(frozen=True, slots=True)
class _Telling:
    """What a digest is made of: what waits, what its channel was told before, and the stories to tell.

    ``thread``: of the last digest, the rest of which this is.
    """

    waiting: Sequence[OutboxItem]
    before: Sequence[Told]
    parts: Sequence[Part]
    now: datetime
    thread: str | None = None

    def from_its_first_item(self) -> "_Telling":
        """The story of the first item first. Once it is told, the id of the rest is another one."""
        first = self.waiting[0]
        return replace(self, parts=sorted(self.parts, key=lambda part: first not in part.items))


def _telling(
    waiting: Sequence[OutboxItem], before: Sequence[Told], now: datetime, channel: Channel, desk: DeliveryDesk
) -> _Telling:
    """In the thread of the last digest, if that is of Slack, goes what was due when it began and had no room.

    The thread is known from a story that began there: others have threads of their own.
    """
    digests = [each for each in before if each.item.manner.digest]
    last = (each for each in digests if each.at == digests[-1].at and each.story == each.item.id)
    thread = next((each.thread for each in last), None) if channel.medium is Medium.SLACK else None
    if thread:
        began = min(each.at for each in digests if each.thread == thread)
        rest = [item for item in waiting if item.due <= began]
        waiting, thread = (rest, thread) if rest else (waiting, None)
    return _Telling(waiting, before, list(parts_of(waiting, before, desk)), now, thread)


@dataclass(frozen=True, slots=True)
class _Made:
    """A digest that is ready to be sent: ``shown`` is what its message shows, ``rest`` what may follow."""

    kept: Kept
    shown: Digest
    rest: Sequence[Part]


def _tell(asked: str, telling: _Telling, channel: Channel, desk: DeliveryDesk) -> Delivered:
    made = _made(asked, telling, channel, desk)

    def told(receipt: Receipt, again: bool) -> list[Told]:
        # The first attempt may have shown other stories: then none of the rest may come without its mark.
        follows = made.rest if receipt.thread and not again else ()
        at, thread = desk.clock.now(), telling.thread or receipt.thread
        return [each for part in telling.parts if part not in follows for each in part.told(at, thread)]

    ending = send_once(
        asked,
        channel,
        desk,
        lambda again: message_of(made.shown, made.kept, channel, desk, again=again),
        told,
        telling.thread,
    )
    if ending is Ending.HELD:
        for part in telling.parts:
            for item in part.items:
                left_out(item, State.HELD, "it may have arrived", desk)
    if ending in {Ending.TOLD, Ending.TOLD_AGAIN}:
        _ask_for_the_rest(channel.address, telling, desk)
    return Delivered(channel.address, asked, ending, not_kept=made.kept.why)


def _made(asked: str, telling: _Telling, channel: Channel, desk: DeliveryDesk) -> _Made:
    """Its page is kept before it is claimed: who dies meanwhile leaves no doubt whether it was sent."""
    whole = _digest(telling)
    if telling.thread is None:
        whole = with_days(whole, telling.parts, channel.address, desk.store)
    kept = keep_whole(asked, whole, desk.shelf, desk.templates)
    limited = _at_most(whole, telling.waiting)
    shown = _in_one_message(limited, kept, channel, desk)
    rest = telling.parts[len(shown.entries) : len(limited.entries)] if shown.entries else ()
    if any(telling.waiting[0] in part.items for part in rest):
        return _made(asked, telling.from_its_first_item(), channel, desk)
    return _Made(kept, shown, rest)


def _in_one_message(digest: Digest, kept: Kept, channel: Channel, desk: DeliveryDesk) -> Digest:
    """The entries that a message of Slack's shows, even where it says that it may have been sent before.

    An email shows what it can, and links the rest.
    """
    if channel.medium is not Medium.SLACK:
        return digest
    room = entries_in_slack(kept.linked_in(perhaps_again(digest)), desk.templates)
    more = len(digest.entries) - room
    return replace(digest, entries=digest.entries[:room], more=digest.more + more)


def _ask_for_the_rest(address: str, telling: _Telling, desk: DeliveryDesk) -> None:
    """At once, not at the next sweep, which would ask for the same. After many in a row the sweep does."""
    now = desk.clock.now()
    row = {each.at for each in telling.before if each.item.manner.digest and each.at > now - _ROW}
    if len(row) + 1 < IN_A_ROW:
        for first in desk.store.waiting_together(address, now, 1):
            desk.queue.put(address, digest_id(address, first))


def _digest(telling: _Telling) -> Digest:
    """What is in it, what of that goes on with stories told before, and since when the rest is new.

    An empty one is on the clocks of the last one. In the rest of a digest nothing can be new since then.
    """
    waiting, goes_on = telling.waiting, telling.thread is not None
    digests = [each for each in telling.before if each.item.manner.digest]
    manner = next((item.manner for item in (*waiting, *(each.item for each in digests[-1:]))), Manner())
    since = digests[-1].at if digests and not goes_on else None
    known = {each.story for each in telling.before}
    title = _title(telling.parts, waiting)
    return Digest(
        f"{title}, continued" if goes_on else title,
        readers_time(telling.now, manner),
        tuple(part.entry for part in telling.parts),
        since=readers_time(since, manner) if since else None,
        going_on=sum(part.story in known for part in telling.parts),
        channel=waiting[0].channel if waiting else "",
        continued=goes_on,
    )


def with_days(digest: Digest, parts: Iterable[Part], channel: str, store: Store) -> Digest:
    """With what came for the channel lately, as it will be once this digest is told."""
    at = digest.created_at
    told = day_told([each for part in parts for each in part.told(at)], at)
    before = store.days(channel, first_shown(told.day), told.day)
    return replace(digest, days=last_days([*before, told], told.day))


def _title(parts: Sequence[Part], waiting: Sequence[OutboxItem]) -> str:
    watches = dict.fromkeys(name for item in waiting for name in item.watches)
    return ", ".join(watches) if parts else "Nothing new"


def _at_most(whole: Digest, waiting: Sequence[OutboxItem]) -> Digest:
    """As many entries as each of the watches would have; the most that one asks for counts."""
    most = max((item.manner.max_items or len(whole.entries) for item in waiting), default=0)
    entries = whole.entries[:most]
    return replace(whole, entries=entries, more=len(whole.entries) - len(entries))
