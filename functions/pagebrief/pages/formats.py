"""What the bytes of a page are: HTML, plain text, or something that can't be read. Content decides."""

import re
from enum import StrEnum

import puremagic

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason, RawPage
from pagebrief.pages.charsets import decode, has_wide_bom

_HEAD = 4096  # bytes that are looked at
_HTML = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|main|section|div|p|h1|h2|table|ul|ol|span|title|meta|script|nav|header)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Format(StrEnum):
    HTML = "html"
    TEXT = "text"


def recognise(raw: RawPage) -> tuple[Format, str]:
    """The format of a page and its decoded text.

    Raises PageError: EMPTY for nothing but white space, UNSUPPORTED for anything that is not text,
    UNDECODABLE for text in no known charset.
    """
    if not raw.body.strip():
        raise PageError(DiscardReason.EMPTY, f"{raw.ref.key} holds no text at all ({len(raw.body)} bytes)")
    if is_binary(raw.body):
        raise PageError(
            DiscardReason.UNSUPPORTED,
            f"{raw.ref.key} is {_kind(raw.body)}; pages are read as HTML or plain text",
        )
    text = decode(raw.body, raw.content_type, raw.ref.key)
    return (Format.HTML if looks_like_html(text) else Format.TEXT), text


def is_binary(body: bytes) -> bool:
    """Whether the bytes are no text: control characters in them, or the mark of a binary format."""
    head = body[:_HEAD]
    if has_wide_bom(head):
        return False
    if head.startswith((b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")):
        return True
    # A stray control character is a scraper's slip; one in a hundred bytes is a binary file.
    return len(_CONTROL.findall(head)) > len(head) / 100


def looks_like_html(text: str) -> bool:
    """Whether a text is markup: it starts with a tag, or its beginning holds several."""
    head = text.lstrip("\ufeff \t\r\n\x00")[:_HEAD]
    if head.startswith("<") and (_HTML.search(head) or re.match(r"<(?:\?xml|!--)", head)):
        return True
    return len(_HTML.findall(head)) >= 3 or len(re.findall(r"</\w{1,10}>", head)) >= 5


def _kind(body: bytes) -> str:
    try:
        name = puremagic.from_string(body[:_HEAD], mime=True)
    except (puremagic.PureError, ValueError):
        return "a binary file of no known type"
    return f"a file of type {name}" if name else "a binary file of no known type"
