"""Bytes → CleanPage | Discarded."""

from collections.abc import Callable

from pagebrief.errors import PageError
from pagebrief.model import CleanPage, Discarded, DiscardReason, RawPage
from pagebrief.pages.formats import Format, recognise

__all__ = ["clean"]


def clean(raw: RawPage) -> CleanPage | Discarded:
    """What a page says, or why it says nothing. Never raises for what a page contains."""
    try:
        form, text = recognise(raw)
    except PageError as error:
        return Discarded(error.reason, error.detail)
    cleaner = _cleaner(form)
    try:
        return cleaner(text, raw.metadata.get("url"))
    except (ImportError, MemoryError):
        raise  # a broken installation or a small machine, not the page
    except Exception as error:  # noqa: BLE001 # a page that breaks a parser must not stop the pages behind it
        return Discarded(
            DiscardReason.UNREADABLE, f"{raw.ref.key} broke the cleaner ({type(error).__name__}: {error})"
        )


def _cleaner(form: Format) -> Callable[[str, str | None], CleanPage | Discarded]:
    """Imported when needed: the HTML extractor takes half a second, and plain text never asks for it."""
    if form is Format.HTML:
        from pagebrief.pages.html import clean_html  # noqa: PLC0415

        return clean_html
    from pagebrief.pages.plaintext import clean_text  # noqa: PLC0415

    return clean_text
