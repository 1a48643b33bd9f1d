"""One page of a file, before it is cleaned."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from pagebrief.model import DiscardReason, Dropped


class Markup(StrEnum):
    """Which cleaner a page is for."""

    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class SinglePage:
    """The text of one page, and what the file around it says of it; None where it is silent.

    ``member`` names the page within its file: its URL or its number. It is None for a file that is one page.
    ``published_at`` is ISO 8601. ``ledger`` is what the reader took out of the text already.
    """

    text: str
    markup: Markup
    member: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published_at: str | None = None
    site: str | None = None
    ledger: tuple[Dropped, ...] = ()

    @property
    def digest(self) -> str:
        """Of all that a reader could be told, and of nothing that a crawler adds, such as when it came by."""
        said = (self.text, self.url, self.title, self.author, self.published_at)
        return sha256("\0".join(part or "" for part in said).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Lost:
    """A page of a file, or the rest of the file where ``member`` is None, that can't be read.

    ``content`` is what was found instead: the same rubbish is the same page.
    """

    reason: DiscardReason
    detail: str
    member: str | None = None
    content: str = ""

    @property
    def digest(self) -> str:
        said = f"{self.member}\0{self.content}" if self.content else f"{self.member}\0{self.detail}"
        return sha256(said.encode("utf-8", "surrogatepass")).hexdigest()
