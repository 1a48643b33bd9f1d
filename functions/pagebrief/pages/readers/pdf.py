"""PDF: the text of its pages, by pypdf."""

import io
import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.heading import normal
from pagebrief.pages.readers.fields import iso_date, line
from pagebrief.pages.single_page import Markup, SinglePage
from pagebrief.pages.source import Source

if TYPE_CHECKING:
    from pypdf import PdfReader

_MOST_PAGES = 100  # of paper; an article has fewer, and a hostile file may have a million
_MOST_TEXT = 2_000_000  # characters
# Objects, by the lines of the table that lists them (ISO 32000-1, 7.5.4) and by their beginnings.
# pypdf reads the table object by object: 900,000 take it more than half a minute.
_MOST_OBJECTS = 100_000
_OBJECT = re.compile(rb"\d{5} [nf][ \r]?[\r\n]|\d obj\b")


def read(source: Source) -> Iterator[SinglePage]:
    """The one page. Raises PageError: UNSUPPORTED where it is encrypted, NO_ARTICLE where it holds no text,
    UNREADABLE where it is damaged, TOO_LARGE where it has too many objects.
    """
    body = source.whole()
    if sum(1 for _ in _OBJECT.finditer(body)) > 2 * _MOST_OBJECTS:
        raise PageError(
            DiscardReason.TOO_LARGE, f"{source.name} is a PDF of more than {_MOST_OBJECTS:,} objects"
        )
    try:
        page = _page(body)
    except (ImportError, MemoryError, PageError):
        raise
    except Exception as error:  # noqa: BLE001 # damaged files make pypdf raise nearly anything
        kind, why = type(error).__name__, str(error)[:200]
        raise PageError(DiscardReason.UNREADABLE, f"{source.name} is a damaged PDF ({kind}: {why})") from None
    if page is None:
        raise PageError(DiscardReason.UNSUPPORTED, f"{source.name} is an encrypted PDF")
    if not page.text.strip():
        raise PageError(DiscardReason.NO_ARTICLE, f"{source.name} is a PDF without text: a scan, perhaps")
    yield page


def _page(body: bytes) -> SinglePage | None:
    """None where it is encrypted. Raises whatever pypdf does."""
    from pypdf import PdfReader  # noqa: PLC0415
    from pypdf.errors import DependencyError  # noqa: PLC0415

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it mends it would tell on standard error
    document = PdfReader(io.BytesIO(body))
    try:
        if document.is_encrypted and not document.decrypt(""):
            return None
    except DependencyError:  # AES asks for another package
        return None
    text = _text(document)
    return _said(document, text)


def _text(document: "PdfReader") -> str:
    parts: list[str] = []
    size = 0
    for number, page in enumerate(document.pages):
        if number == _MOST_PAGES or size > _MOST_TEXT:
            break
        parts.append(page.extract_text())
        size += len(parts[-1])
    return "\n".join(parts)[:_MOST_TEXT]


def _said(document: "PdfReader", text: str) -> SinglePage:
    """With what the document says of itself; its title only where it stands on the first pages, too.

    Programs that make PDF put the name of a file there more often than not.
    """
    about = document.metadata
    title, author = (line(str(about.get(key) or "")) if about else None for key in ("/Title", "/Author"))
    known = title if title and normal(title) and normal(title) in normal(text[:5_000]) else None
    # «D:20250428103000+02'00'»
    made = iso_date(_dashed(str(about.get("/CreationDate") or ""))) if about else None
    return SinglePage(text, Markup.TEXT, title=known, author=author, published_at=made)


def _dashed(date: str) -> str:
    digits = date.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if digits.isascii() and digits.isdigit() else ""
