"""A clean page with what the file around it said of it."""

import re
from dataclasses import replace

from pagebrief.model import CleanPage, Dropped, DropReason
from pagebrief.pages.heading import normal
from pagebrief.pages.paragraphs import compose
from pagebrief.pages.single_page import Markup, SinglePage

_NAMES_ITSELF = re.compile(r"<(?:title|h1)\b", re.IGNORECASE)


def with_what_was_said(page: CleanPage, single: SinglePage) -> CleanPage:
    """The file knows the address and the site. It knows the title better than a guess does, which is all
    that a text or a fragment of markup allows; a whole HTML page names itself. All else is only filled in.
    """
    names_itself = single.markup is Markup.HTML and _NAMES_ITSELF.search(single.text) and page.title
    told = replace(
        page,
        title=page.title if names_itself else single.title or page.title,
        url=single.url or page.url,
        author=page.author or single.author,
        published_at=page.published_at or single.published_at,
        site=single.site or page.site,
        ledger=(*single.ledger, *page.ledger),
    )
    return _without_title(told) if told.title != page.title else told


def _without_title(page: CleanPage) -> CleanPage:
    """The text doesn't repeat the title."""
    title = normal(page.title or "")
    kept = [each for each in page.paragraphs if normal(page.text[each.start : each.end]) != title]
    if not kept or len(kept) == len(page.paragraphs):
        return page
    text, spans = compose(
        [page.text[each.start : each.end] for each in kept], [each.certainty for each in kept]
    )
    return replace(
        page,
        text=text,
        paragraphs=spans,
        ledger=(Dropped(DropReason.TITLE, page.title or ""), *page.ledger),
    )
