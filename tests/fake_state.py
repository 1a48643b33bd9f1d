"""Hand-written stand-ins for the store and the queue. tests/contract holds them to what the real ones do."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock, RLock

from pagebrief.day import Day, day_left_out, day_told
from pagebrief.delivery import (
    Delivery,
    OutboxItem,
    PageVersion,
    Receipt,
    Saved,
    State,
    Status,
    Told,
)
from pagebrief.errors import PermanentError
from pagebrief.ports import MOST_ITEMS, MOST_TOLD, Claim


@dataclass
class _Attempt:
    status: Status
    until: datetime | None = None
    receipt: Receipt | None = None


class MemoryStore:
    """``receipts`` holds what was sent: (channel, delivery) → receipt; ``left`` what was not, and why."""

    def __init__(self) -> None:
        self._saved: dict[str, tuple[tuple[OutboxItem, ...], bool]] = {}
        self._newest: dict[str, PageVersion] = {}
        self._waiting: dict[tuple[str, str], OutboxItem] = {}
        self._told: dict[tuple[str, str], Told] = {}
        self._days: dict[tuple[str, date], Day] = {}
        self._attempts: dict[tuple[str, str], _Attempt] = {}
        self.left: dict[tuple[str, str], tuple[State, str]] = {}
        self._lock = RLock()

    @property
    def receipts(self) -> dict[tuple[str, str], str]:
        return {key: each.receipt.id for key, each in self._attempts.items() if each.receipt}

    def save(self, page: PageVersion, items: Sequence[OutboxItem], now: datetime) -> Saved:
        if len(items) > MOST_ITEMS:
            raise PermanentError(f"{page.uri}: a page goes to at most {MOST_ITEMS} channels")
        with self._lock:
            if found := self.saved(page.identity):
                return found
            newest = self._newest.get(page.uri)
            outdated = newest is not None and page.is_older_than(newest)
            kept = () if outdated else tuple(items)
            self._saved[page.identity] = kept, outdated
            if not outdated:
                self._newest[page.uri] = page
            self._waiting |= {(item.channel, item.id): item for item in kept}
            return Saved(kept, new=True, outdated=outdated)

    def saved(self, identity: str) -> Saved | None:
        with self._lock:
            if identity not in self._saved:
                return None
            items, outdated = self._saved[identity]
            waiting = tuple(item for item in items if (item.channel, item.id) in self._waiting)
            return Saved(waiting, outdated=outdated)

    def channels(self) -> tuple[str, ...]:
        with self._lock:
            return tuple(sorted({channel for channel, _ in self._waiting}))

    def waiting_alone(self, channel: str, now: datetime) -> tuple[OutboxItem, ...]:
        return tuple(item for item in self._due(channel, now) if not item.manner.digest)

    def waiting_together(
        self, channel: str, now: datetime, most: int | None = None
    ) -> tuple[OutboxItem, ...]:
        return tuple(item for item in self._due(channel, now) if item.manner.digest)[:most]

    def _due(self, channel: str, now: datetime) -> list[OutboxItem]:
        with self._lock:
            due = [item for item in self._waiting.values() if item.channel == channel and item.due <= now]
            return sorted(due, key=lambda item: (item.due, item.id))

    def item(self, channel: str, item_id: str) -> OutboxItem | None:
        return self._waiting.get((channel, item_id))

    def told(self, channel: str, since: datetime, most: int = MOST_TOLD) -> tuple[Told, ...]:
        with self._lock:
            found = [
                told for told in self._told.values() if told.item.channel == channel and told.at >= since
            ]
            return tuple(sorted(found, key=lambda told: (told.at, told.item.id))[-most:])

    def days(self, channel: str, first: date, last: date) -> tuple[Day, ...]:
        with self._lock:
            found = [day for (whose, _), day in self._days.items() if whose == channel]
            return tuple(sorted((d for d in found if first <= d.day <= last), key=lambda d: d.day))

    def claim(self, delivery: Delivery, now: datetime) -> Claim:
        with self._lock:
            held = self._attempts.get((delivery.channel, delivery.id))
            match held and held.status:
                case Status.SENT:
                    return Claim.SENT
                case Status.SENDING if held and held.until and held.until > now:
                    return Claim.BUSY
            self._attempts[delivery.channel, delivery.id] = _Attempt(Status.SENDING, delivery.until)
            unsure = held is not None and held.status in {Status.SENDING, Status.UNKNOWN}
            return Claim.AGAIN if unsure else Claim.GRANTED

    def give_back(self, delivery: Delivery, status: Status, why: str) -> None:
        with self._lock:
            held = self._attempts.get((delivery.channel, delivery.id))
            if held and (held.status, held.until) == (Status.SENDING, delivery.until):
                self._attempts[delivery.channel, delivery.id] = _Attempt(status)

    def mark_sent(self, delivery: Delivery, receipt: Receipt, told: Sequence[Told], now: datetime) -> None:
        if len(told) > MOST_ITEMS:
            raise PermanentError(f"{delivery.channel}: a delivery has at most {MOST_ITEMS} items")
        with self._lock:
            held = self._attempts.get((delivery.channel, delivery.id))
            if held is None or held.status is Status.SENT:
                return
            self._attempts[delivery.channel, delivery.id] = _Attempt(Status.SENT, receipt=receipt)
            for each in told:
                key = each.item.channel, each.item.id
                self._waiting.pop(key, None)
                self._told[key] = each
            if told:
                self._count(delivery.channel, day_told(told, now))

    def leave_out(self, item: OutboxItem, state: State, why: str, now: datetime) -> None:
        with self._lock:
            if self._waiting.pop((item.channel, item.id), None):
                self.left[item.channel, item.id] = state, why
                self._count(item.channel, day_left_out(item, now))

    def _count(self, channel: str, more: Day) -> None:
        key = channel, more.day
        self._days[key] = self._days.get(key, Day(more.day)) + more


class MemoryQueue:
    """First in, first out by channel, of which ``take`` gives one message at a time."""

    def __init__(self) -> None:
        self._messages: deque[tuple[str, str]] = deque()
        self._in_flight: dict[str, tuple[str, str]] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._messages) + len(self._in_flight)

    def put(self, channel: str, item_id: str) -> None:
        with self._lock:
            if (channel, item_id) not in self._messages:
                self._messages.append((channel, item_id))

    def take(self) -> tuple[str, str] | None:
        with self._lock:
            for message in self._messages:
                if message[0] not in self._in_flight:
                    self._messages.remove(message)
                    self._in_flight[message[0]] = message
                    return message
            return None

    def done(self, message: tuple[str, str]) -> None:
        with self._lock:
            del self._in_flight[message[0]]

    def comes_again(self, message: tuple[str, str]) -> None:
        with self._lock:
            del self._in_flight[message[0]]
            self._messages.appendleft(message)
