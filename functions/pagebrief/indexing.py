"""Archived pages, taken from a shelf and listed in an index that links them."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from posixpath import normpath

from pagebrief.errors import NotAllowed, PermanentError
from pagebrief.hashing import hashed
from pagebrief.messages.card_reader import NoCard, read_card
from pagebrief.messages.index import Page
from pagebrief.ports import OpenShelf

INDEX = "index.html"
_INDEX = re.compile(r"index(-[0-9a-f]{16})?\.html")
_WAY_BACK = "<!-- index -->"
"""Where the template of an archived page has room for a link to the index."""
MOST_BYTES = 10_000_000
"""Of a page that is read: twice what one takes (``archived.PAGE_BYTES``)."""


def listed(
    shelf: OpenShelf,
    name: str,
    kept_at: datetime,
    keep: Callable[[str, str], str],
    channel: str | None = None,
) -> Page | None:
    """A page as the index lists it; with the reason, where it can't be read or kept or has no card.

    ``keep``: name and page → the address at which the index links it. ``channel``: None of another one, or
    whose channel nobody knows. Raises NotAllowed, TransientError.
    """
    try:
        page = shelf.read(name, MOST_BYTES)
        found = _read(name, kept_at, page)
        if channel and not (found.card and found.card.channel == channel):
            return None
        return replace(found, href=keep(name, page))
    except NotAllowed:
        raise
    except PermanentError as error:
        return None if channel else Page(name, kept_at, why=str(error))


def _read(name: str, kept_at: datetime, page: str) -> Page:
    try:
        return Page(name, kept_at, card=read_card(page))
    except NoCard as error:
        return Page(name, kept_at, title=error.title, why=str(error))


def with_way_back(page: str, name: str) -> str:
    """With a link to the index of its folder, if its template has room for one."""
    index = "../" * name.count("/") + INDEX
    return page.replace(_WAY_BACK, f'<section><p><a href="{index}">All digests</a></p></section>', 1)


def index_of(since: str | None, channel: str | None) -> str:
    """The name of one that is shared: of other pages it is another, whose link opens nothing else later."""
    if not since and not channel:
        return INDEX
    asked = f"{since}\n{channel}"
    return f"index-{hashed(asked, 16)}.html"


def is_index(name: str) -> bool:
    """On any file system: some take capitals for small letters, all ``./`` for nothing."""
    return bool(_INDEX.fullmatch(normpath(name).casefold()))
