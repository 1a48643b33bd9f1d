"""What a reader sees around the headline, where pages say by whom and of when they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement

from pagebrief.pages.metadata.one_line import key_of, one_line
from pagebrief.pages.metadata.tags import text_of

_BLOCKS = frozenset(
    """
    address article aside blockquote body br button dd details div dl dt figcaption figure footer form h1 h2
    h3 h4 h5 h6 header hr legend li main nav ol p pre section summary table tbody td th thead tr ul
""".split()
)
_SILENT = frozenset("script style noscript template svg math iframe object select textarea head".split())
_LONGEST = 400  # characters of a line; more is prose
_ABOVE, _BELOW = 10, 25  # lines
_MOST_ABOVE = 80  # elements between the beginning of what is looked at and the headline
_MOST_ELEMENTS = 600
_MOST_HEADINGS = 40


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Lines above the headline, the nearest first, and below it; the elements that hold them."""

    above: tuple[str, ...]
    below: tuple[str, ...]
    elements: tuple[HtmlElement, ...]


def around(tree: HtmlElement, title: str | None) -> Surroundings:
    """What stands around the headline; the beginning of the article or page where no heading is the title."""
    headline = _headline(tree, title)
    if headline is None:
        start = next(tree.iter("article", "main"), None)
        start = tree if start is None else start
    else:
        start = _start(headline)
    above: list[str] = []
    below: list[str] = []
    elements: list[HtmlElement] = []
    passed = headline is None
    for line, end in _lines(start, elements):
        if end is headline and not passed:
            passed = True
        elif line:
            (below if passed else above).append(line)
        if len(below) >= _BELOW:
            break
    return Surroundings(tuple(reversed(above[-_ABOVE:])), tuple(below), tuple(elements))


def _headline(tree: HtmlElement, title: str | None) -> HtmlElement | None:
    """The heading that says the title; else the page's only first-level heading."""
    name = key_of(title)
    headings = list(islice(tree.iter("h1", "h2"), _MOST_HEADINGS))
    same = [heading for heading in headings if name and key_of(text_of(heading)) == name]
    firsts = [heading for heading in headings if heading.tag == "h1"]
    return same[0] if same else firsts[0] if len(firsts) == 1 else None


def _start(headline: HtmlElement) -> HtmlElement:
    """The largest element around the headline before which little stands in it."""
    start = headline
    for ancestor in islice(headline.iterancestors(), 6):
        before = 0
        for element in ancestor.iter():
            before += 1
            if element is headline or before > _MOST_ABOVE:
                break
        if before > _MOST_ABOVE:
            break
        start = ancestor
    return start


def _lines(start: HtmlElement, seen: list[HtmlElement]) -> Iterator[tuple[str | None, HtmlElement | None]]:
    """(line, the block that ends with it) from an element on; ``seen`` gathers the elements passed."""
    parts: list[str] = []
    for opens, element in islice(_steps(start), 2 * _MOST_ELEMENTS):
        if element.tag in _BLOCKS:
            yield _line(parts), None if opens else element
        if opens:
            seen.append(element)
        text = element.text if opens else element.tail
        if text and not (opens and element.tag in _SILENT):
            parts.append(text)
    yield _line(parts), None


def _steps(start: HtmlElement) -> Iterator[tuple[bool, HtmlElement]]:
    """(opens, element) for every tag from an element on, to the end of the document."""
    element: HtmlElement | None = start
    while element is not None:
        yield True, element
        if len(element) and element.tag not in _SILENT:
            element = element[0]
            continue
        while element is not None:
            yield False, element
            following = element.getnext()
            if following is not None:
                element = following
                break
            element = element.getparent()


def _line(parts: list[str]) -> str | None:
    """The line that the parts make, which are used up."""
    if not parts:
        return None
    line = one_line(" ".join(parts)[: 2 * _LONGEST], _LONGEST)
    parts.clear()
    return line
