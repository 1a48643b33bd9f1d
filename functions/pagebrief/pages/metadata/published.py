"""When an HTML page was published, as exactly as it says so itself."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from itertools import islice

from lxml.html import HtmlElement

from pagebrief.pages.metadata.sources import Sources
from pagebrief.pages.metadata.surroundings import Surroundings
from pagebrief.pages.metadata.tags import text_of, values_of
from pagebrief.pages.notes import published_in

_ISO = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$",
    re.IGNORECASE,
)
_METAS = """
    article:published_time og:published_time article:published og:article:published_time datepublished
    parsely-pub-date sailthru.date pubdate publishdate publish_date publish-date published-date
    publication_date published_date published_time date_published datecreated article.published
    dc.date.issued dcterms.issued dc.date.created dcterms.created dc.date dc:date dcterms.date
    citation_publication_date citation_date citation_online_date bepress_citation_date
    prism.publicationdate shareaholic:article_published_time article_date_original
    cxenseparse:recs:publishtime cxenseparse:publishtime date
"""
_MARKED = "//*[@itemprop='datePublished' or @property='datePublished' or @pubdate]"
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
_LARGE = 4_000  # elements; above, the heuristic takes longer than the rest of the page
_ANOTHER_DAY = timedelta(days=1)  # one day apart may be the same moment in two time zones
_MIDNIGHT = time()
_WESTERNMOST = timezone(timedelta(hours=-12))
_EARLIEST = "1990"  # before the web, what stands there is a counter's zero
_LONGEST_BYLINE = 200  # characters
_BARE = 90  # characters; a longer line with a date in it may be prose
_PUBLISHED = re.compile(r"publish|posted|created|first|veröffentlicht|publi[éc]", re.IGNORECASE)
_UPDATED = re.compile(r"update|modif|aktualis|mis à jour|review|actualiz", re.IGNORECASE)


def published_at(sources: Sources, near: Surroundings, *, month_first: bool) -> str | None:
    """ISO 8601, with time and offset where the page gives them for that day."""
    said = [iso for value in _said(sources, near) if (iso := exact(value, month_first))]
    if not said:
        return _by_htmldate(sources.tree)
    # A page that was moved to another system is declared to be of that day; its byline still tells.
    shown = _shown(near, month_first, said[0][:10])
    day = shown if shown and _is_earlier(shown, said[0]) else said[0][:10]
    return max((iso for iso in said if iso[:10] == day), key=len, default=None)


def _is_earlier(day: str, moment: str) -> bool:
    """Whether a day was over before a moment, wherever on Earth one is. Midnight stands for any time."""
    try:
        told = datetime.fromisoformat(moment)
    except ValueError:  # 25:61 o'clock, say
        told = datetime.fromisoformat(moment[:10])
    if told.tzinfo is None or told.time() == _MIDNIGHT:
        return date.fromisoformat(day) < told.date() - _ANOTHER_DAY
    return date.fromisoformat(day) < told.astimezone(_WESTERNMOST).date()


def _by_htmldate(tree: HtmlElement) -> str | None:
    """The day that a well-kept heuristic finds in pages that say it nowhere in particular."""
    from htmldate import find_date as day_of  # noqa: PLC0415 # it takes a while to import, and few pages need it

    if next(islice(tree.iter(), _LARGE, None), None) is not None:
        return None
    return exact(day_of(tree, original_date=True, extensive_search=False))


def _said(sources: Sources, near: Surroundings) -> Iterator[str | None]:
    """What the page says, in the order in which it is believed."""
    tree, metas, data = sources.tree, sources.metas, sources.data
    lines = [line for line in (*near.below[:10], *near.above[:5]) if len(line) <= _LONGEST_BYLINE]
    if data and data.is_article:
        yield data.published
    yield from values_of(metas, _METAS)
    for element in tree.xpath(f"({_MARKED})[position() <= 5]"):
        yield element.get("datetime") or element.get("content") or text_of(element)
    yield data.published if data else None
    yield from (line for line in lines if _is_publication(line))
    if address := _IN_URL.search(sources.url or ""):
        yield f"{address[1]}-{int(address[2]):02}-{int(address[3]):02}"
    for element in islice(tree.iter("time"), 3):
        yield element.get("datetime") or text_of(element)
    yield from (line for line in near.below[10:] if len(line) <= _BARE)
    # The day of an update is better than none.
    yield from lines
    yield data.modified if data else None
    yield from values_of(metas, "article:modified_time og:updated_time datemodified")


def _shown(near: Surroundings, month_first: bool, declared: str) -> str | None:
    """The day in the byline that a reader sees, where there is but one.

    It is the declared one where the byline can be read so: 4/3/2026.
    """
    lines = (
        line for line in (*near.below[:8], *near.above[:4]) if len(line) <= _BARE and _is_publication(line)
    )
    days = {}
    for line in lines:
        if found := exact(line, month_first):
            turned = exact(line, not month_first) or ""
            days[declared if turned[:10] == declared else found[:10]] = found
    return next(iter(days)) if len(days) == 1 else None


def _is_publication(line: str) -> bool:
    return not _UPDATED.search(line) or bool(_PUBLISHED.search(line))


def exact(value: str | None, month_first: bool = False) -> str | None:
    """ISO 8601 of a date however written, or None; a place holder's date is none."""
    if not value:
        return None
    match = _ISO.match(value.strip())
    found = _iso(match) if match else _written(value, month_first)
    return found if found and found[:4] >= _EARLIEST and _is_day(found[:10]) else None


def _is_day(day: str) -> bool:
    try:
        return bool(date.fromisoformat(day))
    except ValueError:
        return False


def _iso(match: re.Match[str]) -> str:
    if not match["time"]:
        return match["day"]
    zone = (match["zone"] or "").upper()
    zone = "+00:00" if zone in {"Z", "UTC", "GMT"} else zone
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{match['day']}T{match['time']}{zone}"


def _written(value: str, month_first: bool) -> str | None:
    return published_in(value[:300], month_first=month_first)
