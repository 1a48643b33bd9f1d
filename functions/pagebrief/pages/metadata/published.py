"""When an HTML page was published, as exactly as it says so itself."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pagebrief.pages.dates import find_date
from pagebrief.pages.metadata.structured_data import StructuredData
from pagebrief.pages.metadata.surroundings import Surroundings
from pagebrief.pages.metadata.tags import Metas, text_of, values_of
from pagebrief.pages.notes import published_in

_ISO = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<zone>Z|UTC|GMT|[+-]\d\d:?\d\d)?)?$",
    re.IGNORECASE,
)
_METAS = (
    "article:published_time og:published_time article:published og:article:published_time datepublished"
    " parsely-pub-date sailthru.date pubdate publishdate publish_date publish-date published-date publication_date"
    " published_date published_time date_published datecreated article.published dc.date.issued"
    " dcterms.issued dc.date.created dcterms.created dc.date dc:date dcterms.date citation_publication_date citation_date"
    " citation_online_date bepress_citation_date prism.publicationdate shareaholic:article_published_time"
    " article_date_original cxenseparse:recs:publishtime cxenseparse:publishtime date"
)
_MARKED = "//*[@itemprop='datePublished' or @property='datePublished' or @pubdate]"
_TIMES = "//time[not(ancestor::nav or ancestor::footer or ancestor::aside)]"
_IN_URL = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])")
_EARLIEST = "1990"  # before the web, what stands there is a counter's zero
_UPDATED = re.compile(r"update|modif|aktualis|mis à jour|review|actualiz", re.IGNORECASE)


def published_at(
    tree: HtmlElement,
    metas: Metas,
    data: StructuredData | None,
    surroundings: Surroundings,
    url: str | None,
    *,
    month_first: bool,
) -> str | None:
    """ISO 8601, with time and offset where the page gives them for that day."""
    said = [iso for value in _said(tree, metas, data, surroundings, url) if (iso := exact(value, month_first))]
    if not said:
        return None
    return max((iso for iso in said if iso[:10] == said[0][:10]), key=len)


def _said(
    tree: HtmlElement,
    metas: Metas,
    data: StructuredData | None,
    surroundings: Surroundings,
    url: str | None,
) -> Iterator[str | None]:
    if data and data.is_article:
        yield data.published
    yield from values_of(metas, _METAS)
    for element in tree.xpath(f"({_MARKED})[position() <= 5]"):
        yield element.get("datetime") or element.get("content") or text_of(element)
    yield from _shown(tree, surroundings)
    if data:
        yield data.published
    address = _IN_URL.search(url or "")
    if address:
        yield f"{address[1]}-{int(address[2]):02}-{int(address[3]):02}"


def _shown(tree: HtmlElement, surroundings: Surroundings) -> Iterator[str | None]:
    near = [line for line in (*surroundings.below[:12], *surroundings.above[:5]) if len(line) <= 200]
    yield from (line for line in near if not _UPDATED.search(line))
    for element in tree.xpath(f"({_TIMES})[position() <= 3]"):
        yield element.get("datetime") or text_of(element)


def exact(value: str | None, month_first: bool = False) -> str | None:
    """ISO 8601 of a date however written, or None; a place holder's date is none."""
    if not value:
        return None
    match = _ISO.match(value.strip())
    found = _iso(match) if match else _written(value, month_first)
    return found if found and found[:4] >= _EARLIEST else None


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
