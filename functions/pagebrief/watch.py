"""The nouns of watches: who wants to be told of which pages, when and where."""

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from zoneinfo import ZoneInfo

from pagebrief.model import Reason


@dataclass(frozen=True, slots=True)
class Topic:
    """A page is about it if a sentence of it is similar enough to the description or an example.

    ``at_least`` is a cosine similarity; None for the threshold that was measured.
    """

    about: str
    examples: tuple[str, ...] = ()
    at_least: float | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """What a page must be. All that is given must hold; what is empty asks for nothing.

    Terms are kept as they are written: words and phrases, or ``/…/flags`` for a regular expression.
    """

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    """ISO 639-1. A page whose language is not known is in none of them."""
    paths: tuple[str, ...] = ()
    """Of the object's key or of its URL, with ``*`` for anything."""


class Rhythm(StrEnum):
    """How often."""

    IMMEDIATELY = "immediately"
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Quiet:
    """From ``start`` to ``end`` on the clocks of a zone nothing is told; it waits for the end."""

    start: time
    end: time
    zone: ZoneInfo


@dataclass(frozen=True, slots=True)
class Cadence:
    """When. Daily and weekly ones have ``at`` and ``zone``, weekly ones ``weekday`` (Monday is 0).

    ``quiet`` is there for the others alone: whoever names a time has chosen it.
    """

    rhythm: Rhythm = Rhythm.IMMEDIATELY
    at: time | None = None
    weekday: int | None = None
    zone: ZoneInfo | None = None
    quiet: Quiet | None = None


class Kind(StrEnum):
    """What kind of channel."""

    SLACK = "slack"
    WEBHOOK = "webhook"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class Destination:
    """A Slack channel by ``#name`` or id, a webhook by its name in the secret, or email addresses."""

    kind: Kind
    names: tuple[str, ...]

    @property
    def address(self) -> str:
        """``slack:#desk``, ``email:desk@example.org``: as a ``Channel`` calls itself."""
        return f"{self.kind}:{','.join(self.names)}"


@dataclass(frozen=True, slots=True)
class Send:
    """Where and when. A digest holds at most ``max_items`` stories, and says how many it left out.

    ``minimum_novelty``: the least share, 0 to 1, of a later page's sentences that its story must not have
    told yet. None leaves it to the house.
    """

    to: Destination
    cadence: Cadence = Cadence()
    even_if_empty: bool = False
    max_items: int | None = None
    minimum_novelty: float | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """Which pages, and who is told of them. Names are unique within a file."""

    name: str
    match: Match
    send: tuple[Send, ...]


@dataclass(frozen=True, slots=True)
class Undecided:
    """An expression that took too long over a page. It was taken to hold: nobody misses a page for it."""

    watch: str
    term: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Found:
    """A watch that a page matches, and why: there is a reason always, even if it asks for nothing."""

    watch: Watch
    reasons: tuple[Reason, ...]
    undecided: tuple[Undecided, ...] = ()
