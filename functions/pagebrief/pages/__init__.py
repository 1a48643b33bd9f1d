"""Bytes → CleanPage | Discarded."""

from pagebrief.errors import PageError
from pagebrief.model import CleanPage, Discarded, DiscardReason, RawPage
from pagebrief.pages.formats import Format, recognise

__all__ = ["clean"]


def clean(raw: RawPage) -> CleanPage | Discarded:
    """What a page says, or why it says nothing. Never raises for what a page contains."""
    try:
        form, text = recognise(raw)
        return _clean(form, text, raw.metadata.get("url"))
    except PageError as error:
        return Discarded(error.reason, error.detail)
    except Exception as error:  # noqa: BLE001 # a page that breaks a parser must not stop the pages behind it
        return Discarded(
            DiscardReason.UNREADABLE, f"{raw.ref.key} broke the cleaner ({type(error).__name__}: {error})"
        )


def _clean(form: Format, text: str, url: str | None) -> CleanPage | Discarded:
    # Imported when needed: the extractor takes half a second, and a bucket of plain text never asks for it.
    if form is Format.HTML:
        from pagebrief.pages.html import clean_html  # noqa: PLC0415

        return clean_html(text, url)
    from pagebrief.pages.plaintext import clean_text  # noqa: PLC0415

    return clean_text(text, url)
