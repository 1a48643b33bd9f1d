"""Why each block of an HTML page is not in its clean text."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby

from lxml.html import HtmlElement

from pagebrief.model import Dropped, DropReason
from pagebrief.pages.heading import normal
from pagebrief.pages.html_blocks import Block, Blocks
from pagebrief.pages.notes import reason_to_drop
from pagebrief.pages.prose import is_prose

_CAPTION_LEVELS = 3  # elements from a block upwards
_NAMES = 4_096  # that are remembered: they repeat themselves all over a page
_NAME = 300  # characters of class and id that are looked at
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


def reasons_of(page: Blocks, kept: Sequence[bool], title: str | None) -> list[DropReason | None]:
    """For each block, why it is dropped; None where it is kept."""
    by_markup = _by_markup(page)
    wanted = normal(title or "")
    told = False  # whether the article has begun
    reasons: list[DropReason | None] = []
    for block, keep in zip(page.blocks, kept, strict=True):
        reason: DropReason | None
        if wanted and not told and normal(block.text) == wanted:
            reason = DropReason.TITLE
        elif not keep:
            reason = _outside(block, by_markup[block.holder])
        else:
            reason = _inside(block, page)
        told = told or (reason is None and is_prose(block.text))
        reasons.append(reason)
    return reasons


def _inside(block: Block, page: Blocks) -> DropReason | None:
    """What is never of the article, whatever the model says."""
    above = block.holder
    for _ in range(_CAPTION_LEVELS):
        if page.holders[above].tag == "figcaption":
            return DropReason.CAPTION
        above = page.parents[above]
    return reason_to_drop(block.text)


def _outside(block: Block, by_markup: DropReason) -> DropReason:
    """What is not chosen is what its markup calls it; where that says nothing, what its words say."""
    if by_markup is not DropReason.OUTSIDE:
        return by_markup
    return reason_to_drop(block.text) or by_markup


def ledger_of(page: Blocks, reasons: Sequence[DropReason | None]) -> tuple[Dropped, ...]:
    """Neighbouring blocks that were dropped for one reason are one entry."""
    entries = []
    pairs = zip(page.blocks, reasons, strict=True)
    for reason, group in groupby(pairs, key=lambda pair: pair[1]):
        if reason is not None:
            entries.append(Dropped(reason, "\n".join(block.text for block, _ in group)))
    return tuple(entries)


def _by_markup(page: Blocks) -> list[DropReason]:
    """For each holder, by the nearest element whose tag, class or id says what it is."""
    reasons: list[DropReason] = []
    for number, holder in enumerate(page.holders):
        above = reasons[page.parents[number]] if number else DropReason.OUTSIDE
        own = _own_reason(holder, is_top=page.parents[number] == 0) if number else None
        reasons.append(own or above)
    return reasons


def _own_reason(element: HtmlElement, *, is_top: bool) -> DropReason | None:
    if element.tag in _BY_TAG:
        return _BY_TAG[element.tag]
    if element.tag == "header" and is_top:
        return DropReason.NAVIGATION
    return _by_name(f"{element.get('class', '')} {element.get('id', '')}"[:_NAME].lower())


@lru_cache(_NAMES)
def _by_name(name: str) -> DropReason | None:
    return next((reason for pattern, reason in _BY_NAME if pattern.search(name)), None)
