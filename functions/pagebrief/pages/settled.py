"""Cleaning a clean text changes nothing: pages are cleaned again by crawlers, replays and curious people."""

from collections.abc import Callable
from dataclasses import replace

from pagebrief.model import CleanPage, Discarded
from pagebrief.pages.lines import written_lines
from pagebrief.pages.paragraphs import BETWEEN, compose

_NEARLY_ALL = 0.9
"""Of a text in the form that cleaning leaves: if so much of it stays, nothing was to be cleaned."""


def settled(page: CleanPage, text: str, clean: Callable[[str], CleanPage | Discarded]) -> CleanPage:
    """``page``, which is ``clean(text)``, cleaned again until that changes nothing.

    A model that judges lines by what stands around them judges them anew where the surroundings are gone. So
    a text that has the form of a clean one, and of which it would keep nearly all, is kept whole; what is
    cleaned is cleaned once more where it is no such text. That is rare, and each time something is lost.
    """
    if _is_clean(text, page):
        body, paragraphs = compose(text.split(BETWEEN))
        return replace(page, text=body, paragraphs=paragraphs, ledger=())
    again = clean(page.text)
    while isinstance(again, CleanPage) and again.text != page.text and not _is_clean(page.text, again):
        page = replace(
            page, text=again.text, paragraphs=again.paragraphs, ledger=(*page.ledger, *again.ledger)
        )
        again = clean(page.text)
    return page


def _is_clean(text: str, page: CleanPage) -> bool:
    """Whether a text, cleaned to ``page``, was clean: paragraphs a blank line apart, without the title."""
    if len(page.text) < _NEARLY_ALL * len(text):
        return False
    paragraphs = text.split(BETWEEN)
    return paragraphs[0] != page.title and [line.text for line in written_lines(text)] == paragraphs
