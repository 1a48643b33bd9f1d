"""A page whose markup is gone → its article, and a ledger of every line that is not of it.

No library does this; it is what Pagebrief is for. The lines are made whole (``lines``), the article
is found among them (``article``), lines inside it that are not of it go (``notes``), and what they
said is kept as metadata.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from pagebrief.model import CleanPage, Discarded, DiscardReason, Dropped, DropReason
from pagebrief.pages.article import article_lines
from pagebrief.pages.discards import judged_text
from pagebrief.pages.drop_caps import with_whole_words
from pagebrief.pages.endings import is_end_heading
from pagebrief.pages.heading import Heading, find_heading, normal
from pagebrief.pages.language import language_of
from pagebrief.pages.lines import Line, beginning, is_rule, written_lines
from pagebrief.pages.notes import (
    author_of,
    caption_in,
    is_byline,
    lists_dates,
    published_in,
    reason_to_drop,
)
from pagebrief.pages.paragraphs import compose
from pagebrief.pages.prose import is_prose, words
from pagebrief.pages.settled import settled

_ENOUGH_WORDS = 15
_LEAD = 0.5
"""How sure it is that the prose between title and article, which the model had left out, is its lead."""
_NEAR = 12  # lines above the article, and below its beginning, where a byline stands


def clean_text(text: str, url: str | None = None) -> CleanPage | Discarded:
    """The article of a plain-text page, or why there is none."""
    page = judged_text(text, article_of_text(text, url))
    if isinstance(page, Discarded):
        return page
    return settled(page, text, lambda each: article_of_text(each, url))


def article_of_text(text: str, url: str | None = None) -> CleanPage | Discarded:
    """What reads like an article on a plain-text page, be it that of an error page; or NO_ARTICLE."""
    text, unread = beginning(text)
    written = with_whole_words(written_lines(text))
    lines = [line for line in written if not is_rule(line)]
    certain = article_lines(lines)
    kept = [each > 0 for each in certain]
    if not any(kept):
        return Discarded(DiscardReason.NO_ARTICLE, "no run of sentences was found on the page")
    span = _span(kept)
    heading = find_heading(lines, span, url)
    kept = _with_lead(lines, kept, heading.title)
    reasons = _reasons(lines, kept, heading)
    told = [number for number, reason in enumerate(reasons) if reason is None]
    body, paragraphs = compose(
        [lines[number].text for number in told], [certain[number] or _LEAD for number in told]
    )
    if words(body) < _ENOUGH_WORDS:
        return Discarded(
            DiscardReason.NO_ARTICLE, f"only {int(words(body))} words of running text were found on the page"
        )
    bylines = _bylines(lines, span)
    return CleanPage(
        text=body,
        paragraphs=paragraphs,
        title=heading.title,
        url=url,
        site=heading.site,
        author=author_of([line.text for line in bylines]),
        published_at=_published(bylines, lines),
        language=language_of(body),
        ledger=(*_ledger(written, dict(zip(lines, reasons, strict=True))), *_unread(text, unread)),
    )


def _with_lead(lines: Sequence[Line], kept: Sequence[bool], title: str | None) -> list[bool]:
    """With the prose right below the title, where a byline or a picture parts it from the article."""
    start, wanted = kept.index(True), normal(title or "")
    above = range(max(0, start - _NEAR), start)
    below = next((number + 1 for number in above if wanted and normal(lines[number].text) == wanted), start)
    lead = {
        number
        for number in range(below, start)
        if is_prose(lines[number].text) and reason_to_drop(lines[number].text) is None
    }
    return [keep or number in lead for number, keep in enumerate(kept)]


def _reasons(lines: Sequence[Line], kept: Sequence[bool], heading: Heading) -> list[DropReason | None]:
    """For each line, why it is dropped; None where it is kept."""
    start, end = _span(kept)
    title = normal(heading.title or "")
    reasons: list[DropReason | None] = []
    captions = {normal(caption) for line in lines if (caption := caption_in(line.text))}
    seen = set(captions)
    listed = lists_dates(line.text for line, keep in zip(lines, kept, strict=True) if keep)
    for index, line in enumerate(lines):
        text = normal(line.text)
        if title and text == title:
            reasons.append(DropReason.TITLE)
        elif index < start:
            reasons.append(DropReason.BYLINE if is_byline(line.text) else DropReason.NAVIGATION)
        elif index >= end:
            reasons.append(_after(line))
        elif text in seen and is_prose(line.text):
            reasons.append(DropReason.CAPTION if text in captions else DropReason.REPEATED)
        else:
            reasons.append(_inside(line, kept[index], listed))
            seen.add(text)
    return reasons


def _span(kept: Sequence[bool]) -> tuple[int, int]:
    """From the first line that is kept to behind the last."""
    return kept.index(True), len(kept) - list(reversed(kept)).index(True)


def _inside(line: Line, kept: bool, listed: bool) -> DropReason | None:
    """Rules on top of the model: what they know is never of the article.

    Where dates are ``listed`` they stay, unless the model says no.
    """
    if reason := reason_to_drop(line.text, listed=listed and kept):
        return reason
    if is_end_heading(line.text) or (line.linked > 0.8 and not is_prose(line.text)):
        return DropReason.PROMOTION
    return None if kept else DropReason.OUTSIDE


def _after(line: Line) -> DropReason:
    reason = reason_to_drop(line.text)
    if reason in {DropReason.CREDIT, DropReason.BYLINE}:
        return reason
    return DropReason.FOOTER if _is_footer(line.text) else DropReason.OUTSIDE


def _is_footer(text: str) -> bool:
    lower = text.lower()
    return any(
        mark in lower for mark in ("©", "copyright", "privacy policy", "terms of use", "all rights reserved")
    )


def _bylines(lines: Sequence[Line], span: tuple[int, int]) -> list[Line]:
    start, end = span
    near = lines[max(0, start - _NEAR) : min(end, start + _NEAR)]
    return [line for line in near if is_byline(line.text)]


def _published(bylines: Sequence[Line], lines: Sequence[Line]) -> str | None:
    """The most exact of the dates near the article's beginning; else one in the page's first lines."""
    dates = [date for line in bylines if (date := published_in(line.text))]
    if not dates:
        return _first(published_in(line.text) for line in lines[:3] if len(line.text) <= 80)
    same_day = [date for date in dates if date.startswith(dates[0][:10])]
    return max(same_day, key=len)


def _ledger(written: Sequence[Line], reasons: Mapping[Line, DropReason | None]) -> tuple[Dropped, ...]:
    """Neighbouring lines that were dropped for one reason are one entry; so are the marks of what is kept.

    With the clean text it holds every character of the page but white space and invisible ones.
    """
    entries = []
    for reason, group in groupby(written, key=lambda line: reasons.get(line, DropReason.MARKS)):
        block = list(group)
        if reason is not None:
            entries.append(Dropped(reason, "\n".join(map(_whole, block)), block[0].number))
        else:
            entries += [Dropped(DropReason.MARKS, line.marks, line.number) for line in block if line.marks]
    return tuple(entries)


def _whole(line: Line) -> str:
    """A line with the marks that were taken from it."""
    return " ".join(filter(None, (line.text, line.marks)))


def _unread(text: str, rest: str) -> Iterator[Dropped]:
    if rest.strip():
        yield Dropped(DropReason.UNREAD, rest, text.count("\n") + 1)


def _first(values: Iterable[str | None]) -> str | None:
    return next((value for value in values if value), None)
