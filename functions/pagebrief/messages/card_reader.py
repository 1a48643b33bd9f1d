"""Archived page → its card. Apart from card.py, since who sends messages needs no parser."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lxml import etree, html

from pagebrief.messages.card import NAME, PAGE, SENTENCE, SENTENCES, SITES, WATCHES, Card, Story
from pagebrief.messages.clocks import parsed
from pagebrief.messages.context import LANGUAGE, LIMITS, STORY, line

_PLACE = re.compile(r"page-[0-9]{1,4}")


class NoCard(ValueError):  # noqa: N818 # nothing failed: an older page, or none of ours
    """The page has none. ``title``: what it calls itself."""

    def __init__(self, why: str, title: str = "") -> None:
        super().__init__(why)
        self.title = title


def read_card(page: str) -> Card:
    """Raises NoCard."""
    tree = _tree(page)
    title = line(tree.findtext(".//title") or "", LIMITS.title)
    found = tree.xpath(f"//meta[@name='{NAME}']/@content")
    if not found:
        raise NoCard("it holds no list of its stories", title)
    try:
        return _card(json.loads(found[0]))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NoCard("its list of stories can't be read", title) from None


def _tree(page: str) -> html.HtmlElement:
    try:
        return html.document_fromstring(page.encode("utf-8", "replace"), html.HTMLParser(encoding="utf-8"))
    except etree.ParserError:
        raise NoCard("it is empty") from None


def _card(given: Mapping[str, Any]) -> Card:
    """Whoever wrote the file may be a stranger: texts are texts of their lengths, places are ids of ours."""
    at = parsed(str(given["created_at"]))
    if not isinstance(at, datetime) or at.tzinfo is None:
        raise ValueError
    stories = tuple(map(_given_story, given["stories"]))
    return Card(_text(given["title"]), _text(given["channel"]), at, stories, given["continued"] is True)


def _given_story(given: Mapping[str, Any]) -> Story:
    if not _PLACE.fullmatch(given["place"]):
        raise ValueError
    return Story(
        given["place"],
        line(given["headline"], LIMITS.headline) or "Untitled page",
        given["story"] if STORY.fullmatch(given["story"]) else "",
        given["language"] if given["language"] and LANGUAGE.fullmatch(given["language"]) else None,
        tuple(map(_text, given["sites"][:SITES])),
        tuple(map(_text, given["watches"][:WATCHES])),
        tuple(line(each, SENTENCE) for each in given["sentences"][:SENTENCES]),
        given["page"] if PAGE.fullmatch(given["page"]) else "",
    )


def _text(given: str) -> str:
    return line(given, LIMITS.name)
