"""Cleaning a clean text changes nothing: pages are cleaned again by crawlers, replays and curious people."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pagebrief.model import CleanPage, Discarded
from pagebrief.pages.article import article_lines
from pagebrief.pages.endings import is_end_heading
from pagebrief.pages.heading import could_be_title
from pagebrief.pages.lines import Line, is_rule, written_lines
from pagebrief.pages.notes import lists_dates, reason_to_drop
from pagebrief.pages.paragraphs import BETWEEN, compose
from pagebrief.pages.prose import is_prose

_NEARLY_ALL = 0.9
"""Of the characters of a text in the form that cleaning leaves: if so many are article, it is clean."""

_ROUNDS = 10
"""Two are enough for any page that was seen; one made to break the cleaner shall not take a hundred."""


def settled(page: CleanPage, text: str, clean: Callable[[str], CleanPage | Discarded]) -> CleanPage:
    """``page``, which is ``clean(text)``, cleaned again until that changes nothing.

    A model that judges lines by what stands around them judges them anew where the surroundings are gone. So
    a text that has the form of a clean one, and nearly all of which it takes for the article, is kept whole;
    what is cleaned is cleaned once more where it is no such text. That is rare, and each time something is
    lost.
    """
    if _is_clean(text):
        body, paragraphs = compose(text.split(BETWEEN))
        return replace(page, text=body, paragraphs=paragraphs, ledger=())
    for _ in range(_ROUNDS):
        if _is_clean(page.text):
            break
        again = clean(page.text)
        if isinstance(again, Discarded) or again.text == page.text:
            break
        page = replace(
            page, text=again.text, paragraphs=again.paragraphs, ledger=(*page.ledger, *again.ledger)
        )
    return page


def _is_clean(text: str) -> bool:
    """Whether a text has the form of a clean one, without title and notes, and is nearly all article."""
    paragraphs = text.split(BETWEEN)
    if any("\n" in paragraph for paragraph in paragraphs):
        return False
    lines = written_lines(text)
    if [line.text for line in lines] != paragraphs:
        return False
    told = [line for line in lines if not is_rule(line)]
    if _is_titled(told) or _has_notes(told):
        return False
    kept = sum(len(line.text) for line, keep in zip(told, article_lines(told), strict=True) if keep)
    return kept >= _NEARLY_ALL * sum(len(line.text) for line in told)


def _has_notes(lines: Sequence[Line]) -> bool:
    """Whether there are lines that the rules would take out."""
    listed = lists_dates(line.text for line in lines)
    return any(reason_to_drop(line.text, listed=listed) or is_end_heading(line.text) for line in lines)


def _is_titled(lines: Sequence[Line]) -> bool:
    """Whether a text opens like «Title», «Lead.»: the first of a list's lines is no title."""
    return (
        len(lines) > 1
        and could_be_title(lines[0])
        and not is_prose(lines[0].text)
        and is_prose(lines[1].text)
    )
