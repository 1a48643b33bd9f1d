"""Hand-written stand-ins behind our own ports. tests/contract holds them to what the real ones do."""

import json
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, md5
from threading import Lock, RLock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagebrief.adapters.page_limit import too_large
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
from pagebrief.errors import PageError, PermanentError
from pagebrief.model import (
    DiscardReason,
    EmailMessage,
    Medium,
    Message,
    PageRef,
    RawPage,
    Rewriting,
    SlackMessage,
)
from pagebrief.ports import MOST_ITEMS, Claim


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 1, 2, 8, 30, tzinfo=UTC)) -> None:
        self._now = at

    def now(self) -> datetime:
        return self._now

    def advance(self, by: timedelta) -> None:
        self._now += by


class MemoryPages:
    """Pages under (bucket, key); ``put`` returns a ref as an event would carry it."""

    def __init__(self, max_bytes: int = 10_000_000) -> None:
        self._max_bytes = max_bytes
        self._pages: dict[tuple[str, str], RawPage] = {}

    def put(
        self,
        bucket: str,
        key: str,
        body: bytes,
        content_type: str | None = None,
        metadata: Mapping[str, str] | None = None,
    ) -> PageRef:
        # As S3 does for an object that was uploaded in one part.
        etag = md5(body, usedforsecurity=False).hexdigest()
        ref = PageRef(bucket, key, etag=etag, size=len(body))
        self._pages[bucket, key] = RawPage(ref, body, content_type, metadata or {})
        return ref

    def fetch(self, ref: PageRef) -> RawPage:
        page = self._pages.get((ref.bucket, ref.key))
        if page is None:
            raise PageError(DiscardReason.MISSING, f"{ref.uri} is not there.")
        if len(page.body) > self._max_bytes:
            raise too_large(ref.uri, len(page.body), self._max_bytes)
        return replace(page, ref=replace(ref, etag=page.ref.etag, size=page.ref.size))


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

    def waiting(self, channel: str, now: datetime) -> tuple[OutboxItem, ...]:
        with self._lock:
            due = [item for item in self._waiting.values() if item.channel == channel and item.due <= now]
            return tuple(sorted(due, key=lambda item: (item.due, item.id)))

    def item(self, channel: str, item_id: str) -> OutboxItem | None:
        return self._waiting.get((channel, item_id))

    def told(self, channel: str, since: datetime) -> tuple[Told, ...]:
        with self._lock:
            found = [
                told for told in self._told.values() if told.item.channel == channel and told.at >= since
            ]
            return tuple(sorted(found, key=lambda told: (told.at, told.item.id)))

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

    def leave_out(self, item: OutboxItem, state: State, why: str, now: datetime) -> None:
        with self._lock:
            if self._waiting.pop((item.channel, item.id), None):
                self.left[item.channel, item.id] = state, why


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


class MemoryArchive:
    """``records`` holds the last record of each name, as it comes back from JSON."""

    def __init__(self) -> None:
        self.records: dict[str, Mapping[str, Any]] = {}

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        self.records[name] = json.loads(json.dumps(record))

    def read(self, name: str) -> Mapping[str, Any]:
        if name not in self.records:
            raise PermanentError(f"{name} is not there.")
        return self.records[name]


@dataclass
class MemoryWatches:
    """``body`` is watches.yaml, None where there is none; ``good`` the last one that was kept."""

    body: bytes | None = None
    good: bytes | None = None

    def read(self) -> tuple[str, bytes] | None:
        if self.body is None:
            return None
        return md5(self.body, usedforsecurity=False).hexdigest(), self.body

    def read_good(self) -> bytes | None:
        return self.good

    def keep_good(self, body: bytes) -> None:
        self.good = body


@dataclass
class MemoryChannel:
    """Records ``messages`` and the ``threads`` they went to; raises the errors of ``fail_with`` first."""

    address: str = "slack:#desk"
    medium: Medium = Medium.SLACK
    messages: list[Message] = field(default_factory=list)
    threads: list[str | None] = field(default_factory=list)
    _errors: deque[Exception] = field(default_factory=deque)

    def fail_with(self, *errors: Exception) -> None:
        self._errors.extend(errors)

    def send(self, message: Message, thread: str | None = None) -> Receipt:
        expected = EmailMessage if self.medium is Medium.EMAIL else SlackMessage
        if not isinstance(message, expected):
            raise TypeError(f"{self.address} sends a {expected.__name__}, not {type(message).__name__}")
        if self._errors:
            raise self._errors.popleft()
        self.messages.append(message)
        self.threads.append(thread)
        receipt = f"receipt-{len(self.messages)}"
        return Receipt(receipt, thread or receipt)


@dataclass
class MemoryRewriter:
    """Writes ``text`` whatever it is ``given``; raises ``error`` where there is one."""

    text: str
    error: Exception | None = None
    given: list[Sequence[str]] = field(default_factory=list)

    def rewrite(self, sentences: Sequence[str]) -> Rewriting:
        self.given.append(sentences)
        if self.error:
            raise self.error
        return Rewriting(self.text, "a model")


class HashingEncoder:
    """Bags of words, hashed: sentences that share words are near, on every machine alike."""

    def __init__(self, dimensions: int = 64, languages: frozenset[str] = frozenset({"en"})) -> None:
        self._dimensions = dimensions
        self.languages = languages

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(sentences), self._dimensions), np.float32)
        for row, sentence in zip(rows, sentences, strict=True):
            for word in re.findall(r"\w+", sentence.casefold()) or [""]:
                digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
                row[int.from_bytes(digest) % self._dimensions] += 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows
