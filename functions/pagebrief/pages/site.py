"""Whose page a plain-text page is."""

import re
from collections import Counter
from collections.abc import Sequence

from pagebrief.addresses import host_of
from pagebrief.pages.lines import Line

_EDGE = 80  # lines at the beginning and at the end of a page, where its site is named
_LINE = 200  # characters; what is longer is prose, and costly to match
# A domain holds at most 63 characters a label (RFC 1035); more than five labels are no site's name.
_DOMAIN = re.compile(
    r"(?:@|https?://(?:www\.)?|\bwww\.)([\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.[a-z]{2,15})\b", re.IGNORECASE
)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,5}(?:(?:copyright|©)\W{0,5})?"
    r"(?:\d{4}(?:\s?[-–]\s?(?:\d{2,4}|present))?\W{0,5})?(?:by )?"
    r"(?P<name>(?-i:[A-Z])[\w&'’]*(?:\.[a-z]{2,4}\b)?(?: (?-i:[A-Z&])[\w&'’]*){0,4})",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"reserved|copyright|all rights", re.IGNORECASE)
_PUBLIC_SUFFIX = {"co", "com", "org", "net", "gov", "ac", "edu", "www", "info", "example"}


def site_of(lines: Sequence[Line], url: str | None) -> str | None:
    """The name that the page gives its own domain; else its copyright line's; else the domain; else None."""
    edges = [line.text for line in (*lines[:_EDGE], *lines[max(_EDGE, len(lines) - _EDGE) :])]
    short = [text for text in edges if len(text) <= _LINE]
    host = host_of(url)
    found = Counter(domain.lower() for text in short for domain in _DOMAIN.findall(text))
    domains = [*([host] if host else []), *(domain for domain, _ in found.most_common(3))]
    labels = (label for domain in domains for label in _labels(domain))
    named = next((name for label in labels if (name := _spelt(short, label))), None)
    return named or _owner(short) or host.removeprefix("www.") or None


def _labels(domain: str) -> list[str]:
    """The parts of a domain that may be a name, the likeliest first: www.bbc.co.uk → bbc."""
    parts = domain.lower().split(".")[:-1]
    return [part for part in reversed(parts) if part not in _PUBLIC_SUFFIX and len(part) >= 3][:3]


def _spelt(texts: Sequence[str], label: str) -> str | None:
    """A line, or a word of one, that spells a domain's label as people do: devdiscourse → Devdiscourse."""
    for text in texts:
        if not text.islower() and re.sub(r"\W", "", text.lower()) == label:
            return text.strip(" .:|")
    word = re.compile(rf"(?<![@./\w]){re.escape(label)}(?![@./\w])", re.IGNORECASE)
    spelt = (found.group() for text in texts if (found := word.search(text)))
    return next((name for name in spelt if name[0].isupper()), None)


def _owner(texts: Sequence[str]) -> str | None:
    owners = (found["name"].strip(" .") for text in reversed(texts) if (found := _OWNER.search(text)))
    return next((name for name in owners if len(name) > 2 and not _NO_NAME.search(name)), None)
