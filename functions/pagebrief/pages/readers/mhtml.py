"""MHTML: a page as a browser saves it, with its pictures and frames in one file. The page alone is read."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.charsets import decode
from pagebrief.pages.readers.fields import http_url, line
from pagebrief.pages.readers.page import page_of_text
from pagebrief.pages.single_page import Markup, SinglePage
from pagebrief.pages.source import Source

_MOST_BOUNDARIES = 20  # browsers write one
_MOST_PARTS = 10_000
_MOST_LINES = 1_000_000  # of 76 characters, as browsers write them, 20 MB have a quarter of it


def read(source: Source) -> Iterator[SinglePage]:
    """The first HTML part; plain text where there is none. Raises PageError (UNREADABLE) where neither is."""
    body = source.whole()
    # The parser looks for the end of every part around a line: parts within parts cost their square.
    if body.lower().count(b"boundary=") > _MOST_BOUNDARIES:
        raise PageError(DiscardReason.UNREADABLE, f"{source.name} is MHTML of parts within parts without end")
    if body.count(b"\n") > _MOST_LINES or body.count(b"\n--") > _MOST_PARTS:
        raise PageError(
            DiscardReason.TOO_LARGE, f"{source.name} is MHTML of more lines or parts than are read"
        )
    message = message_from_bytes(body, policy=policy.default)
    part = _part(message, "text/html") or _part(message, "text/plain")
    content = part.get_payload(decode=True) if part else None
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise PageError(DiscardReason.UNREADABLE, f"{source.name} is MHTML that holds no page, or is damaged")
    page = page_of_text(decode(content, part.get("Content-Type"), source.name))
    places = (part.get("Content-Location"), message.get("Snapshot-Content-Location"))
    yield SinglePage(
        page.text,
        Markup.HTML if part.get_content_type() == "text/html" else page.markup,
        url=next((url for place in places if (url := http_url(str(place or "")))), None),
        title=line(str(message.get("Subject") or "")),
    )


def _part(message: EmailMessage, kind: str) -> EmailMessage | None:
    return next((part for part in message.walk() if part.get_content_type() == kind), None)
