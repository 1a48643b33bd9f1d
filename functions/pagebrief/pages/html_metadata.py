"""When an HTML page was published, as exactly as it says so itself."""

import json
import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_ISO = re.compile(
    r"^(?P<day>\d{4}-\d\d-\d\d)"
    r"(?:[T ](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?\s*(?P<zone>Z|[+-]\d\d:?\d\d)?)?$",
    re.IGNORECASE,
)
_IN_META = (
    "//meta[@property='article:published_time' or @property='og:published_time' or @itemprop='datePublished'"
    " or @name='datePublished' or @name='pubdate' or @name='parsely-pub-date' or @name='date']/@content"
)
_IN_TIME = (
    "//time[@pubdate or @itemprop='datePublished']/@datetime"
    " | (//article//time | //h1/following::time)[1]/@datetime"
)
_JSON_LD_LIMIT = 500_000  # characters of one script


def published_at(tree: HtmlElement, day: str | None) -> str | None:
    """ISO 8601 with time and offset where structured data gives them for ``day`` (a date, or None)."""
    for found in (*tree.xpath(_IN_META), *_in_json_ld(tree), *tree.xpath(_IN_TIME)):
        exact = _exact(str(found).strip())
        if exact and (day is None or exact[:10] == day):
            return exact
    return day


def _exact(value: str) -> str | None:
    match = _ISO.match(value)
    if not match:
        return None
    if not match["time"]:
        return match["day"]
    zone = (match["zone"] or "").upper().replace("Z", "+00:00")
    if len(zone) == 5:
        zone = f"{zone[:3]}:{zone[3:]}"
    return f"{match['day']}T{match['time']}{zone}"


def _in_json_ld(tree: HtmlElement) -> Iterator[str]:
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        if len(script) <= _JSON_LD_LIMIT and "datePublished" in script:
            try:
                yield from _dates(json.loads(script, strict=False))
            except (ValueError, RecursionError):
                continue  # broken JSON-LD is common; the page has other places to say it


def _dates(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("datePublished"), str):
            yield node["datePublished"]
        for value in node.values():
            yield from _dates(value)
    elif isinstance(node, list):
        for value in node:
            yield from _dates(value)
