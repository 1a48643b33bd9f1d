"""Whether two pages are of one story, and why."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from pagebrief.stories.comparing import contained
from pagebrief.stories.events import days_agree, same_event
from pagebrief.stories.sketch import shared, terms
from pagebrief.story import Bond, Fingerprint, Likeness

# Chosen on half of the development articles and of our own pages; docs/stories.md has the figures.
_COPIED = 0.45  # of the shorter text's shingles, at least
_COPIED_ELSEWHEN = 0.75  # where the texts tell of other days: much of a text may be what happened before
_OPENING, _SOME_OPENING = 0.6, 0.25  # of what one text opens with, in the other; and the other way round
_NAMES, _NUMBERS = 0.4, 0.3  # of those of the text that has fewer, in the other
_SOME = 2  # fewer numbers than these tell nothing
_VERSION = 0.2  # of the shorter text's shingles, where the address is the same
_TRACKING = re.compile(r"utm_|fbclid$|gclid$|mc_[ce]id$|cmp(id)?$|ref$")


def same_story(one: Fingerprint, other: Fingerprint) -> Likeness | None:
    """Why the two tell one story, None where they don't. The same whichever comes first."""
    return same_text(one, other) or same_event(one, other)


def same_text(one: Fingerprint, other: Fingerprint) -> Likeness | None:
    """Whether one is a version or a copy of the other, or of a part of it."""
    text = shared(one.sketch, other.sketch)
    if _same_address(one.url, other.url) and text.contained >= _VERSION:
        return Likeness(Bond.UPDATE, text.contained)
    least = _COPIED_ELSEWHEN if days_agree(one, other) is False else _COPIED
    if text.contained < least or not _open_alike(one, other) or not _same_specifics(one, other):
        return None
    return Likeness(Bond.COPY, text.contained)


def _open_alike(one: Fingerprint, other: Fingerprint) -> bool:
    """What one text opens with is told in the other, anywhere; the other way round, some of it.

    Pages of a series share many of their words, a page that quotes another's background does, too: but not
    what they open with. Of a page that strings up several reports only the first is a copy.
    """
    told = sorted((_told(one, other), _told(other, one)))
    return told[1] >= _OPENING and told[0] >= _SOME_OPENING


def _told(one: Fingerprint, other: Fingerprint) -> float:
    opening = terms(one.opening)
    told = terms(other.opening) | terms(other.names) | terms(other.numbers) | terms(other.words)
    return len(opening & told) / max(1, len(opening))


def _same_specifics(one: Fingerprint, other: Fingerprint) -> bool:
    """Reports made from one form have the same words, but names and numbers of their own."""
    first, second = terms(one.numbers), terms(other.numbers)
    if min(len(first), len(second)) >= _SOME and contained(first, second) < _NUMBERS:
        return False
    return contained(terms(one.names), terms(other.names)) >= _NAMES


def _same_address(one: str | None, other: str | None) -> bool:
    return bool(one and other) and address(str(one)) == address(str(other))


@lru_cache(maxsize=8192)
def address(url: str) -> str:
    """A URL without what doesn't change the page: scheme, www, fragment, trackers, a slash at the end."""
    try:
        parts = urlsplit(url)
    except ValueError:  # «https://[»: whatever it is, it is the same only as itself
        return url
    kept = [(key, value) for key, value in parse_qsl(parts.query) if not _TRACKING.match(key)]
    path = parts.path.rstrip("/")
    return f"{parts.netloc.casefold().removeprefix('www.')}{path}?{urlencode(sorted(kept))}"
