"""What an index lists of an archived page, in the page itself: JSON in a meta element, which nobody runs.

Beside the page it could be missing, or be of another attempt to tell the same digest.
"""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime

from pagebrief.digest import Digest, Entry
from pagebrief.hashing import hashed
from pagebrief.messages.clocks import written as written_time
from pagebrief.messages.context import line
from pagebrief.messages.filters import host

NAME = "pagebrief"
"""Of the meta element: the template of the page has it."""
SENTENCES, SITES, WATCHES = 3, 12, 12
"""The most of a story."""
SENTENCE = 300
"""Characters."""
PAGE = re.compile(r"[0-9a-f]{12}")
"""Of which version of which object it was made, hashed: nobody reads it."""


@dataclass(frozen=True, slots=True)
class Story:
    """An entry: ``place`` is the id of its article in the page, ``story`` as in Entry.

    ``sites``: its own first. ``sentences``: the first of its summary. ``page``: a digest of several messages
    has one of the same in the page of each, and the index lists the first.
    """

    place: str
    headline: str
    story: str = ""
    language: str | None = None
    sites: tuple[str, ...] = ()
    watches: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A page: ``channel``, ``created_at`` and ``continued`` as in Digest."""

    title: str
    channel: str
    created_at: datetime
    stories: tuple[Story, ...]
    continued: bool = False


def card_of(digest: Digest) -> Card:
    """``digest`` as people see it (``context.shown``)."""
    stories = (_story(number, entry) for number, entry in enumerate(digest.entries, 1))
    return Card(digest.title, digest.channel, digest.created_at, tuple(stories), digest.continued)


def _story(number: int, entry: Entry) -> Story:
    told = entry.brief.rewritten or entry.brief.sentences
    sites = (entry.page.site or host(entry.page.url), *entry.also_on)
    watches = dict.fromkeys(each.watch for each in entry.reasons if each.watch)
    return Story(
        f"page-{number}",
        entry.brief.headline,
        entry.story,
        entry.page.language,
        tuple(dict.fromkeys(filter(None, sites)))[:SITES],
        tuple(watches)[:WATCHES],
        tuple(line(each.text, SENTENCE) for each in told[:SENTENCES]),
        hashed(f"{entry.ref.uri}#{entry.ref.etag}", 12),
    )


def written(card: Card) -> str:
    """JSON, to be escaped as any text."""
    return json.dumps({**asdict(card), "created_at": written_time(card.created_at)}, ensure_ascii=False)
