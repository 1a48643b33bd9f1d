"""The bytes of a file → its pages, one after the other, and what of it can't be read."""

from collections.abc import Callable, Iterator

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason, RawPage
from pagebrief.pages.formats import Format, format_of, kind_of
from pagebrief.pages.limits import Limits
from pagebrief.pages.single_page import Lost, SinglePage
from pagebrief.pages.source import Source, source_of

Read = Callable[[Source], Iterator[SinglePage | Lost]]

_READ = "pages are read as HTML, text, Markdown, JSON, MHTML, WARC, WACZ, PDF, RSS and Atom"


def pages_of(raw: RawPage, limits: Limits) -> Iterator[SinglePage | Lost]:
    """At least one result, and at most ``limits.pages`` and a remark. Never raises for what a file holds."""
    count = 0
    try:
        source = source_of(raw, limits)
        form = format_of(source.head)
        for page in _reader(form, source)(source):
            if count == limits.pages:
                yield _too_many(source)
                return
            count += 1
            yield page
        yield from _remarks(source, form, count)
    except PageError as error:
        yield Lost(error.reason, error.detail)
    except (ImportError, MemoryError):
        raise  # a broken installation or a small machine, not the file
    except Exception as error:  # noqa: BLE001 # a file that breaks a reader must not stop the files behind it
        yield Lost(
            DiscardReason.UNREADABLE,
            f"{raw.ref.key} broke the reader ({type(error).__name__}: {str(error)[:200]})",
        )


def _too_many(source: Source) -> Lost:
    return Lost(
        DiscardReason.TOO_LARGE,
        f"{source.name} holds more than {source.limits.pages} pages; those behind them were not read",
    )


def _remarks(source: Source, form: Format, count: int) -> Iterator[Lost]:
    """What is to be said of a file once it was read; a page that was cut short is a page."""
    if source.damage and (count != 1 or form not in {Format.HTML, Format.TEXT, Format.MHTML, Format.PDF}):
        yield Lost(
            DiscardReason.UNREADABLE,
            f"{source.name} is damaged ({source.damage}): pages may be missing behind the {count} found",
        )
    elif count == 0:
        yield Lost(DiscardReason.NO_ARTICLE, f"{source.name} holds no pages")


def _reader(form: Format, source: Source) -> Read:  # noqa: PLR0911 # one a format
    """Imported when needed: hardly any run needs two of them.

    Raises PageError (UNSUPPORTED).
    """
    match form:
        case Format.HTML | Format.TEXT:
            from pagebrief.pages.readers.page import read as read_page  # noqa: PLC0415

            return read_page
        case Format.JSON_LINES:
            from pagebrief.pages.readers.crawler_json import read_lines  # noqa: PLC0415

            return read_lines
        case Format.JSON:
            from pagebrief.pages.readers.crawler_json import read as read_json  # noqa: PLC0415

            return read_json
        case Format.MHTML:
            from pagebrief.pages.readers.mhtml import read as read_mhtml  # noqa: PLC0415

            return read_mhtml
        case Format.WARC:
            from pagebrief.pages.readers.warc import read as read_warc  # noqa: PLC0415

            return read_warc
        case Format.ZIP:
            from pagebrief.pages.readers.wacz import read as read_wacz  # noqa: PLC0415

            return read_wacz
        case Format.PDF:
            from pagebrief.pages.readers.pdf import read as read_pdf  # noqa: PLC0415

            return read_pdf
        case Format.FEED:
            from pagebrief.pages.readers.feed import read as read_feed  # noqa: PLC0415

            return read_feed
        case Format.UNKNOWN:
            raise _unsupported(source)


def _unsupported(source: Source) -> PageError:
    return PageError(DiscardReason.UNSUPPORTED, f"{source.name} is {kind_of(source.head)}; {_READ}")
