"""Digest → a page of HTML that has all of it, each sentence linked to its place in the text of its page.

The template gets what messages get (context.py), and ``sheets``: a Sheet for each entry.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from pagebrief.digest import Digest, Entry, Later
from pagebrief.errors import TemplateError
from pagebrief.messages.card import card_of, written
from pagebrief.messages.clocks import on_readers_clocks
from pagebrief.messages.context import (
    LIMITS,
    beside_headline,
    context,
    later,
    line,
    showable,
    shown,
    shown_reason,
)
from pagebrief.messages.fitting import most_that_fits
from pagebrief.messages.templates import Templates
from pagebrief.model import Brief, Dropped, Reason, Sentence

TEMPLATE = "archive/digest.html.j2"
PAGE_BYTES = 5_000_000
"""In UTF-8: a phone still opens it. What has no room goes from the end: clean texts and ledgers first."""

Places = Mapping[tuple[int, int], str]
"""Start and end of a sentence in the clean text → the id of its mark."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a paragraph; ``mark`` is its id, where the summary tells it."""

    text: str
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the summary, and the ids of the marks that say it. ``quoted``: verbatim."""

    text: str
    marks: tuple[str, ...]
    quoted: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """What an entry has beside what messages show of it. ``whole``: its text and ledger had room.

    ``timeline`` has all that the pages of its story add.
    """

    lines: tuple[Line, ...]
    reasons: tuple[Reason, ...]
    timeline: tuple[Later, ...]
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    ledger: tuple[Dropped, ...] = ()
    whole: bool = True


def render_archived(digest: Digest, templates: Templates) -> str:
    """The page, of at most PAGE_BYTES. Raises TemplateError."""
    digest = on_readers_clocks(digest)
    visible = shown(digest)
    whole = [_sheet(number, entry) for number, entry in enumerate(digest.entries, 1)]
    told = len(digest.entries) + len(digest.rejections)

    def page(items: int) -> str:
        texts = max(0, items - told)
        sheets = [*whole[:texts], *map(_without_text, whole[texts:])]
        variables = context(visible, items)
        card = written(card_of(replace(visible, entries=visible.entries[:items])))
        return templates.render(TEMPLATE, {**variables, "sheets": sheets, "card": card})

    found = most_that_fits(page, _fits, told + len(whole))
    if found is None:
        raise TemplateError(f"Template {TEMPLATE} takes more than {PAGE_BYTES:,} bytes with no page in it.")
    return found


def _fits(page: str) -> bool:
    return len(page.encode()) <= PAGE_BYTES


def _without_text(sheet: Sheet) -> Sheet:
    """As messages have it: its parts are bounded."""
    return replace(
        sheet,
        lines=tuple(replace(each, marks=()) for each in sheet.lines),
        timeline=later(sheet.timeline),
        paragraphs=(),
        ledger=(),
        whole=False,
    )


def _sheet(number: int, entry: Entry) -> Sheet:
    text = entry.page.text
    places = _places(number, entry)
    return Sheet(
        tuple(_lines(entry.brief, places)),
        tuple(map(shown_reason, entry.reasons)),
        later(entry.timeline, sum(len(page.sentences) for page in entry.timeline), LIMITS.sentence),
        tuple(_paragraphs(text, places)),
        tuple(replace(each, text=line(each.text, LIMITS.sentence)) for each in entry.page.ledger),
    )


def _places(number: int, entry: Entry) -> Places:
    """Those of the sentences that stand in the text, none within another: ``text-1-1``, ``text-1-2``, …"""
    text, found = entry.page.text, list[tuple[int, int]]()
    for start, end in sorted({(each.start, each.end) for each in _told(entry.brief, text)}):
        if not found or start >= found[-1][1]:
            found.append((start, end))
    return {place: f"text-{number}-{mark}" for mark, place in enumerate(found, 1)}


def _told(brief: Brief, text: str) -> Iterator[Sentence]:
    told = [each for one in brief.rewritten for each in one.supports] or brief.sentences
    return (each for each in told if each.text and text[each.start : each.end] == each.text)


def _lines(brief: Brief, places: Places) -> Iterator[Line]:
    def marks(sentences: tuple[Sentence, ...]) -> tuple[str, ...]:
        found = (places.get((each.start, each.end), "") for each in sentences)
        return tuple(dict.fromkeys(filter(None, found)))

    for one in brief.rewritten:
        yield Line(line(one.text, LIMITS.sentence), marks(one.supports), one.quoted)
    if not brief.rewritten:
        for each in beside_headline(brief):
            yield Line(line(each.text, LIMITS.sentence), marks((each,)), quoted=True)


def _paragraphs(text: str, places: Places) -> Iterator[tuple[Piece, ...]]:
    """Paragraphs are parted by a blank line, and by marks."""
    paragraph: list[Piece] = []
    for start, end in pairwise(sorted({0, len(text)}.union(*places))):
        mark = places.get((start, end), "")
        for number, part in enumerate(text[start:end].split("\n\n")):
            if number:
                yield tuple(paragraph)
                paragraph = []
            paragraph += [Piece(showable(part), mark)] if part else []
            mark = ""  # an id stands once
    yield tuple(paragraph)
