"""What a file is. Content decides, not its name."""

import re
from enum import StrEnum

import puremagic

from pagebrief.pages.charsets import decode_head, is_wide

_HEAD = 4096  # bytes that are looked at, where no more are named
# What only markup begins with; other tags may begin a text in which a scraper left some.
_DOCUMENT = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|title|meta|link|style|script|\?xml)\b|!--)", re.IGNORECASE
)
_TAG = re.compile(r"</?[a-z][\w:-]{0,30}(?:\s[^<>]{0,2000})?/?>", re.IGNORECASE)
_LEADING, _SOMEWHERE = 0.1, 0.25
"""From which share of tags a beginning is markup: where it starts with one, and where not.

Of 4,830 development pages as plain text, those that show code come to 0.15, and two that begin with a tag
which a tool left in them to 0.07.
"""
_APART = 500  # characters from tag to tag, at most: a tool leaves in a text one with an endless address
_FEW = 5  # tags in a text that starts with something else
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BINARY_MARKS = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"\x28\xb5\x2f\xfd",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
)
_MAIL_HEADER = re.compile(
    r"(?:from|mime-version|content-type|subject|date|snapshot-content-location|message-id|to):", re.IGNORECASE
)
_MULTIPART = re.compile(
    r"^content-type:\s{0,80}(?:multipart/(?:related|mixed|alternative)|text/html)", re.I | re.M
)
# A feed's root element, behind at most a declaration, comments and instructions.
_FEED = re.compile(
    r"(?:<\?[^>]{0,1000}>\s*|<!--(?:(?!-->).){0,2000}-->\s*|<!doctype\s+rss[^>]{0,500}>\s*){0,8}"
    r"<(?:rss|feed|rdf:RDF|\w{1,10}:feed)\b[^>]{0,2000}>",
    re.IGNORECASE | re.DOTALL,
)
_JSON_START = re.compile(r"\{\s*[\"}]|\[\s*\{\s*[\"}]")


class Format(StrEnum):
    HTML = "html"
    TEXT = "text"
    JSON = "json"
    JSON_LINES = "json lines"
    MHTML = "mhtml"
    WARC = "warc"
    ZIP = "zip"
    PDF = "pdf"
    FEED = "feed"
    UNKNOWN = "unknown"


def format_of(head: bytes) -> Format:
    """The format of a file that begins so; UNKNOWN for what is neither text nor a format that is read."""
    if b"%PDF-" in head[:1024]:  # readers of PDF allow for that much in front
        return Format.PDF
    if head.startswith((b"WARC/0.", b"WARC/1.", b"filedesc://")):
        return Format.WARC
    if head.startswith(b"PK\x03\x04"):
        return Format.ZIP
    if is_binary(head):
        return Format.UNKNOWN
    return _format_of_text(decode_head(head).lstrip("\ufeff \t\r\n\x00"))


def _format_of_text(text: str) -> Format:
    if _FEED.match(text):
        return Format.FEED
    if _JSON_START.match(text) and (form := _json(text)):
        return form
    if _MAIL_HEADER.match(text) and _MULTIPART.search(text[:_HEAD]):
        return Format.MHTML
    return Format.HTML if looks_like_html(text) else Format.TEXT


def _json(text: str) -> Format | None:
    """JSON Lines where objects begin lines; None for a text that has a bit of JSON on top."""
    lines = [line for line in text.split("\n") if line.strip()]
    like_json = sum(line.lstrip()[0] in '{}[]"' for line in lines)
    if like_json < len(lines) / 2:
        return None
    objects = sum(line.startswith("{") for line in lines)
    return Format.JSON_LINES if text.startswith("{") and objects > (len(lines) > 1) else Format.JSON


def is_binary(body: bytes) -> bool:
    """Whether the bytes are no text: control characters in them, or the mark of a binary format."""
    head = body[:_HEAD]
    if is_wide(head):
        return False
    if head.startswith(_BINARY_MARKS):
        return True
    # A stray control character is a scraper's slip; one in a hundred bytes is a binary file.
    return len(_CONTROL.findall(head)) > len(head) / 100


def looks_like_html(text: str) -> bool:
    """Whether a text is markup, and not one that shows some."""
    head = text.lstrip("\ufeff \t\r\n\x00")[:_HEAD]
    leading = head.startswith("<")
    if leading and _DOCUMENT.match(head):
        return True
    tags = _TAG.findall(head)
    if len(tags) < max(1 if leading else _FEW, len(head) / _APART):
        return False
    return sum(map(len, tags)) >= (_LEADING if leading else _SOMEWHERE) * len(head)


def kind_of(body: bytes) -> str:
    """For people: what a file of an unknown format seems to be."""
    try:
        name = puremagic.from_string(body[:_HEAD], mime=True)
    except (puremagic.PureError, ValueError):
        return "a binary file of no known type"
    return f"a file of type {name}" if name else "a binary file of no known type"
