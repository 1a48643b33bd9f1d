"""RSS and Atom: each entry is a page."""

import io
import re
from collections.abc import Iterator
from html import escape, unescape
from itertools import islice
from time import struct_time
from typing import Any

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.formats import looks_like_html
from pagebrief.pages.readers.fields import http_url, line
from pagebrief.pages.single_page import Markup, SinglePage
from pagebrief.pages.source import Source

_MOST_TAGS = 200_000  # the parser takes 40 µs for each; a thousand entries have a tenth of it
_ENTRY = re.compile(rb"<(?:\w{1,20}:)?(?:item|entry)[\s>]", re.IGNORECASE)


def read(source: Source) -> Iterator[SinglePage]:
    """The entries in the order of the feed. Raises PageError (UNREADABLE) where the feed is broken."""
    import feedparser  # noqa: PLC0415

    # As a stream: a string would be taken for an address or the name of a file.
    body = _beginning(source.whole(), source.limits.pages + 1)
    if _tags(body) > _MOST_TAGS:
        raise PageError(DiscardReason.TOO_LARGE, f"{source.name} has more than {_MOST_TAGS} tags for a feed")
    feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f": {feed.bozo_exception}" if feed.bozo else ""
        raise PageError(DiscardReason.NO_ARTICLE, f"{source.name} is a feed without entries{why}"[:300])
    site = line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        yield _page(entry, number, site)


def _beginning(body: bytes, entries: int) -> bytes:
    """No more than so many entries: the parser takes a minute for 300,000 of them, and mends what is cut."""
    more = next(islice(_ENTRY.finditer(body), entries, None), None)
    return body[: more.start()] if more else body


def _tags(body: bytes) -> int:
    """Without those that are quoted as text."""
    first, *others = body.split(b"<![CDATA[")
    return first.count(b"<") + sum(other.partition(b"]]>")[2].count(b"<") for other in others)


def _page(entry: Any, number: int, site: str | None) -> SinglePage:
    title, url = line(_plain(entry.get("title"))), http_url(entry.get("link"))
    body = next((part.get("value") for part in entry.get("content", ()) if part.get("value")), None)
    text = body or entry.get("summary") or ""
    markup = looks_like_html(text) or ("<" in text and ">" in text)
    return SinglePage(
        _whole(text, title) if markup else _plain(text) or title or "",
        Markup.HTML if markup else Markup.TEXT,
        member=url or str(number),
        url=url,
        title=title,
        author=line(entry.get("author")),
        published_at=_iso(entry.get("published_parsed") or entry.get("updated_parsed")),
        site=site,
    )


def _whole(fragment: str, title: str | None) -> str:
    """All of an entry is its article: said in markup, so that nobody needs to guess."""
    head = escape(title or "")
    return f"<html><head><title>{head}</title></head><body><article>{fragment}</article></body></html>"


def _plain(text: str | None) -> str | None:
    return unescape(text) if text else text


def _iso(time: struct_time | None) -> str | None:
    """feedparser gives UTC."""
    if time is None:
        return None
    return f"{time[0]:04}-{time[1]:02}-{time[2]:02}T{time[3]:02}:{time[4]:02}:{time[5]:02}+00:00"
