"""Whether a page writes 3/4/2026 for the fourth of March or the third of April."""

import re

from pagebrief.addresses import host_of
from pagebrief.pages.metadata.surroundings import Surroundings

_COUNTRIES = frozenset({"us", "ph"})
_DOMAINS = frozenset({"com", "us", "edu", "gov", "mil", ""})
_NUMBERS = re.compile(
    r"(?<![\w/.-])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?!\d)(?:,?\s+\d{1,2}:\d\d(?::\d\d)?\s*([ap]\.?m\b))?",
    re.IGNORECASE,
)


def writes_month_first(
    near: Surroundings, language: str | None, country: str | None, url: str | None
) -> bool:
    """What another date near the headline, the clock's two halves of twelve hours or the country tell.

    English without a country is American where the domain is no other country's.
    """
    lines = (*near.above, *near.below)
    dates = (found.groups() for line in lines for found in _NUMBERS.finditer(line))
    for first, second, half in dates:
        if int(first) > 12 or int(second) > 12:
            return int(second) > 12
        if half and country is None:
            return True
    return country in _COUNTRIES or (
        language == "en" and country is None and host_of(url).rpartition(".")[2] in _DOMAINS
    )
