"""What a page's JSON-LD says of the page itself.

It describes the publisher, the breadcrumb trail and a dozen other pages too, so what counts is the node
whose headline the page repeats.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pagebrief.pages.metadata.json_ld import Node
from pagebrief.pages.metadata.one_line import LONGEST_AUTHOR, key_of, one_line

_MOST_AUTHORS = 10
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Recipe|HowTo|Review|Chapter)$")
_PAGE = re.compile(r"(?:Page|CreativeWork|Course|Event|Product|Question|Episode|VideoObject)$")


@dataclass(frozen=True, slots=True)
class StructuredData:
    """What one node says of the page. ``is_article`` tells news and posts from the page around them."""

    is_article: bool
    headline: str | None
    authors: tuple[str, ...]
    published: str | None
    modified: str | None
    publisher: str | None


def structured_data(nodes: Sequence[Node], tab: str | None) -> StructuredData | None:
    """The node that describes the page itself, or None. ``tab`` is what stands in the browser's tab.

    Among several the one whose headline the tab repeats; an article before the page it stands on.
    """
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and node.get("name")}
    found = [_data(node, by_id) for node in nodes if _describes_a_page(node)]
    told = [data for data in found if data.headline or data.authors or data.published]
    agreeing = [data for data in told if data.headline and agree(data.headline, tab)]
    articles = [data for data in told if data.is_article]
    # Several articles of which none is the page's: a list of other pages.
    pool = agreeing or (articles if len(articles) == 1 else [data for data in told if not data.is_article])
    if not pool:
        return None
    best = max(pool, key=lambda data: (data.is_article, bool(data.authors), bool(data.published)))
    return _completed(best, pool)


def site_named(nodes: Sequence[Node]) -> str | None:
    """The name of the site that the page belongs to, by its WebSite node."""
    sites = (one_line(node.get("name"), 100) for node in nodes if "WebSite" in _types(node))
    return next(filter(None, sites), None)


def agree(headline: str, tab: str | None) -> bool:
    """Whether nearly all words of a headline stand in the tab, or the other way round."""
    ours, theirs = set(key_of(headline).split()), set(key_of(tab).split())
    shared = len(ours & theirs)
    return bool(shared) and (shared >= 0.8 * len(ours) or shared >= 0.8 * len(theirs))


def _completed(best: StructuredData, others: list[StructuredData]) -> StructuredData:
    """Author and date are often on the page's node where the headline is on the article's, or vice versa."""
    return StructuredData(
        is_article=best.is_article,
        headline=best.headline,
        authors=best.authors or next((data.authors for data in others if data.authors), ()),
        published=best.published or next((data.published for data in others if data.published), None),
        modified=best.modified or next((data.modified for data in others if data.modified), None),
        publisher=best.publisher or next((data.publisher for data in others if data.publisher), None),
    )


def _data(node: Node, by_id: Mapping[object, Node]) -> StructuredData:
    people = node.get("author") or node.get("creator")
    publishers = _names(node.get("publisher"), by_id)
    return StructuredData(
        is_article=_is(node, _ARTICLE),
        headline=one_line(node.get("headline")) or one_line(node.get("name")),
        authors=tuple(dict.fromkeys(_names(people, by_id)))[:_MOST_AUTHORS],
        published=_first(node.get("datePublished")) or _first(node.get("dateCreated")),
        modified=_first(node.get("dateModified")),
        publisher=publishers[0] if publishers else None,
    )


def _names(value: object, by_id: Mapping[object, Node]) -> list[str]:
    """Names of one person or organisation or of several, written out or referred to by ``@id``."""
    names = []
    for each in (value if isinstance(value, list) else [value])[: 2 * _MOST_AUTHORS]:
        told = each
        if isinstance(each, dict):
            told = each.get("name") or by_id.get(each.get("@id"), {}).get("name")
        for name in (told if isinstance(told, list) else [told])[:_MOST_AUTHORS]:
            if line := one_line(name, LONGEST_AUTHOR):
                names.append(line)
    return names


def _first(value: object) -> str | None:
    return one_line(value[0] if isinstance(value, list) and value else value, 60)


def _types(node: Node) -> list[str]:
    kind = node.get("@type")
    return [each for each in (kind if isinstance(kind, list) else [kind]) if isinstance(each, str)]


def _describes_a_page(node: Node) -> bool:
    return not _types(node) or _is(node, _ARTICLE) or _is(node, _PAGE)


def _is(node: Node, kinds: re.Pattern[str]) -> bool:
    return any(kinds.search(kind) for kind in _types(node))
