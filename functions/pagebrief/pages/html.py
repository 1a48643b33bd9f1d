"""An HTML page → its article, its metadata, and a ledger of every block that is not of the article."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pagebrief.model import CleanPage, Discarded, DiscardReason, Dropped, DropReason
from pagebrief.pages.discards import judged_markup
from pagebrief.pages.heading import site_in_tab
from pagebrief.pages.html_article import article_blocks
from pagebrief.pages.html_blocks import Blocks
from pagebrief.pages.html_ledger import ledger_of, reasons_of
from pagebrief.pages.html_text import text_of_markup
from pagebrief.pages.html_tree import MOST_CHARACTERS, parse
from pagebrief.pages.language import language_of
from pagebrief.pages.metadata import metadata_of
from pagebrief.pages.paragraphs import compose
from pagebrief.pages.plaintext import article_of_text
from pagebrief.pages.prose import ENDED, is_prose

_JUDGED = 1_500_000  # characters; a page without an article is shorter


def clean_html(markup: str, url: str | None = None) -> CleanPage | Discarded:
    """The article of an HTML page, or why there is none."""
    return judged_markup(markup[:_JUDGED], _article(markup, url))


def _article(markup: str, url: str | None) -> CleanPage | Discarded:
    """What reads like an article on an HTML page, be it that of an error page; or NO_ARTICLE.

    Where no tree can be had, or nothing in it reads like prose, the page's text is read as a plain-text page
    instead.
    """
    tree = parse(markup)
    if tree is None:
        return _by_its_text(markup, url)
    page, certain = article_blocks(tree)
    about = metadata_of(tree, url)
    reasons = reasons_of(page, [each > 0 for each in certain], about.title)
    paragraphs = list(_paragraphs(page, reasons, certain))
    if not any(is_prose(paragraph) for paragraph, _ in paragraphs):
        return _by_its_text(markup, url)
    text, spans = compose(*zip(*paragraphs, strict=True))
    return CleanPage(
        text=text,
        paragraphs=spans,
        title=about.title,
        url=url or about.url,
        site=about.site or site_in_tab(tree.findtext(".//title") or "", about.title),
        author=about.author,
        published_at=about.published_at,
        language=language_of(text) or about.language,
        ledger=ledger_of(page, reasons),
    )


def _paragraphs(
    page: Blocks, reasons: Sequence[DropReason | None], certain: Sequence[float]
) -> Iterator[tuple[str, float]]:
    """The blocks that are kept, and how sure it is; one that a <br> broke in mid-sentence is made whole."""
    open_paragraph, sure, last = "", 1.0, -1
    for number, (block, reason) in enumerate(zip(page.blocks, reasons, strict=True)):
        if reason is not None:
            continue
        goes_on = block.broken and number == last + 1 and not ENDED.search(open_paragraph)
        if goes_on and block.text[0].islower():
            open_paragraph, sure = f"{open_paragraph} {block.text}", min(sure, certain[number])
        else:
            if open_paragraph:
                yield open_paragraph, sure
            open_paragraph, sure = block.text, certain[number]
        last = number
    if open_paragraph:
        yield open_paragraph, sure


def _by_its_text(markup: str, url: str | None) -> CleanPage | Discarded:
    read, unread = markup[:MOST_CHARACTERS], markup[MOST_CHARACTERS:]
    head, text = text_of_markup(read)
    result = article_of_text(text, url)
    if isinstance(result, Discarded):
        return Discarded(
            DiscardReason.NO_ARTICLE, f"neither the markup nor the text holds an article: {result.detail}"
        )
    ledger = [replace(entry, line=None) for entry in result.ledger]
    if unread.strip():
        ledger.append(Dropped(DropReason.UNREAD, unread))
    return replace(result, title=result.title or head, ledger=tuple(ledger))
