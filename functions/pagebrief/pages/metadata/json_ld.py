"""The JSON-LD of a page → its objects, however broken, nested or large the scripts are."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

_LONGEST_SCRIPT = 500_000  # characters
_MOST_SCRIPTS = 30
_MOST_NODES = 5_000  # of a page
_DEEPEST = 25
# What stands below these is about something else: other pages, comments, things that are sold.
_ELSEWHERE = frozenset(
    """
    itemListElement comment comments mentions isRelatedTo citation review reviews blogPost blogPosts hasPart
    relatedLink significantLink about image logo offers aggregateRating potentialAction breadcrumb
    suggestedAnswer workExample associatedMedia
""".split()
)
# A script that is broken still says these; each is one pair of its own.
_PAIRS = {
    name: re.compile(pattern)
    for name, pattern in {
        "headline": r'"headline"\s{0,9}:\s{0,9}"((?:[^"\\]|\\.){1,400})"',
        "datePublished": r'"datePublished"\s{0,9}:\s{0,9}"([^"\\]{8,40})"',
        "author": r'"author"\s{0,9}:\s{0,9}[\[{\s]{0,30}(?:"@type"\s{0,9}:\s{0,9}"\w{1,30}"\s{0,9},\s{0,30}'
        r'"name"\s{0,9}:\s{0,9})?"([^"\\@]{1,100})"',
    }.items()
}
_TRAILING_COMMA = re.compile(r",(\s{0,50}[}\]])")

Node = Mapping[str, object]


def nodes_of(tree: HtmlElement) -> Iterator[Node]:
    """Every object of the page's JSON-LD that may describe the page, outermost first."""
    left = _MOST_NODES
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST_SCRIPTS]:
        text = script.text or ""
        queue = deque([(_parsed(text), 0)] if len(text) <= _LONGEST_SCRIPT else [])
        while queue and left > 0:
            value, depth = queue.popleft()
            left -= 1
            if isinstance(value, dict):
                yield value
            if depth < _DEEPEST:
                queue.extend((child, depth + 1) for child in _children(value))


def _children(value: object) -> list[object]:
    if isinstance(value, dict):
        children: list[object] = [child for key, child in value.items() if key not in _ELSEWHERE]
    else:
        children = value[:_MOST_NODES] if isinstance(value, list) else []
    return [child for child in children if isinstance(child, dict | list)]


def _parsed(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return _pairs(text)


def _pairs(text: str) -> object:
    """What a script that is no JSON says in so many words."""
    found = {name: match[1] for name, pair in _PAIRS.items() if (match := pair.search(text))}
    return {"@type": "Article", **found} if "headline" in found else None
