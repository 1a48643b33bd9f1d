"""Markup → a tree of HTML, where it can be made in bounded time and memory."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pagebrief.pages.lines import tidy

# «<» of a page. The largest of 1,585 development pages has 21,646.
MOST_TAGS = 100_000
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def parse(markup: str) -> HtmlElement | None:
    """The tree; None where the page has more tags, or nests them deeper, than a tree can hold."""
    if markup.count("<") > MOST_TAGS:
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
