"""An HTML page → its article, by trafilatura, and a ledger of every block that it left out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import Document

from pagebrief.model import CleanPage, Discarded, DiscardReason, Dropped, DropReason
from pagebrief.pages.heading import normal, site_in_tab
from pagebrief.pages.html_ledger import dropped_blocks
from pagebrief.pages.html_metadata import published_at
from pagebrief.pages.html_text import text_of_markup
from pagebrief.pages.language import language_of
from pagebrief.pages.lines import tidy
from pagebrief.pages.paragraphs import compose
from pagebrief.pages.plaintext import clean_text
from pagebrief.pages.prose import is_prose

_LIST_MARK = re.compile(r"^[-–•*]\s+")
# «<» of a page. The largest of 1,585 development pages has 21,646; 100,000 can take the extractor 20 s,
# and 900,000 took it 35 s and 2.3 GB.
_MAX_TAGS = 50_000
_MAX_CHARACTERS = 10_000_000
# Pairs of attributes: parser and extractor compare each of an element with all its others. 20,000 in one
# element take 4 s, 100,000 more than a minute. No tag of the development pages holds 5,000 words.
_MAX_PAIRS = 20_000**2
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{10000,}")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_TABLE_RULE = re.compile(r"^[|\s-]+$")


def clean_html(markup: str, url: str | None = None) -> CleanPage | Discarded:
    """The article of an HTML page, or why there is none.

    Where no tree can be had (libxml2 stops at 256 nested elements) or the extractor finds nothing, the
    page's text is read as a plain-text page instead.
    """
    tree = _parse(markup)
    document = None if tree is None else _extract(tree, url)
    paragraphs = list(_paragraphs(document)) if document else []
    if tree is None or document is None or not paragraphs:
        return _by_its_text(markup, url)
    if not any(map(is_prose, paragraphs)):
        return Discarded(DiscardReason.NO_ARTICLE, "the page holds links or buttons but no sentences")
    title = _line(document.title)
    if title and normal(paragraphs[0]) == normal(title):
        del paragraphs[0]
    text, spans = compose(paragraphs)
    return CleanPage(
        text=text,
        paragraphs=spans,
        title=title,
        url=url or document.url,
        site=_line(document.sitename) or site_in_tab(tree.findtext(".//title") or "", title),
        author=_author(document.author),
        published_at=published_at(tree, document.date),
        language=language_of(text) or _declared_language(tree),
        ledger=_ledger(tree, paragraphs, title),
    )


def _parse(markup: str) -> HtmlElement | None:
    """The tree; None where the page has more markup, or nests it deeper, than a tree can hold."""
    if len(markup) > _MAX_CHARACTERS or markup.count("<") > _MAX_TAGS or _pairs(markup) > _MAX_PAIRS:
        return None
    parser = HTMLParser(collect_ids=False, encoding="utf-8", remove_comments=True, remove_pis=True)
    clean = _XML_DECLARATION.sub("", tidy(markup), count=1)
    try:
        tree = document_fromstring(clean.encode("utf-8"), parser=parser, ensure_head_body=True)
    except etree.ParserError:  # nothing but comments, say
        return None
    cut_short = any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)
    return None if cut_short else tree


def _pairs(markup: str) -> int:
    """At most so many pairs of attributes of one element are in tags that are long enough for thousands."""
    return sum(len(tag.group().split()) ** 2 for tag in _LONG_TAG.finditer(markup))


def _extract(tree: HtmlElement, url: str | None) -> Document | None:
    found = bare_extraction(tree, url=url, with_metadata=True, include_comments=False)
    return found if isinstance(found, Document) else None


def _paragraphs(document: Document) -> Iterator[str]:
    for line in (document.text or "").split("\n"):
        paragraph = _LIST_MARK.sub("", line.strip())
        if paragraph and not _TABLE_RULE.match(paragraph):
            yield paragraph.strip("| ") if paragraph.startswith("|") else paragraph


def _by_its_text(markup: str, url: str | None) -> CleanPage | Discarded:
    read, unread = markup[:_MAX_CHARACTERS], markup[_MAX_CHARACTERS:]
    head, text = text_of_markup(read)
    result = clean_text(text, url)
    if isinstance(result, Discarded):
        return Discarded(
            DiscardReason.NO_ARTICLE, f"neither the markup nor the text holds an article: {result.detail}"
        )
    ledger = [replace(entry, line=None) for entry in result.ledger]
    if unread.strip():
        ledger.append(Dropped(DropReason.UNREAD, unread))
    return replace(result, title=result.title or head, ledger=tuple(ledger))


def _ledger(tree: HtmlElement, paragraphs: Sequence[str], title: str | None) -> tuple[Dropped, ...]:
    """Neighbouring blocks that were dropped for one reason are one entry."""
    entries = []
    for reason, group in groupby(dropped_blocks(tree, paragraphs, title), key=lambda entry: entry.reason):
        entries.append(Dropped(reason, "\n".join(entry.text for entry in group)))
    return tuple(entries)


def _declared_language(tree: HtmlElement) -> str | None:
    code = (tree.get("lang") or "").split("-")[0].lower()
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def _author(name: str | None) -> str | None:
    line = _line(name)
    return line.strip(" ·•|,;–—-") or None if line else None


def _line(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None
