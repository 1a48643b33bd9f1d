"""What the tags of a page's head declare: meta properties, the tab's title, links."""

from collections.abc import Mapping, Sequence
from itertools import islice

from lxml.html import HtmlElement

from pagebrief.pages.metadata.one_line import one_line

_MOST_TAGS = 500
_MOST_VALUES = 10  # of one name

Metas = Mapping[str, Sequence[str]]


def metas_of(tree: HtmlElement) -> Metas:
    """The values of the meta tags by name, property or itemprop, in small letters, in the page's order."""
    metas: dict[str, list[str]] = {}
    for tag in islice(tree.iter("meta"), _MOST_TAGS):
        value = one_line(tag.get("content"))
        for names in (tag.get("property"), tag.get("name"), tag.get("itemprop")):
            for name in (names or "").lower()[:200].split():  # RDFa allows several, separated by spaces
                values = metas.setdefault(name, [])
                if value and len(values) < _MOST_VALUES:
                    values.append(value)
    return metas


def values_of(metas: Metas, names: str) -> list[str]:
    """All values of the named tags, in the order of the names; ``names`` is separated by spaces."""
    return [value for name in names.split() for value in metas.get(name, ())]


def text_of(element: HtmlElement) -> str | None:
    """What a reader sees of an element, on one line; of a long one its beginning."""
    parts, length = [], 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > 2_000:
            break
    return one_line(" ".join(parts))


def tab_of(tree: HtmlElement) -> str | None:
    """What stands in the browser's tab. Titles elsewhere than in the head are those of pictures (SVG)."""
    outside = (
        title for title in islice(tree.iter("title"), 50) if next(title.iterancestors("svg"), None) is None
    )
    return next((one_line(title.text) for title in outside), None)
