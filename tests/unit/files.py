"""Files as crawlers and browsers leave them, made by the libraries that they use."""

import gzip
import io
import json
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from pagebrief.model import CleanPage, Discarded, PageRef, RawPage
from pagebrief.pages import Limits, clean_all

PROSE = (
    "The council of {town} met again on Monday and decided to rebuild the old bridge over the river before "
    "winter. Engineers had closed it in March after they found cracks in two of the pillars.\n\n"
    "The work will cost four million euros, most of which comes from the regional government, the mayor "
    "said. Until it is done a ferry carries pedestrians across the water every twenty minutes."
)
DEFAULT = Limits()


def text(town: str = "Eastharbour") -> str:
    return PROSE.format(town=town)


def html(town: str = "Eastharbour", title: str = "A bridge is rebuilt") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in text(town).split("\n\n"))
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article></body></html>"
    )


Results = list[tuple[PageRef, CleanPage | Discarded]]


def results(
    body: bytes, key: str = "in/file", limits: Limits = DEFAULT, content_encoding: str | None = None
) -> Results:
    ref = PageRef("pages", key, etag="of the file")
    return list(clean_all(RawPage(ref, body, content_encoding=content_encoding), limits))


def pages(body: bytes, key: str = "in/file", limits: Limits = DEFAULT) -> list[CleanPage]:
    """The pages of a file that has nothing else."""
    found = [result for _ref, result in results(body, key, limits)]
    assert [result for result in found if isinstance(result, Discarded)] == []
    return [result for result in found if isinstance(result, CleanPage)]


def only(body: bytes, key: str = "in/file", limits: Limits = DEFAULT) -> CleanPage:
    (page,) = pages(body, key, limits)
    return page


def refusal(body: bytes, key: str = "in/file", limits: Limits = DEFAULT) -> Discarded:
    """Of a file that yields nothing else."""
    ((_ref, result),) = results(body, key, limits)
    assert isinstance(result, Discarded)
    return result


def json_lines(*objects: object) -> bytes:
    return "".join(f"{json.dumps(each)}\n" for each in objects).encode()


def responses(*towns: str) -> Iterator[tuple[str, str, dict[str, str], bytes]]:
    for town in towns:
        yield f"https://example.org/{town}", "200 OK", {"Content-Type": "text/html"}, html(town).encode()


def warc(*answers: tuple[str, str, Mapping[str, str], bytes], packed: bool = True) -> bytes:
    """An archive of (address, status, headers, body), with the requests that crawlers keep beside them."""
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the writer leaves temporary files open
        _write(WARCWriter(stream, gzip=packed), answers)
    return stream.getvalue()


def conversion(url: str, body: bytes) -> bytes:
    """A text that was made of a page, as Common Crawl has it in its WET files."""
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        writer = WARCWriter(stream, gzip=True)
        payload = io.BytesIO(body)
        writer.write_record(
            writer.create_warc_record(url, "conversion", payload, warc_content_type="text/plain")
        )
    return stream.getvalue()


def _write(writer: WARCWriter, answers: Iterable[tuple[str, str, Mapping[str, str], bytes]]) -> None:
    writer.write_record(writer.create_warcinfo_record("crawl.warc", {"software": "test"}))
    for url, status, headers, body in answers:
        request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "example.org")], is_http_request=True)
        writer.write_record(writer.create_warc_record(url, "request", http_headers=request))
        answer = StatusAndHeaders(status, list(headers.items()), protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=answer)
        )


def wacz(archives: Mapping[str, bytes], listed: Mapping[str, str] | None = None) -> bytes:
    """A crawl in a zip; ``listed`` are the titles of its pages by address."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("datapackage.json", "{}")
        for name, content in archives.items():
            file.writestr(f"archive/{name}", content)
        if listed is not None:
            head = {"format": "json-pages-1.0", "id": "pages", "title": "All pages"}
            entries = ({"url": url, "title": title} for url, title in listed.items())
            file.writestr("pages/pages.jsonl", json_lines(head, *entries))
    return stream.getvalue()


def zeros(count: int) -> bytes:
    """A gzip that unpacks to so many zero bytes; made piece by piece."""
    stream = io.BytesIO()
    with gzip.GzipFile(fileobj=stream, mode="wb") as file:
        for _ in range(count // 1_000_000):
            file.write(bytes(1_000_000))
    return stream.getvalue()


def pdf(lines: list[str], **about: str) -> bytes:
    """A PDF of one page of text, a line a line."""
    from pypdf import PdfWriter  # noqa: PLC0415
    from pypdf.generic import (  # noqa: PLC0415
        DecodedStreamObject,
        DictionaryObject,
        NameObject,
    )

    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    content.set_data(f"BT /F1 10 Tf 12 TL 40 800 Td {shown} ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(content)
    if about:
        writer.add_metadata({f"/{key}": value for key, value in about.items()})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()
