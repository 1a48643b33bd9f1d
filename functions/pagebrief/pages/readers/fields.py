"""What crawlers and front matter call the same thing, in their many spellings."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime

from pagebrief.pages.dates import find_date

_URL = "url link pageurl finalurl canonicalurl canonical sourceurl permalink ogurl uri source".split()
_TITLE = "title headline pagetitle ogtitle".split()
_AUTHOR = "author authors byline creator dccreator articleauthor".split()
_DATE = (
    "datepublished publishedat publishedtime articlepublishedtime publisheddate publicationdate publishdate "
    "datepublish pubdate published date dcdate"
).split()
_SITE = "ogsitename sitename site".split()
# Where one object holds what belongs to the one around it.
_WITHIN = frozenset({"metadata", "meta", "data", "article", "page", "document", "result", "content", "body"})
_DEEPEST = 3
_LONGEST = 1_000  # characters of a title, an author, an address
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Fields:
    """The values of an object by their names without case and marks: ``rawHtml`` is ``raw_html``.

    Those of objects within it count, too; what stands further out wins.
    """

    def __init__(self, given: Mapping[object, object]) -> None:
        self._values: dict[str, object] = {}
        self._collect(given, _DEEPEST)

    def _collect(self, given: Mapping[object, object], depth: int) -> None:
        inner = []
        for key, value in given.items():
            name = re.sub(r"[\W_]+", "", key[:100]).lower() if isinstance(key, str) else ""
            if isinstance(value, dict) and name in _WITHIN:
                inner.append(value)
            elif name and value not in (None, "", [], {}):
                self._values.setdefault(name, value)
        if depth:
            for value in inner:
                self._collect(value, depth - 1)

    def get(self, name: str) -> object:
        return self._values.get(name)

    @property
    def url(self) -> str | None:
        return self._first(_URL, http_url)

    @property
    def title(self) -> str | None:
        return self._first(_TITLE, line)

    @property
    def author(self) -> str | None:
        return self._first(_AUTHOR, _names)

    @property
    def published_at(self) -> str | None:
        return self._first(_DATE, iso_date)

    @property
    def site(self) -> str | None:
        return self._first(_SITE, _name_of_site)

    def _first(self, names: Iterable[str], read: Callable[[object], str | None]) -> str | None:
        found = (read(self._values[name]) for name in names if name in self._values)
        return next((value for value in found if value), None)


def line(value: object) -> str | None:
    """A text on one line; None for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    return " ".join(_UNPRINTABLE.sub(" ", value[: 2 * _LONGEST]).split())[:_LONGEST].strip() or None


def http_url(value: object) -> str | None:
    found = line(value)
    return found if found and re.match(r"https?://[^\s/]", found, re.IGNORECASE) else None


def iso_date(value: object) -> str | None:
    """ISO 8601 of a date however it is written; numbers are seconds or milliseconds since 1970."""
    if isinstance(value, datetime | date):  # YAML has them
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _of_epoch(value)
    found = find_date((line(value) or "")[:100])
    return found.iso if found else None


def _of_epoch(number: float) -> str | None:
    seconds = number / 1000 if number > 100_000_000_000 else number
    if not 100_000_000 < seconds < 10_000_000_000:  # 1973 to 2286: anything else is no time
        return None
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="seconds")


def _names(value: object) -> str | None:
    """One name, or several in a list, each perhaps in an object of its own."""
    given = value if isinstance(value, list) else [value]
    names = (line(each.get("name") if isinstance(each, dict) else each) for each in given[:20])
    joined = ", ".join(dict.fromkeys(name for name in names if name))
    return joined if joined and not http_url(joined) else None


def _name_of_site(value: object) -> str | None:
    found = line(value)
    return None if http_url(found) else found
