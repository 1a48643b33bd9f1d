"""The name of the site that an HTML page belongs to."""

import re

from pagebrief.addresses import host_of
from pagebrief.pages.metadata.structured_data import StructuredData
from pagebrief.pages.metadata.tags import Metas, values_of

_NAMES = "og:site_name og:site application-name apple-mobile-web-app-title dc.publisher dcterms.publisher"
_PARTS = re.compile(r"\s[|•·»–—:-]\s|\s?\|\s?")
_LONGEST = 80  # characters


def site_name(
    metas: Metas, data: StructuredData | None, named: str | None, tab: str | None, url: str | None
) -> str | None:
    """What the page calls its site: declared, else the part of the tab that spells the address."""
    declared = [*values_of(metas, _NAMES), data.publisher if data else None, named]
    for name in declared:
        if name and len(name) <= _LONGEST and not name.startswith(("http", "@")):
            return name
    parts = _PARTS.split(tab or "")
    return next((part.strip() for part in reversed(parts) if len(parts) > 1 and is_host(part, url)), None)


def is_host(text: str | None, url: str | None) -> bool:
    """Whether a text spells the address as people do: «Northland Gazette» for northlandgazette.example."""
    letters = re.sub(r"[\W_]", "", (text or "")[:_LONGEST].casefold())
    host = re.sub(r"\W", "", host_of(url).removeprefix("www."))
    return len(letters) >= 4 and letters in host and 2 * len(letters) >= len(host) - 6
