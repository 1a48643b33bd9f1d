"""The title of an HTML page: its headline, without the name of the site."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from pagebrief.pages.metadata.one_line import key_of
from pagebrief.pages.metadata.sites import is_host
from pagebrief.pages.metadata.sources import Sources
from pagebrief.pages.metadata.surroundings import around
from pagebrief.pages.metadata.tags import text_of, values_of
from pagebrief.pages.notes import is_byline

_SHARED = "dc:title dcterm:title og:title twitter:title"
_NAMED = "citation_title dc.title dcterms.title sailthru.title parsely-title"
_SEPARATOR = re.compile(r"\s[|•·»«–—:~/-]{1,2}\s|\s?\|\s?|\s::\s")
_MARKS = " |•·»«–—:~/-"
_SURE = 0.8  # F1 of the words of two titles that are the same one
_TELLING = 4  # words; a shorter heading is the name of a section as often
_SHORT_SITE = 4  # words
_IN_A_BLOG = re.compile(
    r"/(?:blogs?|news|articles?|posts?|stor(?:y|ies)|p|insights|(?:19|20)\d\d)/", re.IGNORECASE
)
_NOT_THE_HEADLINE = ("nav", "footer", "aside", "dialog")
_LONGEST_BYLINE = 90  # characters
_MOST_HEADINGS = 12


def title_of(sources: Sources) -> str | None:
    """The heading that the head repeats; else the headline that stands alone; else what the head says."""
    metas, data, tab = sources.metas, sources.data, sources.tab
    site, url = sources.site, sources.url
    told = [*values_of(metas, _SHARED)[:4], *([tab] if tab else []), *values_of(metas, _NAMED)[:2]]
    head = [title for title in (without_site(each, site, url) for each in told) if title]
    headings = _headings(sources)
    # Of two that the head says, the longer: «News» and the headline both stand in the tab.
    best = max(
        headings, key=lambda each: (min(_support(each, head, tab), 0.9), len(each.split())), default=None
    )
    if best and _support(best, head, tab) >= _SURE:
        return best
    # Where heading and head disagree, the head often speaks to search engines.
    telling = next((heading for heading in headings if _is_telling(heading, head)), None)
    if telling and (not head or _is_article(sources) or _has_byline(sources.tree, telling)):
        return _without_subtitle(telling, head)
    if data and data.is_article and data.headline:
        return without_site(data.headline, site, url)
    return next(iter(head), None) or next(iter(headings), None)


def _is_telling(heading: str, head: Sequence[str]) -> bool:
    """Whether a heading may be a headline: a long one, or one of which half the words stand in the head."""
    words = key_of(heading).split()
    known = set(key_of(" ".join(head)).split())
    return len(words) >= _TELLING or (len(words) >= 2 and 2 * len(known & set(words)) >= len(words))


def _is_article(sources: Sources) -> bool:
    """Whether a page declares itself an article; the first heading of other pages is often a slogan."""
    metas, data = sources.metas, sources.data
    declared = "article" in values_of(metas, "og:type") or bool(values_of(metas, "article:published_time"))
    described = bool(data and (data.is_article or data.published))
    return declared or described or bool(_IN_A_BLOG.search(sources.url or ""))


def _has_byline(tree: HtmlElement, heading: str) -> bool:
    """Whether the lines around a heading tell a date or an author, as those of articles do."""
    near = around(tree, heading)
    lines = [line for line in (*near.below[:8], *near.above[:4]) if len(line) <= _LONGEST_BYLINE]
    return any(is_byline(line) for line in lines)


def without_site(title: str, site: str | None, url: str | None) -> str:
    """``"Site: Headline | Site - Section"`` → the headline."""
    cuts = list(_SEPARATOR.finditer(title))
    if not cuts:
        return title
    starts, ends = [0, *(cut.end() for cut in cuts)], [*(cut.start() for cut in cuts), len(title)]
    parts = [title[start:end] for start, end in zip(starts, ends, strict=True)]
    first, last = 0, len(parts)
    named = [_names_site(part, site, url) for part in parts]
    if any(named[1:]):
        last = next(index for index in range(1, len(parts)) if named[index])
        if _names_site(parts[0], site, url) and last > 1:
            first = 1
    elif named[0]:
        first = 1
    elif _ends_in_site(title[: ends[-2]], cuts[-1].group(), parts[-1]):
        last -= 1
    return title[starts[first] : ends[last - 1]].strip(_MARKS) or title


def _ends_in_site(before: str, mark: str, last: str) -> bool:
    """Whether the last part, nowhere said to be the site's name, looks like it: short, behind a long one."""
    return len(last.split()) <= _SHORT_SITE <= len(before.split()) and ":" not in mark


def _names_site(part: str, site: str | None, url: str | None) -> bool:
    name, own = key_of(part), key_of(site)
    within = len(name) > 3 and (f" {name} " in f" {own} " or f" {own} " in f" {name} ")
    return (bool(own) and (name == own or within)) or is_host(part, url)


def _headings(sources: Sources) -> list[str]:
    """The first-level headings that are not the site's name, as it stands behind the title in the tab."""
    tree, tab, site, url = sources.tree, sources.tab, sources.site, sources.url
    parts = _SEPARATOR.split(tab or "")
    behind = key_of(parts[-1]) if len(parts) > 1 and len(parts[0].split()) > 1 else ""
    if behind and _names_site(parts[0], site, url):
        behind = ""
    found = []
    for heading in islice(tree.iter("h1"), _MOST_HEADINGS):
        outside = next(heading.iterancestors(_NOT_THE_HEADLINE), None) is not None
        text = None if outside else text_of(heading)
        key = key_of(text)
        if (
            text
            and key
            and key not in (key_of(site), behind)
            and not (is_host(text, url) or _is_in_front(text, sources))
        ):
            found.append(text)
    return found


def _is_in_front(heading: str, sources: Sources) -> bool:
    """Whether a heading is the site's name in ``"Site: Title"``, since the title stands elsewhere, too."""
    before, colon, title = (sources.tab or "").partition(":")
    if not colon or key_of(before) != key_of(heading) or len(title.split()) < _TELLING:
        return False
    others = islice(sources.tree.iter("h1", "h2", "h3"), _MOST_HEADINGS)
    said = (*values_of(sources.metas, "og:title")[:1], *map(text_of, others))
    return any(key_of(each) == key_of(title) for each in said)


def _support(heading: str, head: Sequence[str], tab: str | None) -> float:
    """How far the head agrees that a heading is the title: 1 where it says the same words."""
    words = key_of(heading).split()
    best = max((_overlap(words, key_of(title).split()) for title in head), default=0.0)
    inside = len(words) >= 2 and f" {' '.join(words)} " in f" {key_of(tab)} "
    a_part = any(key_of(part).split() == words for part in _SEPARATOR.split(tab or ""))
    return max(best, 0.9 if inside or a_part else 0.0)


def _without_subtitle(heading: str, head: Sequence[str]) -> str:
    """A heading that goes on where the title in the head ends holds a second line."""
    starts = (title for title in head if len(title.split()) >= _TELLING and heading.startswith(f"{title} "))
    return next(starts, heading)


def _overlap(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """F1 of two titles' words."""
    shared = len(set(ours) & set(theirs))
    return 2 * shared / (len(set(ours)) + len(set(theirs))) if shared else 0.0
