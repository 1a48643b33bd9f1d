"""Small pages that say their metadata here or there, and what is read from them."""

import json

from lxml.html import HtmlElement, document_fromstring

from pagebrief.pages.metadata import Metadata, metadata_of

PROSE = "<p>The council met on Monday and decided, after a long debate, to build a new bridge.</p>"


def tree(head: str = "", body: str = PROSE, lang: str = "en") -> HtmlElement:
    markup = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    return document_fromstring(markup)


def told(head: str = "", body: str = PROSE, *, url: str | None = None, lang: str = "en") -> Metadata:
    return metadata_of(tree(head, body, lang), url)


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def json_ld(**node: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **node})}</script>'


HEADLINE = "Northland council votes for a bridge"
