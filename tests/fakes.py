"""Hand-written stand-ins behind our own ports. tests/contract holds them to what the real ones do."""

import json
import re
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import blake2b, md5
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagebrief.adapters.page_limit import too_large
from pagebrief.delivery import (
    Receipt,
)
from pagebrief.errors import PageError, PermanentError
from pagebrief.message import EmailMessage, Medium, Message, SlackMessage
from pagebrief.model import DiscardReason, Link, PageRef, RawPage, Rewriting


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


class MemoryShelf:
    """``pages`` holds the last page of each name; raises the errors of ``fail_with`` first."""

    URL = "https://shelf.example/"

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self._errors: deque[Exception] = deque()

    def fail_with(self, *errors: Exception) -> None:
        self._errors.extend(errors)

    def keep(self, name: str, html: str) -> Link:
        if self._errors:
            raise self._errors.popleft()
        self.pages[name] = html
        return Link(f"{self.URL}{name}?signed=yes", f"s3://shelf/{name}")


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
    """Records ``messages`` and the ``threads`` they went to; raises the errors of ``fail_with`` first.

    ``threaded``: it says in which thread answers go; a webhook doesn't.
    """

    address: str = "slack:#desk"
    medium: Medium = Medium.SLACK
    threaded: bool = True
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
        return Receipt(receipt, thread or receipt if self.threaded else None)


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
