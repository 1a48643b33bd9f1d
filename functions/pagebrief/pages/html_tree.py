"""Markup → a tree of HTML, where it can be made in bounded time and memory."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pagebrief.pages.lines import tidy

# «<» of a page. The largest of 1,585 development pages has 21,646.
_MOST_TAGS = 100_000
MOST_CHARACTERS = 8_000_000
"""Of a page that is read; the largest development page has 5.3 million."""
# Pairs of attributes: the parser compares each of an element with all its others. 20,000 in one element take
# 4 s, 100,000 more than a minute. No tag of the development pages holds 5,000 words.
_MOST_PAIRS = 20_000**2
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse(markup: str) -> HtmlElement | None:
    """The tree; None where the page has more markup, or nests it deeper, than a tree can hold."""
    if (
        len(markup) > MOST_CHARACTERS
        or markup.count("<") > _MOST_TAGS
        or _attribute_pairs(markup) > _MOST_PAIRS
    ):
        return None
    # A huge tree may be 2,048 elements deep, any other 256 (libxml2, xmlParserMaxDepth).
    parser = HTMLParser(
        collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True
    )
    clean = _XML_DECLARATION.sub("", tidy(markup), count=1)
    try:
        tree = document_fromstring(clean.encode("utf-8"), parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but comments, say
        return None
    cut_short = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return None if cut_short else tree


def _attribute_pairs(markup: str) -> int:
    """At most so many pairs of attributes of one element are in tags that are long enough for thousands."""
    return sum(len(tag.group().split()) ** 2 for tag in _LONG_TAG.finditer(markup))
