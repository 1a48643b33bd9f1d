"""Which blocks of an HTML page are not in its clean text, and why."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pagebrief.model import Dropped, DropReason

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


def dropped_blocks(tree: HtmlElement, kept: str, title: str | None) -> Iterator[Dropped]:
    """Every block of text that does not stand in ``kept``, in the page's order, with its reason."""
    kept_words = f" {_squeezed(kept)} "
    title_words = _squeezed(title or "")
    body = tree.find("body")
    for element in (tree if body is None else body).iter(*_BLOCKS):
        text = " ".join(_own_text(element).split())
        words = _squeezed(text)
        if not words or f" {words} " in kept_words or _is_unseen(element):
            continue
        yield Dropped(DropReason.TITLE if words == title_words else _reason(element), text)


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


def _squeezed(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
