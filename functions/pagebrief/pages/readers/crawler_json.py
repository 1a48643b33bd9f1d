"""JSON and JSON Lines, as crawlers write them: an object a page."""

import io
import json
from collections.abc import Iterator, Mapping

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.charsets import charset_of_stream
from pagebrief.pages.formats import looks_like_html
from pagebrief.pages.readers.fields import Fields
from pagebrief.pages.readers.front_matter import without_front_matter
from pagebrief.pages.readers.json_array import elements
from pagebrief.pages.single_page import Lost, Markup, SinglePage
from pagebrief.pages.source import Source, lines_of

# The page's own markup says most of it, then Markdown; what names alone can't tell is looked at.
_HTML = "rawhtml html".split()
_TEXT = "markdown rawtext text maintext fulltext articletext articlebody pagecontent content body".split()
_LISTS = "data results pages items articles documents docs entries records".split()
_DEEPEST = 3
_STATUS = "statuscode httpstatus httpstatuscode responsestatus status".split()


def read_lines(source: Source) -> Iterator[SinglePage | Lost]:
    """JSON Lines: a line that can't be read costs the others nothing."""
    longest = source.limits.page_bytes
    for number, text in enumerate(lines_of(_text(source), longest), 1):
        where = str(number)
        if text is None:
            yield Lost(
                DiscardReason.TOO_LARGE,
                f"line {number} of {source.name} has more than the {longest / 1_000_000:g} MB of a page",
                where,
            )
        elif text.strip():
            yield from _of_line(text, where, source.name)


def read(source: Source) -> Iterator[SinglePage | Lost]:
    """One JSON value: an array is read element by element, an object whole."""
    if not source.head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        text = source.whole()
        yield from _of_line(text.decode(charset_of_stream(text), "replace"), "1", source.name)
        return
    try:
        for number, value in enumerate(elements(_text(source), source.limits.page_bytes), 1):
            yield from _pages_of(value, str(number), source.name, _DEEPEST)
    except (ValueError, RecursionError) as error:
        raise PageError(
            DiscardReason.UNREADABLE, f"{source.name} is no valid JSON from here on: {_why(error)}"
        ) from None


def _text(source: Source) -> io.TextIOWrapper:
    charset = charset_of_stream(source.head)
    return io.TextIOWrapper(source.stream, charset, errors="replace", newline="\n")


def _of_line(text: str, where: str, name: str) -> Iterator[SinglePage | Lost]:
    try:
        value = json.loads(text.lstrip("\ufeff\x00").rstrip("\x00 \t\r\n"), strict=False)
    except (ValueError, RecursionError) as error:
        yield Lost(
            DiscardReason.UNREADABLE, f"object {where} of {name} is no valid JSON: {_why(error)}", where, text
        )
        return
    yield from _pages_of(value, where, name, _DEEPEST)


def _pages_of(value: object, where: str, name: str, depth: int) -> Iterator[SinglePage | Lost]:
    """The pages of one JSON value; lists of them within it are looked into."""
    if isinstance(value, dict):
        fields = Fields(value)
        if page := _page(fields, where):
            yield _refused(fields, page, name) or page
            return
        value = next((found for key in _LISTS if isinstance(found := fields.get(key), list)), value)
    if isinstance(value, list) and depth:
        for number, each in enumerate(value, 1):
            yield from _pages_of(each, f"{where}.{number}", name, depth - 1)
        return
    keys = ", ".join(str(key)[:40] for key in list(value)[:8]) if isinstance(value, Mapping) else ""
    yield Lost(
        DiscardReason.UNSUPPORTED,
        f"object {where} of {name} holds no page: expected one of the keys html, markdown, text, content or "
        f"body{f', found {keys}' if keys else ''}",
        where,
    )


def _page(fields: Fields, where: str) -> SinglePage | None:
    for key in (*_HTML, *_TEXT):
        text = fields.get(key)
        if not isinstance(text, str) or not text.strip():
            continue
        # Markdown may hold tags; it is for the cleaner of texts all the same.
        markup = looks_like_html(text) and (key != "markdown" or text.lstrip().startswith("<"))
        page = SinglePage(text, Markup.HTML) if markup else without_front_matter(text)
        return SinglePage(
            page.text,
            page.markup,
            member=fields.url or where,
            url=fields.url or page.url,
            title=fields.title or page.title,
            author=fields.author or page.author,
            published_at=fields.published_at or page.published_at,
            site=fields.site or page.site,
            ledger=page.ledger,
        )
    return None


def _refused(fields: Fields, page: SinglePage, name: str) -> Lost | None:
    """Where the crawler noted that the server had no such page."""
    for key in _STATUS:
        status = fields.get(key)
        if isinstance(status, int) and 400 <= status <= 599:
            detail = f"{page.member} of {name} is what the server answered with status {status}"
            return Lost(DiscardReason.ERROR_PAGE, detail, page.member, page.text)
    return None


def _why(error: Exception) -> str:
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)[:200]
