"""The nouns of what is told at once: entries, and what can't be told."""

from dataclasses import dataclass
from datetime import date, datetime

from pagebrief.model import Brief, CleanPage, Discarded, Link, PageRef, Reason


@dataclass(frozen=True, slots=True)
class Later:
    """What a later page of a story adds: sentences of it, verbatim, that no earlier page of the story says.

    ``more``: how many such sentences it has besides. ``seen_at`` carries its time zone. ``shown``: it is the
    page that stands for the story.
    """

    site: str | None
    url: str | None
    seen_at: datetime
    sentences: tuple[str, ...]
    more: int = 0
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One page of a digest, or a story of several: one page is shown, of the others what they add."""

    ref: PageRef
    page: CleanPage
    brief: Brief
    reasons: tuple[Reason, ...]
    also_on: tuple[str, ...] = ()
    """Other sites that tell the same story."""
    later: tuple[Later, ...] = ()
    """Pages that add something, each to those before it, in the order in which they were seen."""
    seen: tuple[datetime, datetime] | None = None
    """When the first and the last page of a story of several were seen."""
    timeline: tuple[Later, ...] = ()
    """Every page of a story of several by the time at which it was seen, also those that add nothing."""
    story: str = ""
    """The same in each digest of a channel that tells of one story; empty: nobody knows."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """One page that a digest can't tell, and why."""

    ref: PageRef
    discarded: Discarded


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there were on each day, oldest first. ``scale``: how many a full bar stands for.

    Counts of one scale can be compared. ``name``: of the watch, where it is one's.
    """

    by_day: tuple[int, ...]
    scale: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """What came for a channel on each of some days, from ``first`` to ``last``, this digest's among it.

    ``pages``: all that came, told or not. ``stories``: those that began. ``watches``: pages by the watches
    that asked for them, the busiest first; none where there is but one. ``more``: how many others had pages.
    """

    first: date
    last: date
    pages: Counts
    stories: Counts
    watches: tuple[Counts, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class Digest:
    """What is told at once to one channel. ``created_at`` is on the clocks of its readers, or in UTC.

    ``more``: how many entries are not in it. ``whole``: the page that has all of them. ``since``: when the
    last digest was told there, if that is known. ``going_on``: how many entries go on with older stories.
    ``days``: what came lately, if there is enough to see.
    ``channel``: the address of the channel; empty on a machine that has none.
    """

    title: str
    created_at: datetime
    entries: tuple[Entry, ...]
    rejections: tuple[Rejection, ...] = ()
    more: int = 0
    whole: Link | None = None
    since: datetime | None = None
    going_on: int = 0
    days: Days | None = None
    channel: str = ""
    continued: bool = False
    """It is the rest of the one before, in its thread."""
