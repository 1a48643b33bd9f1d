"""Hand-written stand-ins behind our own ports. tests/contract holds them to what the real ones do."""

import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, md5
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from pagebrief.adapters.page_limit import too_large
from pagebrief.errors import PageError
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
from pagebrief.ports import Claim


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
class _Delivery:
    lease_until: datetime
    told_at: datetime | None = None
    receipt: str | None = None


class MemoryStore:
    """``receipts`` holds what was told: delivery → receipt."""

    def __init__(self) -> None:
        self._deliveries: dict[str, _Delivery] = {}
        self._lock = Lock()

    @property
    def receipts(self) -> dict[str, str]:
        return {name: d.receipt for name, d in self._deliveries.items() if d.receipt is not None}

    def claim(self, delivery: str, now: datetime, lease: timedelta) -> Claim:
        with self._lock:
            held = self._deliveries.get(delivery)
            if held and held.told_at:
                return Claim.TOLD
            if held and held.lease_until > now:
                return Claim.BUSY
            self._deliveries[delivery] = _Delivery(lease_until=now + lease)
            return Claim.GRANTED

    def mark_told(self, delivery: str, now: datetime, receipt: str) -> None:
        with self._lock:
            self._deliveries[delivery] = _Delivery(lease_until=now, told_at=now, receipt=receipt)

    def was_told(self, delivery: str) -> bool:
        with self._lock:
            held = self._deliveries.get(delivery)
            return held is not None and held.told_at is not None

    def release(self, delivery: str, until: datetime) -> None:
        with self._lock:
            held = self._deliveries.get(delivery)
            if held and not held.told_at and held.lease_until == until:
                del self._deliveries[delivery]


class MemoryArchive:
    """``records`` holds the last record of each name."""

    def __init__(self) -> None:
        self.records: dict[str, Mapping[str, object]] = {}

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        self.records[name] = dict(record)


@dataclass
class MemoryChannel:
    """Records ``messages``; raises the errors of ``fail_with`` first, one a call."""

    address: str = "slack:#desk"
    medium: Medium = Medium.SLACK
    messages: list[Message] = field(default_factory=list)
    _errors: deque[Exception] = field(default_factory=deque)

    def fail_with(self, *errors: Exception) -> None:
        self._errors.extend(errors)

    def send(self, message: Message) -> str:
        expected = EmailMessage if self.medium is Medium.EMAIL else SlackMessage
        if not isinstance(message, expected):
            raise TypeError(f"{self.address} sends a {expected.__name__}, not {type(message).__name__}")
        if self._errors:
            raise self._errors.popleft()
        self.messages.append(message)
        return f"receipt-{len(self.messages)}"


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
