"""The filters that templates may use, besides jinja2's own. All of them are pure."""

import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote, urlsplit

from pagebrief.addresses import host_of
from pagebrief.digest import Digest, Entry
from pagebrief.messages.bars import blocks, course, day, heights
from pagebrief.messages.clocks import parsed
from pagebrief.messages.languages import NAMES, RIGHT_TO_LEFT
from pagebrief.messages.marking import marked
from pagebrief.messages.pictures import picture
from pagebrief.messages.places import place
from pagebrief.model import Brief, CleanPage, Reason

LONGEST_URL = 1_500
"""Characters. A longer address is not linked: in Slack a section holds 3,000 in all."""

PLAIN_COLUMNS = 72
"""Width of the plain part of an email: quoted twice in replies it still fits 80 columns."""

_NAMED_SITES = 3

_DELIMITERS = frozenset('"<>\\^`{|}')  # in no URL by RFC 3986, and able to end one in HTML or Slack


def when(moment: str | date | None) -> str:
    """``2025-04-28T03:31+05:30`` → ``28 Apr 2025, 03:31 (UTC+05:30)``; unknown or unreadable → ``""``.

    A zone that has a name is called by it: ``08:00 (Europe/London)``.
    """
    known = parsed(moment) if isinstance(moment, str) else moment
    if known is None:
        return ""
    day = f"{known.day} {known:%b %Y}"
    if not isinstance(known, datetime):
        return day
    zone = getattr(known.tzinfo, "key", None) or known.tzname()
    return f"{day}, {known:%H:%M}" + (f" ({zone})" if zone else "")


def iso(moment: datetime) -> str:
    """For `<time datetime>`: ``2026-03-02T08:00+01:00``."""
    return moment.isoformat(timespec="minutes")


def safe_url(url: str | None) -> str | None:
    """The address, if it is http(s) and names a host; else None.

    What could end an address early (quotes, angle brackets, spaces, …) is percent-encoded.
    """
    if not url or len(url) > LONGEST_URL:
        return None
    encoded = "".join(_encoded(character) for character in url)
    try:
        parts = urlsplit(encoded)
    except ValueError:  # such as an IPv6 address that is none
        return None
    if parts.scheme not in {"http", "https"} or not parts.hostname or "%5C" in parts.netloc:
        return None
    return encoded


def _encoded(character: str) -> str:
    unsafe = character in _DELIMITERS or character == " " or not character.isprintable()
    return quote(character, safe="", errors="replace") if unsafe else character


def host(url: str | None) -> str:
    """``https://www.example.org/a`` → ``example.org``; ``""`` where the address can't be linked."""
    return host_of(safe_url(url)).removeprefix("www.")


def byline(page: CleanPage) -> list[str]:
    """What is known of site, author, date and (unless English) language, in this order."""
    language = "" if page.language in {None, "en"} else f"in\u00a0{language_name(page.language)}"
    site = page.site or host(page.url)
    author = page.author if page.author != site else None
    known = (site, author, when(page.published_at), language)
    return [fact for fact in known if fact]


def elsewhere(entry: Entry) -> list[str]:
    """Where else the story is told, and when it was: ``also on 4 sites: a.example, b.example, …``."""
    first, last = map(when, entry.seen or ("", ""))
    seen = [f"first seen {first}, last {last}"] if first != last else []
    sites = entry.also_on
    if not sites:
        return ["other pages tell it, too", *seen] if entry.seen else []
    named = ", ".join([*sites[:_NAMED_SITES], *(["…"] if len(sites) > _NAMED_SITES else [])])
    return [f"also on {named}" if len(sites) == 1 else f"also on {len(sites)} sites: {named}", *seen]


def news(digest: Digest, pages: int) -> str:
    """What of its pages is new: ``4 new since the last digest, 1 Mar 2026, 08:00 (UTC); 2 go on with …``."""
    new = pages - digest.going_on
    since = f"{new or 'Nothing'} new since the last digest, {when(digest.since)}"
    if not digest.going_on:
        return since
    goes = "1 goes on with a story" if digest.going_on == 1 else f"{digest.going_on} go on with stories"
    return f"{since}; {goes} that you were told"


def about(brief: Brief) -> list[str]:
    """How long the page takes to read, and what it is about."""
    time = [f"{brief.reading_minutes}\u00a0min\u00a0read"] if brief.reading_minutes else []
    return [*time, *brief.key_phrases]


def why(reasons: Iterable[Reason]) -> str:
    """All reasons in one line, those of a watch behind its name.

    Rules are sentences: their full stops would end it early.
    """
    watches = groupby(reasons, lambda reason: reason.watch)
    return "; ".join(
        (f"{watch}: " if watch else "") + "; ".join(_because(reason) for reason in its)
        for watch, its in watches
    )


def _because(reason: Reason) -> str:
    """``it says “kyiv” (“Kyiv”, in the title)``, ``it is about “ships” (similarity 0.41, at least 0.3)``."""
    rule, matched = reason.rule.rstrip("."), f"“{reason.matched}”" if reason.matched else ""
    if reason.similarity is not None and reason.threshold is not None:
        likeness = f"similarity {reason.similarity:.2f}, at least {reason.threshold:.2f}"
        return f"{rule} ({likeness}{': ' if matched else ''}{matched})"
    said = "" if matched and rule.endswith(matched) else matched
    place = "in the title" if matched and reason.start is None else ""
    details = ", ".join(filter(None, (said, place)))
    return f"{rule} ({details})" if details else rule


def language_name(code: str | None) -> str:
    """``ar`` → ``Arabic``; a code without a name here stays itself."""
    return NAMES.get(_primary(code), code or "")


def direction(code: str | None) -> str:
    """``rtl`` for a language that is written from right to left, else ``ltr``."""
    return "rtl" if _primary(code) in RIGHT_TO_LEFT else "ltr"


def _primary(code: str | None) -> str:
    return re.split("[-_]", code or "")[0].lower()


def wrap(text: str, first: str = "", rest: str | None = None) -> str:
    """Lines of about 72 columns at most, the first and the rest each with its own prefix."""
    return textwrap.fill(
        text,
        _characters_a_line(text),
        initial_indent=first,
        subsequent_indent=first if rest is None else rest,
        break_on_hyphens=False,
    )


def _characters_a_line(text: str) -> int:
    """Chinese, Japanese and Korean characters take two columns."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return PLAIN_COLUMNS * len(text) // (len(text) + wide) if wide else PLAIN_COLUMNS


FILTERS: dict[str, Callable[..., object]] = {
    "about": about,
    "blocks": blocks,
    "byline": byline,
    "course": course,
    "day": day,
    "elsewhere": elsewhere,
    "direction": direction,
    "heights": heights,
    "host": host,
    "iso": iso,
    "language_name": language_name,
    "marked": marked,
    "news": news,
    "picture": picture,
    "place": place,
    "safe_url": safe_url,
    "when": when,
    "why": why,
    "wrap": wrap,
}
