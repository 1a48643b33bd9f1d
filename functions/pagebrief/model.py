"""The nouns everyone shares: frozen values without behaviour beyond their own fields."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class PageRef:
    """Which object. ``etag`` is without quotes; a local file has the bucket ``""``."""

    bucket: str
    key: str
    version_id: str | None = None
    etag: str | None = None
    sequencer: str | None = None
    size: int | None = None
    member: str | None = None
    """One page of a file that holds several, by its URL or number; None for the file itself."""
    digest: str | None = None
    """Of what a member says; the etag is that of the whole file."""

    @property
    def uri(self) -> str:
        return self._file if self.member is None else f"{self._file}#{self.member}"

    @property
    def identity(self) -> str:
        """The same bytes under the same key are the same page, whatever event announced them.

        The etag is preferred: an unchanged page dropped again has nothing new to tell. So has the page
        of a file to which others were added, wherever in the file it lies.
        """
        return f"{self._file}#{self.digest or self.etag or self.version_id or self.sequencer or ''}"

    @property
    def _file(self) -> str:
        return f"s3://{self.bucket}/{self.key}" if self.bucket else self.key


@dataclass(frozen=True, slots=True)
class RawPage:
    """The bytes of a page as they lie in the bucket, and what was said about them there."""

    ref: PageRef
    body: bytes
    content_type: str | None = None
    metadata: Mapping[str, str] = field(default_factory=dict)
    """``x-amz-meta-*`` without the prefix; ``url`` and ``fetched-at`` are understood."""
    content_encoding: str | None = None


class DropReason(StrEnum):
    """Why a block of a page is not in its clean text."""

    NAVIGATION = "navigation"
    BANNER = "consent or subscription banner"
    TITLE = "title, kept as such"
    BYLINE = "byline, kept as metadata"
    CAPTION = "caption or image note"
    CREDIT = "credit or agency note"
    PROMOTION = "links to other pages"
    DISCLAIMER = "disclaimer or standing note"
    FOOTER = "footer"
    REPEATED = "said before on this page"
    OUTSIDE = "outside the article"
    MARKS = "marks of layout, addresses of links"
    UNREAD = "behind the part of a long page that is read"


@dataclass(frozen=True, slots=True)
class Dropped:
    """An entry of the ledger: one block that was dropped, and why.

    ``line`` is the 1-based line of a plain-text page where the block starts, None for HTML.
    """

    reason: DropReason
    text: str
    line: int | None = None


class DiscardReason(StrEnum):
    """Why a page yields no brief."""

    EMPTY = "empty"
    UNSUPPORTED = "unsupported format"
    UNDECODABLE = "undecodable"
    TOO_LARGE = "too large"
    NO_ARTICLE = "no article"
    ERROR_PAGE = "error page"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    BOT_WALL = "bot wall"
    CONSENT_WALL = "consent wall"
    LOGIN_WALL = "log-in wall"
    PAYWALL = "paywall"
    PARKED_DOMAIN = "parked domain"
    EMPTY_SHELL = "empty shell"
    LINK_LIST = "link list"
    TOO_SHORT = "too short"


@dataclass(frozen=True, slots=True)
class Discarded:
    """A page that yields no brief. ``detail`` is a sentence for a person."""

    reason: DiscardReason
    detail: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``page.text[start:end]``; offsets are in code points.

    ``certainty``, 0 to 1: how sure the cleaner is that it is of the article, and no caption or disclaimer.
    """

    start: int
    end: int
    certainty: float = 1.0


@dataclass(frozen=True, slots=True)
class CleanPage:
    """What a page says. ``text`` is its paragraphs joined by a blank line.

    ``published_at`` is ISO 8601, as exact as the page is: a date, a time, an offset.
    ``language`` is an ISO 639-1 code. Unknown metadata is None.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str | None = None
    url: str | None = None
    site: str | None = None
    author: str | None = None
    published_at: str | None = None
    language: str | None = None
    ledger: tuple[Dropped, ...] = ()


@dataclass(frozen=True, slots=True)
class Sentence:
    """``text == page.text[start:end]``, always. ``score`` ranks sentences of one page only."""

    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A sentence that a model wrote, and the sentences of the page that say the same.

    ``quoted``: what the model wrote had no support, so ``text`` is the nearest sentence of the page instead.
    """

    text: str
    supports: tuple[Sentence, ...]
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Brief:
    """A headline and a few sentences of the page, in reading order."""

    headline: str
    sentences: tuple[Sentence, ...]
    method: str
    """How the sentences were chosen, for the reader who asks."""
    gist: str = ""
    """One sentence for a notification: as it stands in the page, or its beginning and «…»."""
    key_phrases: tuple[str, ...] = ()
    """What the page is about, in its own words, the most telling first."""
    reading_minutes: int = 0
    """To read the whole page; 0 where that is not known."""
    rewritten: tuple[Rewritten, ...] = ()
    """What is told in place of the sentences, where a model rewrote the page; else empty."""


@dataclass(frozen=True, slots=True)
class Rewriting:
    """What a model made of a page. ``model`` is its name, for the reader who asks."""

    text: str
    model: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why somebody is told of a page. ``rule`` is a sentence for that person; what is unknown is None.

    ``matched == page.text[start:start + len(matched)]``; without ``start`` it stands in the title.
    ``similarity`` (cosine) of a topic and the page is at least ``threshold``.
    """

    rule: str
    watch: str | None = None
    matched: str | None = None
    start: int | None = None
    similarity: float | None = None
    threshold: float | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """How people come to a page that was kept for them: ``url`` works until then at most.

    ``place`` is where it lies, for good: ``s3://…`` or the path of a file.
    """

    url: str
    place: str
    until: datetime | None = None
