"""RSS and Atom: each entry is a page."""

import io
from collections.abc import Iterator
from html import escape, unescape
from time import struct_time
from typing import Any

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.formats import looks_like_html
from pagebrief.pages.readers.fields import http_url, line
from pagebrief.pages.single_page import Markup, SinglePage
from pagebrief.pages.source import Source


def read(source: Source) -> Iterator[SinglePage]:
    """The entries in the order of the feed. Raises PageError (UNREADABLE) where the feed is broken."""
    import feedparser  # noqa: PLC0415

    # As a stream: a string would be taken for an address or the name of a file.
    feed = feedparser.parse(io.BytesIO(source.whole()), sanitize_html=False, resolve_relative_uris=False)
    if not feed.entries:
        why = f": {feed.bozo_exception}" if feed.bozo else ""
        raise PageError(DiscardReason.NO_ARTICLE, f"{source.name} is a feed without entries{why}"[:300])
    site = line(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        yield _page(entry, number, site)


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
