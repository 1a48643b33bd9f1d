"""A file that is one page: HTML, or plain text, perhaps Markdown below YAML front matter."""

from collections.abc import Iterator

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.charsets import decode
from pagebrief.pages.formats import looks_like_html
from pagebrief.pages.readers.front_matter import without_front_matter
from pagebrief.pages.single_page import Markup, SinglePage
from pagebrief.pages.source import Source


def read(source: Source) -> Iterator[SinglePage]:
    """The one page. Raises PageError: EMPTY, UNDECODABLE, or as ``Source.whole``."""
    body = source.whole()
    if not body.strip():
        raise PageError(DiscardReason.EMPTY, f"{source.name} holds no text at all ({len(body)} bytes)")
    yield page_of_text(decode(body, source.content_type, source.name))


def page_of_text(text: str) -> SinglePage:
    """A page whose text is all there is of it."""
    if looks_like_html(text):
        return SinglePage(text, Markup.HTML)
    return without_front_matter(text)
