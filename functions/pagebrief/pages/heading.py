"""The title of a plain-text page, and whose page it is."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from pagebrief.pages.article import is_end_heading, is_prose
from pagebrief.pages.lines import Line
from pagebrief.pages.notes import is_byline, reason_to_drop

_ABOVE = 25  # lines above the article among which its title is looked for
_INSIDE = 8
_MAX_TITLE = 250  # characters
_SEPARATOR = re.compile(r"\s+[|•·»]\s+|\s+[-–—]\s+|\s+::\s+")
_WORD = re.compile(r"\w{4,}")
_DOMAIN = re.compile(r"(?:@|https?://(?:www\.)?|\bwww\.)([\w-]+(?:\.[\w-]+)*\.[a-z]{2,})\b", re.IGNORECASE)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\W*(?:(?:copyright|©)\W*)?(?:\d{4}(?:\s*[-–]\s*(?:\d{2,4}|present))?)?\W*(?:by )?"
    r"(?P<name>(?-i:[A-Z])[\w&'’.]*(?: (?-i:[A-Z&])[\w&'’.]*){0,4})",
    re.IGNORECASE,
)
_PUBLIC_SUFFIX = {"co", "com", "org", "net", "gov", "ac", "edu", "www", "info", "example"}


@dataclass(frozen=True, slots=True)
class Heading:
    title: str | None
    site: str | None


def normal(text: str) -> str:
    """For comparing lines: letters and digits only, case folded."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def find_heading(lines: Sequence[Line], span: tuple[int, int], url: str | None) -> Heading:
    """Title and site, each None where the page doesn't say."""
    title = _title(lines, span)
    tab, tab_site = _browser_title(lines[0].text) if lines else (None, None)
    if title is None and tab_site and span[0] > 0:
        title = tab
    agrees = bool(title and tab and normal(title) == normal(tab))
    return Heading(title, (tab_site if agrees else None) or _site(lines, url))


def site_in_tab(tab: str, title: str | None) -> str | None:
    """The site in what stands in a browser's tab, ``"Title - Site"``, where the title agrees."""
    tab_title, site = _browser_title(tab)
    return site if site and normal(tab_title or "") == normal(title or "") else None


def _title(lines: Sequence[Line], span: tuple[int, int]) -> str | None:
    """The best of the short lines around the article's beginning."""
    start, end = span
    topic = Counter(word for line in lines[start:end] for word in _WORD.findall(line.text.casefold()))
    counts = Counter(normal(line.text) for line in lines[: min(end, start + _INSIDE)])
    first, last = max(0, start - _ABOVE), min(end, start + _INSIDE)
    scored = [
        (_title_score(lines[index], start - index, topic, counts), -abs(start - index), index)
        for index in range(first, last)
        if _could_be_title(lines[index])
    ]
    if not scored:
        return None
    score, _, index = max(scored)
    return lines[index].text if score > 1.0 else None


def _could_be_title(line: Line) -> bool:
    text = line.text
    return (
        10 <= len(text) <= _MAX_TITLE
        and len(text.split()) >= 2
        and not text.endswith((".", ":", ",", ";"))
        and not (is_prose(text) and len(text.split()) > 25)
        and not is_byline(text)
        and not is_end_heading(line)
        and reason_to_drop(text) is None
    )


def _title_score(line: Line, above: int, topic: Counter[str], counts: Counter[str]) -> float:
    """How much a line looks like the title; the terms are in the order of their weight."""
    own = _WORD.findall(line.text.casefold())
    shared = sum(1 for word in own if topic[word] >= 1) / max(3, len(own))
    twice = 0.8 if counts[normal(line.text)] > 1 else 0.0
    length = min(1.0, len(line.text.split()) / 6)
    distance = above / _ABOVE if above >= 0 else -above / _INSIDE
    return 2.0 * shared + twice + length + 0.6 * line.heading - 0.8 * distance - 0.5 * line.bullet


def _browser_title(text: str) -> tuple[str | None, str | None]:
    """``"Title - Site"`` → both; the site is the shorter last part."""
    parts = _SEPARATOR.split(text)
    if len(parts) < 2 or len(parts[-1].split()) > 5 or len(parts[0].split()) < 3:
        return None, None
    cut = text.rindex(parts[-1])
    return text[:cut].rstrip(" |•·»-–—:"), parts[-1].strip()


def _site(lines: Sequence[Line], url: str | None) -> str | None:
    """The name that the page gives its own domain; else its copyright line's; else the domain."""
    domains = [urlsplit(url).hostname or ""] if url else []
    found = Counter(match.lower() for line in lines for match in _DOMAIN.findall(line.text))
    domains += [domain for domain, _ in found.most_common(3)]
    for label in (label for domain in domains for label in _labels(domain)):
        if name := _name_on_page(lines, label):
            return name
    for line in reversed(lines):
        owner = _COPYRIGHT.search(line.text)
        if owner and len(owner["name"]) > 2 and "reserved" not in owner["name"].lower():
            return owner["name"].strip(" .")
    return domains[0].removeprefix("www.") or None if url else None


def _labels(domain: str) -> list[str]:
    """The parts of a domain that may be a name, the likeliest first: www.bbc.co.uk → bbc."""
    parts = domain.lower().split(".")[:-1]
    return [part for part in reversed(parts) if part not in _PUBLIC_SUFFIX and len(part) >= 3]


def _name_on_page(lines: Sequence[Line], label: str) -> str | None:
    """A line (or the beginning of one) that spells the domain's label: devdiscourse → Devdiscourse."""
    for line in lines:
        squeezed = re.sub(r"\W", "", line.text.lower())
        if squeezed == label and not line.text.islower():
            return line.text.strip(" .:|")
    for line in lines:
        word = re.search(rf"(?<![@./\w]){re.escape(label)}(?![@./\w])", line.text, re.IGNORECASE)
        if word and word.group()[0].isupper():
            return word.group()
    return None
