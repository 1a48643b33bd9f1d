"""The metadata of an HTML page, each from the place where this page says it best."""

import re
from dataclasses import dataclass

from lxml.html import HtmlElement

from pagebrief.pages.metadata.authors import author_of
from pagebrief.pages.metadata.json_ld import nodes_of
from pagebrief.pages.metadata.month_first import writes_month_first
from pagebrief.pages.metadata.one_line import web_address
from pagebrief.pages.metadata.published import published_at
from pagebrief.pages.metadata.sites import site_name
from pagebrief.pages.metadata.sources import Sources
from pagebrief.pages.metadata.structured_data import site_named, structured_data
from pagebrief.pages.metadata.surroundings import around
from pagebrief.pages.metadata.tags import Metas, metas_of, tab_of, values_of
from pagebrief.pages.metadata.titles import title_of

_LANGUAGE = re.compile(r"^\s*([a-zA-Z]{2})(?:[-_]([a-zA-Z]{2}))?(?![a-zA-Z])")


@dataclass(frozen=True, slots=True)
class Metadata:
    """Each None where the page doesn't say."""

    title: str | None
    author: str | None  # several joined with ", "
    published_at: str | None  # ISO 8601, as exact as the page is
    site: str | None
    language: str | None  # ISO 639-1, as declared
    url: str | None


def metadata_of(tree: HtmlElement, url: str | None = None) -> Metadata:
    """What a page says of itself. ``url`` is where it was fetched, None where that is unknown.

    The tree is read only. Takes a few milliseconds, hostile pages included.
    """
    metas, nodes, tab = metas_of(tree), list(nodes_of(tree)), tab_of(tree)
    address = web_address(url) or _own_address(tree, metas)
    data = structured_data(nodes, tab)
    site = site_name(metas, data, site_named(nodes), tab, address)
    sources = Sources(tree, metas, data, tab, address, site)
    title = title_of(sources)
    near = around(tree, title)
    language, country = _locale(tree, metas)
    return Metadata(
        title=title,
        author=author_of(sources, near),
        published_at=published_at(
            sources, near, month_first=writes_month_first(near, language, country, address)
        ),
        site=site,
        language=language,
        url=address,
    )


def _own_address(tree: HtmlElement, metas: Metas) -> str | None:
    links = [link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"][:3]
    return next(filter(None, map(web_address, [*links, *values_of(metas, "og:url")])), None)


def _locale(tree: HtmlElement, metas: Metas) -> tuple[str | None, str | None]:
    declared = (tree.get("lang"), tree.get("{http://www.w3.org/XML/1998/namespace}lang"))
    for value in (*declared, *values_of(metas, "og:locale content-language language dc.language")):
        match = _LANGUAGE.match((value or "")[:50])
        if match:
            return match[1].lower(), (match[2] or "").lower() or None
    return None, None
