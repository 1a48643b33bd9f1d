"""The nouns of stories: what is remembered of a page, and the pages that tell one event."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is remembered of a page: who it is, and enough to tell whether another page tells the same.

    Sets are unsigned 32-bit hashes, little-endian; vectors one signed byte a dimension, 127 for 1.
    """

    identity: str
    url: str | None
    site: str | None
    seen_at: datetime
    """With its time zone."""
    published: str | None
    """The day, ``YYYY-MM-DD``, where the page says so."""
    headline: str
    shingles: int
    """How many different runs of three words the page has."""
    sketch: bytes
    """The smallest of their hashes, ascending (Broder 1997)."""
    names: bytes
    """In the order in which they are first mentioned, as the other two."""
    numbers: bytes
    words: bytes
    """The words that stand most often, but names, numbers and the words that every page has."""
    days: bytes
    """The dates of the days of the week that its first sentences name."""
    opening: bytes
    """Names, numbers and words of the headline and the first sentences."""
    page: bytes
    """The mean of its sentences' vectors, made 1 long. Empty where the encoder doesn't know the language."""


class Bond(StrEnum):
    """Why two pages are of one story. A sentence for a person can be made of it."""

    UPDATE = "another version of the same page"
    COPY = "nearly the same text"
    EVENT = "the same event"


@dataclass(frozen=True, slots=True)
class Likeness:
    """``score`` ranks bonds of one kind, from 0 to 1."""

    bond: Bond
    score: float


@dataclass(frozen=True, slots=True)
class Story:
    """Pages about one event, by the time at which they were seen; there is at least one."""

    pages: tuple[Fingerprint, ...]
    shown: Fingerprint
    """The page that stands for the story."""

    @property
    def first_seen(self) -> datetime:
        return self.pages[0].seen_at

    @property
    def last_seen(self) -> datetime:
        return self.pages[-1].seen_at

    @property
    def sites(self) -> tuple[str, ...]:
        """Each once, in the order in which they told the story; pages without a known site count for none."""
        return tuple(dict.fromkeys(page.site for page in self.pages if page.site))

    @property
    def also_on(self) -> tuple[str, ...]:
        """The sites other than that of the page that is shown."""
        return tuple(site for site in self.sites if site != self.shown.site)


@dataclass(frozen=True, slots=True)
class Joined:
    """A page is of this story, counted from 0, because of its likeness to this page of it."""

    story: int
    likeness: Likeness
    page: Fingerprint


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence that a page said, with what is needed to see whether another one says the same.

    ``vector`` is one signed byte a dimension, empty where the encoder doesn't know the language.
    """

    text: str
    vector: bytes = b""


@dataclass(frozen=True, slots=True)
class Addition:
    """What a page adds to what was said before. ``novelty``: the share of its words that do, 0 to 1."""

    sentences: tuple[str, ...]
    novelty: float


@dataclass(frozen=True, slots=True)
class Correction:
    """What changed between two versions of a page: sentences that only the later, or the earlier one says."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
