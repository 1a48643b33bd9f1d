"""WARC (and ARC): what a crawler archived. Answers that were sent with status 200 and hold text are pages."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.charsets import decode
from pagebrief.pages.compression import HEAD, Readable
from pagebrief.pages.limits import BudgetError
from pagebrief.pages.readers.fields import http_url
from pagebrief.pages.readers.page import page_of_text
from pagebrief.pages.single_page import Lost, SinglePage
from pagebrief.pages.source import Source, peeled

if TYPE_CHECKING:
    from warcio.bufferedreaders import BufferedReader
    from warcio.recordloader import ArcWarcRecord

_TEXTUAL = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
# Common Crawl's extracted texts are conversions; archives made of files hold resources.
_WITHOUT_HTTP = frozenset({"conversion", "resource"})
_TYPES = _WITHOUT_HTTP | {"response"}
# Of a line that never ends warcio copies all it has with every block.
_BLOCK = 1 << 20
_MOST_HEADERS = 1_000  # of a record; servers and browsers stop at a hundred or so

Wanted = Callable[[str, str | None], bool]
"""(address, where it redirects to) → whether it is one of the pages."""


def read(source: Source, wanted: Wanted = lambda _url, _target: True) -> Iterator[SinglePage | Lost]:
    """The pages in the order of the archive; pictures, style sheets, requests and redirects are none."""
    for record in _records(source):
        url = _address(record)
        if url is None or not wanted(url, _header(record, "Location") or None) or not _is_text(record, url):
            continue
        status = _status(record)
        if status == 200 or (status is None and record.rec_type in _WITHOUT_HTTP):
            yield _page(record, url, source)
        elif status is not None and status >= 400 and record.rec_type == "response":
            detail = f"{url} in {source.name} is what the server answered with status {status}"
            yield Lost(DiscardReason.ERROR_PAGE, detail, url)


def _address(record: "ArcWarcRecord") -> str | None:
    headers = record.rec_headers
    return http_url(headers.get_header("WARC-Target-URI") or headers.get_header("uri"))


def _is_text(record: "ArcWarcRecord", url: str) -> bool:
    kind = _content_type(record).split(";")[0].strip()
    # Every crawl asks for robots.txt; nobody wants to be told of it.
    return record.rec_type in _TYPES and kind in _TEXTUAL and urlsplit(url).path != "/robots.txt"


class _Lines:
    """A stream of which at most _MOST_HEADERS lines are read."""

    def __init__(self, stream: "BufferedReader") -> None:
        self._stream, self._left = stream, _MOST_HEADERS

    def readline(self) -> bytes:
        self._left -= 1
        if self._left < 0:
            raise ValueError(f"a record has more than {_MOST_HEADERS} headers")
        return bytes(self._stream.readline())


def _bounded(parse: Callable[..., object]) -> Callable[..., object]:
    """The parser of a record's headers, for as many as any server sends: millions take many seconds."""
    return lambda stream, first_line=None: parse(_Lines(stream), first_line)


def _records(source: Source) -> Iterator["ArcWarcRecord"]:
    """Raises PageError (UNREADABLE) where the archive is broken."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415

    records = ArchiveIterator(source.stream, block_size=_BLOCK)
    for parser in (records.loader.warc_parser, records.loader.http_parser):
        parser.parse = _bounded(parser.parse)
    while True:
        try:
            with redirect_stderr(io.StringIO()):  # where warcio says that a record is longer than it told
                record = next(records, None)
        except (PageError, ImportError, MemoryError):
            raise
        except Exception as error:  # noqa: BLE001 # damaged archives make warcio raise nearly anything
            why = f"{type(error).__name__}: {' '.join(str(error).split())[:200]}"
            raise PageError(
                DiscardReason.UNREADABLE, f"{source.name} is no valid archive from here on: {why}"
            ) from None
        if record is None:
            return
        yield record


def _page(record: "ArcWarcRecord", url: str, source: Source) -> SinglePage | Lost:
    name = f"{url} in {source.name}"
    try:
        body = _body(record, replace(source, name=name))
        text = decode(body, _content_type(record), name)
    except BudgetError:
        raise  # the file's, not this page's
    except PageError as error:
        return Lost(error.reason, error.detail, url)
    return replace(page_of_text(text), member=url, url=url)


def _body(record: "ArcWarcRecord", source: Source) -> bytes:
    """What the server sent, without chunks and compression. Raises PageError, as a file's body does."""
    from warcio.bufferedreaders import BufferedReader, ChunkedDataReader  # noqa: PLC0415

    stream, encoding = record.raw_stream, _header(record, "Content-Encoding")
    if _header(record, "Transfer-Encoding") == "chunked":
        stream = ChunkedDataReader(stream)
    if encoding == "deflate":
        stream = BufferedReader(stream, decomp_type="deflate")
    sent = io.BytesIO(_read_at_most(stream, source.limits.page_bytes + 1))
    packed: io.BufferedReader = io.BufferedReader(sent, HEAD)
    body = peeled(replace(source, stream=packed, layers=()), declared_brotli=encoding == "br").whole()
    if not body.strip():
        raise PageError(DiscardReason.EMPTY, f"{source.name} holds no text at all ({len(body)} bytes)")
    return body


def _read_at_most(stream: Readable, limit: int) -> bytes:
    body = bytearray()
    while len(body) < limit and (chunk := stream.read(min(HEAD, limit - len(body)))):
        body += chunk
    return bytes(body)


def _header(record: "ArcWarcRecord", name: str) -> str:
    return (record.http_headers.get_header(name) or "").strip().lower() if record.http_headers else ""


def _content_type(record: "ArcWarcRecord") -> str:
    return _header(record, "Content-Type") or str(record.content_type or "").lower()


def _status(record: "ArcWarcRecord") -> int | None:
    """None where nothing came over HTTP; 0 where the status is no number."""
    if not record.http_headers:
        return None
    code = record.http_headers.get_statuscode() or ""
    return int(code) if re.fullmatch(r"\d{3}", code, re.ASCII) else 0
