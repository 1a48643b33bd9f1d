"""What makers of pages call their elements, as the block model sees it.

A change here asks for new weights: run ``make fit`` (tools/line_model).
"""

import re
from functools import lru_cache
from zlib import crc32

from lxml.html import HtmlElement

from pagebrief.pages.line_features import BUCKETS

_NAMES = 4_096  # of elements, which repeat themselves all over a page, that are remembered
_ATTRIBUTES = ("class", "id", "role", "itemprop")
_LONGEST = 120  # characters of an attribute
_MARKUP_WORD = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{3,}")
# What makers of pages call the element that holds the article, and those that hold other things.
_BODY = re.compile(
    r"(?:article|story|post|entry|news|blog|page|main|body|detail|single)[-_ ]?_?"
    r"(?:body|content|text|main|copy)"
    r"|articlebody|rich-?text|markdown|prose",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"comment|related|sidebar|side-bar|widget|footer|share|social|promo|newsletter|recommend|trending|popular"
    r"|sponsor|advert|cookie|consent|subscri|breadcrumb|menu|byline|author|caption|tags?\b",
    re.IGNORECASE,
)


@lru_cache(_NAMES)
def named_so(name: str) -> tuple[bool, bool]:
    """Whether that is what the body of an article is called, and what things beside one are called."""
    return bool(_BODY.search(name)), bool(_BESIDE.search(name))


def markup_words(element: HtmlElement) -> tuple[int, ...]:
    """The tag of an element and the words in its class, id and role, hashed."""
    return _hashed(element.tag, *(element.get(name, "")[:_LONGEST] for name in _ATTRIBUTES))


@lru_cache(_NAMES)
def _hashed(tag: str, *values: str) -> tuple[int, ...]:
    found = [tag]
    for value in values:
        found += [word.lower() for word in _MARKUP_WORD.findall(value)]
    return tuple(crc32(word.encode()) % (BUCKETS - 1) + 1 for word in found[:10])
