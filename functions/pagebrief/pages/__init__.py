"""Bytes → CleanPage | Discarded, for each page of a file."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from pagebrief.model import CleanPage, Discarded, DiscardReason, PageRef, RawPage
from pagebrief.pages.files import pages_of
from pagebrief.pages.limits import Limits
from pagebrief.pages.mojibake import as_meant
from pagebrief.pages.said_elsewhere import with_what_was_said
from pagebrief.pages.single_page import Lost, Markup, SinglePage

__all__ = ["Limits", "clean", "clean_all"]


def clean_all(raw: RawPage, limits: Limits = Limits()) -> Iterator[tuple[PageRef, CleanPage | Discarded]]:  # noqa: B008 # it is frozen
    """What each page of a file says, or why it says nothing: one result at least, in the file's order.

    The ref names the page within the file, where the file holds several. Never raises for what a file
    contains; holds one page at a time.
    """
    for page in pages_of(raw, limits):
        yield _ref(raw.ref, page), _cleaned(page, raw)


def clean(raw: RawPage, limits: Limits = Limits()) -> CleanPage | Discarded:  # noqa: B008 # it is frozen
    """The same for a file that holds one page; of any other the first."""
    return next(result for _ref, result in clean_all(raw, limits))


def _ref(file: PageRef, page: SinglePage | Lost) -> PageRef:
    return file if page.member is None else replace(file, member=page.member, digest=page.digest)


def _cleaned(page: SinglePage | Lost, raw: RawPage) -> CleanPage | Discarded:
    if isinstance(page, Lost):
        return Discarded(page.reason, page.detail)
    if not page.text.strip():
        return Discarded(DiscardReason.EMPTY, f"{_ref(raw.ref, page).uri} holds no text at all")
    cleaner = _cleaner(page.markup)
    try:
        result = cleaner(as_meant(page.text), page.url or raw.metadata.get("url"))
    except (ImportError, MemoryError):
        raise  # a broken installation or a small machine, not the page
    except Exception as error:  # noqa: BLE001 # a page that breaks a parser must not stop the pages behind it
        return Discarded(
            DiscardReason.UNREADABLE, f"{raw.ref.key} broke the cleaner ({type(error).__name__}: {error})"
        )
    return result if isinstance(result, Discarded) else with_what_was_said(result, page)


def _cleaner(markup: Markup) -> Callable[[str, str | None], CleanPage | Discarded]:
    """Imported when needed: the HTML extractor takes half a second, and plain text never asks for it."""
    if markup is Markup.HTML:
        from pagebrief.pages.html import clean_html  # noqa: PLC0415

        return clean_html
    from pagebrief.pages.plaintext import clean_text  # noqa: PLC0415

    return clean_text
