"""What the core needs from the world. Adapters implement these; tests/fakes.py does too."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pagebrief.model import Medium, Message, PageRef, RawPage, Rewriting


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
    TOLD = "told before"
    BUSY = "being sent by another"


class Store(Protocol):
    """What was told to whom. A delivery is named by the page's identity and the channel."""

    def claim(self, delivery: str, now: datetime, lease: timedelta) -> Claim:
        """Take the delivery until ``now + lease``: atomically, by at most one caller at a time.

        A claim whose lease ran out is granted again: its holder died between sending and saying so,
        or got no answer. It is then told late and perhaps twice, rather than never.
        """
        ...

    def mark_told(self, delivery: str, now: datetime, receipt: str) -> None:
        """It was told, whoever holds the lease by now; ``receipt`` is the provider's id of the message."""
        ...

    def was_told(self, delivery: str) -> bool:
        """Whether it was marked as told: the work of telling it anew would be lost."""
        ...

    def release(self, delivery: str, until: datetime) -> None:
        """Sending failed for certain: the next attempt need not wait for the lease that ends at ``until``.

        If that lease is no longer the one that holds the delivery, nothing changes.
        """
        ...


class Archive(Protocol):
    """Records kept for people: what became of each page."""

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        """Keep a JSON record under ``name``, replacing an earlier one."""
        ...


class Channel(Protocol):
    """Somewhere people read."""

    address: str
    """``slack:#desk`` or ``email:desk@example.org``: unique, stable, holds no secret."""
    medium: Medium

    def send(self, message: Message) -> str:
        """Send, once; the provider's id of the message.

        Raises DeliveryRefused, SettingsError (its secret can't be used) or TransientError, whose
        ``may_have_arrived`` is set unless sending failed for certain.
        """
        ...


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, in UTC."""
        ...
