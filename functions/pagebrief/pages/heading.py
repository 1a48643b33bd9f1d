"""The title of a plain-text page, and whose page it is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pagebrief.pages.endings import is_end_heading
from pagebrief.pages.lines import Line
from pagebrief.pages.notes import is_byline, reason_to_drop
from pagebrief.pages.prose import is_prose, words
from pagebrief.pages.site import site_of
from pagebrief.scripts import HAN, KANA, THAI

_ABOVE = 25  # lines above the article among which its title is looked for
_INSIDE = 8
_MAX_TITLE = 250  # characters
_MAX_REMEMBERED = 250  # characters of a line; longer ones would fill the memory
_SEPARATOR = re.compile(r"\s+[|•·»]\s+|\s+[-–—]\s+|\s+::\s+")
_WORD = re.compile(r"\w{4,}")
_WORDS = re.compile(r"\w+")
_UNSPACED = re.compile(rf"[{KANA}{HAN}{THAI}]{{2,}}")
_CODE = re.compile(r"[=;{}]|\(\)")


@dataclass(frozen=True, slots=True)
class Heading:
    title: str | None
    site: str | None


def normal(text: str) -> str:
    """For comparing lines: letters and digits only, case folded."""
    return _remembered(text) if len(text) <= _MAX_REMEMBERED else _normal(text)


def _normal(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


_remembered = lru_cache(1 << 12)(_normal)  # a page compares each of its short lines several times


def find_heading(lines: Sequence[Line], span: tuple[int, int], url: str | None) -> Heading:
    """Title and site, each None where the page doesn't say."""
    tab, tab_site = _browser_title(lines[0].text) if lines else (None, None)
    title = _title(lines, span, tab)
    if title is None and tab_site and span[0] > 0:
        title = tab
    agrees = bool(title and tab and normal(title) == normal(tab))
    return Heading(title, (tab_site if agrees else None) or site_of(lines, url))


def site_in_tab(tab: str, title: str | None) -> str | None:
    """The site in what stands in a browser's tab, ``"Title - Site"``, where the title agrees."""
    tab_title, site = _browser_title(tab)
    return site if site and normal(tab_title or "") == normal(title or "") else None


def _title(lines: Sequence[Line], span: tuple[int, int], tab: str | None) -> str | None:
    """The best of the short lines around the article's beginning."""
    start, end = span
    topic = Counter(word for line in lines[start:end] for word in _terms(line.text))
    near = range(max(0, start - _ABOVE), min(end, start + _INSIDE))
    counts = Counter(normal(lines[index].text) for index in (*range(min(3, near.start)), *near))
    if tab:
        counts[normal(tab)] += 1
    prose = next((index for index in range(start, end) if is_prose(lines[index].text)), start)
    scored = [
        (_title_score(line, start - index, topic, counts), -abs(start - index), index)
        for index in near
        if could_be_title(line := lines[index])
        # Below the first sentence only what is said twice: a heading or a list of the article is no title.
        and (index < prose or counts[normal(line.text)] > 1)
    ]
    score, _, index = max(scored, default=(0.0, 0, 0))
    return lines[index].text if score > 1.0 else None


def could_be_title(line: Line) -> bool:
    """Whether a line has the length and the looks of a title."""
    text = line.text
    return (
        (10 if text.isascii() else 5) <= len(text) <= _MAX_TITLE
        and words(text) >= 2
        and not text.endswith((".", ":", ",", ";"))
        and not (is_prose(text) and len(text.split()) > 25)
        and not _CODE.search(text)
        and not is_byline(text)
        and not is_end_heading(text)
        and reason_to_drop(text) is None
    )


def _title_score(line: Line, above: int, topic: Counter[str], counts: Counter[str]) -> float:
    """How much a line looks like the title; the terms are in the order of their weight."""
    own = _terms(line.text)
    shared = sum(1 for word in own if topic[word] >= 1) / max(3, len(own))
    twice = 0.8 if counts[normal(line.text)] > 1 else 0.0
    length = min(1.0, words(line.text) / 6)
    distance = above / _ABOVE if above >= 0 else -above / _INSIDE
    return 2.0 * shared + twice + length + 0.6 * line.heading - 0.8 * distance - 0.5 * line.bullet


def _terms(text: str) -> list[str]:
    """What a text is about: its longer words; pairs of characters where words have no spaces between them."""
    runs = () if text.isascii() else _UNSPACED.findall(text)
    pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    return pairs or _WORD.findall(text.casefold())


def _browser_title(text: str) -> tuple[str | None, str | None]:
    """``"Title - Site"`` → both; the site is the shorter last part."""
    parts = _SEPARATOR.split(text)
    if len(parts) < 2 or len(parts[-1].split()) > 5 or len(parts[0].split()) < 3:
        return None, None
    cut = text.rindex(parts[-1])
    return text[:cut].rstrip(" |•·»-–—:"), parts[-1].strip()
