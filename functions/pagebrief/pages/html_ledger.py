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
_NAME = 300  # characters of class and id that are looked at
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
    kept, reasons = _Kept(paragraphs), _Reasons()
    title_words = normal(title or "")
    body = tree.find("body")
    for element in (tree if body is None else body).iter(*_BLOCKS):
        text = " ".join(_own_text(element).split())
        words = normal(text)
        reason = reasons.of(element) if words and words not in kept else None
        if reason is not None:
            yield Dropped(DropReason.TITLE if words == title_words else reason, text)


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


class _Reasons:
    """By the nearest ancestor (or itself) whose tag, class or id says what it is; each is asked once."""

    def __init__(self) -> None:
        self._known: dict[HtmlElement, DropReason | None] = {}

    def of(self, element: HtmlElement) -> DropReason | None:
        """None for what no reader sees."""
        path = []
        node: HtmlElement | None = element
        while node is not None and node not in self._known:
            path.append(node)
            node = node.getparent()
        reason = DropReason.OUTSIDE if node is None else self._known[node]
        for node in reversed(path):
            reason = None if reason is None or node.tag in _UNSEEN else _own_reason(node) or reason
            self._known[node] = reason
        return reason


def _own_reason(node: HtmlElement) -> DropReason | None:
    if node.tag in _BY_TAG:
        return _BY_TAG[node.tag]
    parent = node.getparent()
    if node.tag == "header" and parent is not None and parent.tag == "body":
        return DropReason.NAVIGATION
    if node.tag in {"html", "body"}:
        return None
    name = f"{node.get('class', '')} {node.get('id', '')}"[:_NAME].lower()
    return next((reason for pattern, reason in _BY_NAME if pattern.search(name)), None)
