"""Which blocks of an HTML page are not in its clean text, and why."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from pagebrief.model import Dropped, DropReason
from pagebrief.pages.heading import normal

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object"})
_LONG = 4  # spaces between the words of a block that can't be in a text by chance
_BY_TAG = {
    "nav": DropReason.NAVIGATION,
    "menu": DropReason.NAVIGATION,
    "footer": DropReason.FOOTER,
    "aside": DropReason.PROMOTION,
    "figcaption": DropReason.CAPTION,
    "form": DropReason.BANNER,
    "dialog": DropReason.BANNER,
}
_BY_NAME = (
    (re.compile(r"cookie|consent|gdpr|newsletter|subscri|paywall|sign-?up|modal|popup"), DropReason.BANNER),
    (re.compile(r"\bnav|menu|breadcrumb|skip-"), DropReason.NAVIGATION),
    (
        re.compile(r"related|recommend|trending|popular|promo|share|social|sponsor|advert|outbrain|taboola"),
        DropReason.PROMOTION,
    ),
    (re.compile(r"byline|author|dateline|timestamp|published"), DropReason.BYLINE),
    (re.compile(r"caption|credit"), DropReason.CAPTION),
    (re.compile(r"footer|copyright|colophon"), DropReason.FOOTER),
)


def dropped_blocks(tree: HtmlElement, paragraphs: Sequence[str], title: str | None) -> Iterator[Dropped]:
    """Every block of text that is not in the kept ``paragraphs``, in the page's order, with its reason."""
    kept = _Kept(paragraphs)
    title_words = normal(title or "")
    body = tree.find("body")
    for element in (tree if body is None else body).iter(*_BLOCKS):
        text = " ".join(_own_text(element).split())
        words = normal(text)
        if words and words not in kept and not _is_unseen(element):
            yield Dropped(DropReason.TITLE if words == title_words else _reason(element), text)


class _Kept:
    """What was kept: a long block anywhere in it, a short one (a menu entry, a cell) only as a whole."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        self._all = f" {' '.join(map(normal, paragraphs))} "
        self._wholes = {
            normal(cell) for paragraph in paragraphs for cell in (paragraph, *paragraph.split("|"))
        }

    def __contains__(self, words: str) -> bool:
        return words in self._wholes or (words.count(" ") >= _LONG and f" {words} " in self._all)


def _own_text(element: HtmlElement) -> str:
    """The text of a block without that of the blocks inside it."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in _BLOCKS and child.tag not in _UNSEEN and isinstance(child.tag, str):
            parts.append(_own_text(child))
        parts.append(child.tail or "")
    return " ".join(parts)


def _is_unseen(element: HtmlElement) -> bool:
    return any(ancestor.tag in _UNSEEN for ancestor in element.iterancestors())


def _reason(element: HtmlElement) -> DropReason:
    """By the nearest ancestor (or itself) whose tag, class or id says what it is."""
    for node in (element, *element.iterancestors()):
        if node.tag in _BY_TAG:
            return _BY_TAG[node.tag]
        name = f"{node.get('class', '')} {node.get('id', '')}".lower()
        if name != " " and node.tag != "body":
            for pattern, reason in _BY_NAME:
                if pattern.search(name):
                    return reason
        if node.tag == "header" and node.getparent() is not None and node.getparent().tag == "body":
            return DropReason.NAVIGATION
    return DropReason.OUTSIDE
