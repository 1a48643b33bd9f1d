"""Who wrote an HTML page."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from lxml.html import HtmlElement

from pagebrief.pages.dates import find_date
from pagebrief.pages.metadata.names import (
    is_account,
    is_lead,
    is_personal,
    joined,
    leading_name,
    names_in,
    signs,
)
from pagebrief.pages.metadata.one_line import key_of
from pagebrief.pages.metadata.sources import Sources
from pagebrief.pages.metadata.structured_data import StructuredData
from pagebrief.pages.metadata.surroundings import Surroundings
from pagebrief.pages.metadata.tags import Metas, text_of, values_of

_METAS = """
    dc:creator dcterm:creator author parsely-author sailthru.author citation_author bepress_citation_author
    dc.creator dcterms.creator dc.creator.personalname article:author og:article:author article:author_name
    article_author creator cse_author shareaholic:article_author_name
"""
_WRITTEN_BY = frozenset(
    ("written by", "verfasst von", "author", "by", "écrit par", "escrito por", "geschrieben von")
)
_MARK = re.compile(r"author|byline|by-line|vcard|writer|autor|contributor|posted-?by", re.IGNORECASE)
_PROFILE = re.compile(
    r"/(?:authors?|contributors?|team|people|writers?|profiles?|experts?|staff|autor(?:en|es)?)/|/@\w",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"(?<![a-z])(?:comment|related|sidebar|share|social|(?<!elementor-)widget(?!-(?:container|wrap)))",
    re.IGNORECASE,
)
_WHOLE = frozenset(
    {"html", "body", "main", "article"}
)  # their classes tell what the page has, not where we are
_CHECKED = re.compile(r"(?:medically |fact[ -])?(?:review|check|edit)", re.IGNORECASE)
_GOES_ON = re.compile(r"^\s?(?:,|&|and\s)|(?:,|\s&|\sand)$")
_READING_TIME = re.compile(r"\b\d{1,3}\s?-?min", re.IGNORECASE)
_SIGNED = ("p", "h2", "h3", "h4", "h5", "h6", "div", "span", "em", "strong", "b", "i", "li", "a", "address")
_SIGNATURE = re.compile(r"author[-_]{0,2}(?:bio|box|card|name|info|title)|byline", re.IGNORECASE)
_MOST_SIGNED = 5_000  # elements
_LONGEST_BYLINE = 200  # characters
_RIGHT_BELOW = 5  # lines
_MOST_MARKED = 12


def author_of(sources: Sources, near: Surroundings) -> str | None:
    """Names joined with ", ", or None. The site's own name only where the page names nobody else."""
    signed = None
    for names in _candidates(sources, near):
        people = [name for name in names if not _is_own(name, sources.site)]
        if people:
            return joined(people)
        signed = signed or joined(names)
    return signed


def _is_own(name: str, site: str | None) -> bool:
    """Whether a name is the site's, with or without «Ltd» and the like: it or its beginning."""
    ours, own = key_of(name).split(), key_of(site).split()
    shorter = min(len(ours), len(own))
    return shorter > 0 and ours[:shorter] == own[:shorter] and (len(ours) <= len(own) or shorter > 1)


def _candidates(sources: Sources, near: Surroundings) -> Iterator[Sequence[str]]:
    said = [names for line in _short(near) if (names := names_in(line, said=True))]
    for names in _declared(sources.metas, sources.data):
        # A byline that says more is shown to people; who typed the page is declared by machines.
        longer = (shown for shown in said if names and set(_words(names)) < set(_words(shown)))
        yield next(longer, _shown_instead(names, said, near) or names)
    yield from said
    yield from _marked(near)
    yield from _beside_a_date(near)
    yield from _elsewhere(sources.tree)


def _shown_instead(
    declared: Sequence[str], said: Sequence[Sequence[str]], near: Surroundings
) -> Sequence[str]:
    """Whom the byline right below the headline names where others are declared: those typed the page."""
    if not declared or any(set(_words(declared)) & set(_words(names)) for names in said):
        return []
    byline = Surroundings((), near.below[:_RIGHT_BELOW], ())
    lines = [line for line in _short(byline) if not _CHECKED.match(line)]
    people = (names for line in lines if (names := names_in(line, said=True)) and is_personal(names[0]))
    beside = _beside_a_date(byline) if all(map(is_account, declared)) else ()
    return next(chain(people, beside), [])


def _words(names: Sequence[str]) -> list[str]:
    return key_of(" ".join(names)).split()


def _short(near: Surroundings) -> Iterator[str]:
    """The lines that may be bylines; «By» and the names, where they are on lines of their own, as one."""
    for lines in (near.below, near.above[::-1]):
        index = 0
        while index < len(lines):
            line = lines[index]
            index += 1
            while index < len(lines) and (
                is_lead(line) or _GOES_ON.search(line) or _GOES_ON.match(lines[index])
            ):
                line = f"{line}{': ' if is_lead(line) else ' '}{lines[index]}"
                index += 1
                if len(line) > _LONGEST_BYLINE:
                    break
            if len(line) <= _LONGEST_BYLINE:
                yield line


def _declared(metas: Metas, data: StructuredData | None) -> Iterator[list[str]]:
    told = [name for each in (data.authors if data else ()) for name in names_in(each)]
    if data and data.is_article:
        yield told
    for key in _METAS.split():
        yield [name for each in values_of(metas, key) for name in names_in(each)]
    for number in ("1", "2"):
        label = values_of(metas, f"twitter:label{number}")
        if label and label[0].casefold() in _WRITTEN_BY:
            yield [name for each in values_of(metas, f"twitter:data{number}") for name in names_in(each)]
    yield told


def _marked(near: Surroundings) -> Iterator[Sequence[str]]:
    for is_marked in (_is_declared, _is_profile, _is_marked):
        for element in near.elements:
            if is_marked(element) and not _is_outside(element):
                told = text_of(element)
                if told and len(told) <= _LONGEST_BYLINE:
                    yield names_in(told)


def _beside_a_date(near: Surroundings) -> Iterator[Sequence[str]]:
    """A line that is a name and at most a role or a date, next to the date or the time that reading takes.

    Those below the headline go first: above it stand menus and sections, too.
    """
    lines = [*reversed(near.above[:6]), *near.below[:8]]
    first = len(lines) - len(near.below[:8])
    for index in (*range(first, len(lines)), *reversed(range(first))):
        name = leading_name(lines[index])
        if name and any(map(_tells_time, lines[max(0, index - 3) : index + 4])):
            yield [name]


def _elsewhere(tree: HtmlElement) -> Iterator[Sequence[str]]:
    """Whom the page names further off: at the article's end, say."""
    for element in tree.xpath("//*[@itemprop='author' or @rel='author']")[:_MOST_MARKED]:
        if not _is_outside(element):
            yield names_in(text_of(element))
    yield from _signatures(tree)


def _signatures(tree: HtmlElement) -> Iterator[Sequence[str]]:
    """«Written by Ada Moss» in an element of its own, or with the name in the next; else a marked name."""
    marked = []
    for element in islice(tree.iter(*_SIGNED), _MOST_SIGNED):
        text = element.text
        if text and len(text) <= _LONGEST_BYLINE and signs(text) and not _is_outside(element):
            told = text_of(element) or ""
            after = element.getnext()
            if is_lead(told) and after is not None:
                told = f"{told} {text_of(after) or ''}"
            if len(told) <= _LONGEST_BYLINE:
                yield names_in(told, said=True)
        elif _SIGNATURE.search((element.get("class") or "")[:300]) or _is_profile(element):
            marked.append(element)
    names = {text_of(element) or "" for element in marked[:_MOST_MARKED] if not _is_outside(element)}
    people = list(filter(is_personal, names))
    if len(people) == 1:  # several are those of other pages that this one links to
        yield people


def _tells_time(line: str) -> bool:
    return len(line) <= _LONGEST_BYLINE and bool(find_date(line) or _READING_TIME.search(line))


def _is_declared(element: HtmlElement) -> bool:
    return "author" in ((element.get("itemprop") or ""), (element.get("rel") or ""))


def _is_profile(element: HtmlElement) -> bool:
    return element.tag == "a" and bool(_PROFILE.search((element.get("href") or "")[:300]))


def _is_marked(element: HtmlElement) -> bool:
    marks = (element.get(name) for name in ("class", "id", "data-testid"))
    return any(_MARK.search(mark[:300]) for mark in marks if mark)


def _is_outside(element: HtmlElement) -> bool:
    """Whether an element stands in a comment or beside the article."""
    for each in (element, *element.iterancestors()):
        if each.tag in {"nav", "footer", "aside"}:
            return True
        if each.tag not in _WHOLE and _OUTSIDE.search((each.get("class") or "")[:300]):
            return True
    return False
