"""WACZ: archives of one crawl in a zip, with a list of the pages among all that was fetched."""

import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from urllib.parse import urljoin
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason
from pagebrief.pages.compression import Unpacked
from pagebrief.pages.limits import BudgetError
from pagebrief.pages.readers import warc
from pagebrief.pages.readers.fields import http_url, line
from pagebrief.pages.single_page import Lost, SinglePage
from pagebrief.pages.source import Source, lines_of, peeled, within

_DAMAGES = (BadZipFile, EOFError, OSError, zlib.error)
_LONGEST_LINE = 1_000_000  # characters; a line of pages.jsonl may hold the page's text, which isn't used


def read(source: Source) -> Iterator[SinglePage | Lost]:
    """The pages that the crawl lists; all its texts where it lists none.

    Raises PageError: UNSUPPORTED for another kind of zip, UNREADABLE for a broken one.
    """
    body = io.BytesIO(source.whole())
    try:
        with ZipFile(body) as file:
            yield from _pages(file, source)
    except BadZipFile as error:
        raise PageError(DiscardReason.UNREADABLE, f"{source.name} is a damaged zip: {error}") from None


def _pages(file: ZipFile, source: Source) -> Iterator[SinglePage | Lost]:
    archives = [each for each in file.infolist() if _is_archive(each.filename)]
    if not archives:
        raise PageError(
            DiscardReason.UNSUPPORTED,
            f"{source.name} is a zip; of these WACZ alone, a crawl, is read",
        )
    listed = _Listed(_titles(file, source))
    for each in archives:
        name = f"{each.filename[:200]} in {source.name}"
        try:
            for found in warc.read(peeled(_opened(file, each, source, name)), listed.wants):
                yield listed.titled(found)
        except BudgetError:
            raise
        except PageError as error:
            yield Lost(error.reason, error.detail, each.filename)
    yield from listed.missing(source.name)


def _is_archive(name: str) -> bool:
    return name.startswith("archive/") and name.endswith((".warc", ".warc.gz", ".warc.zst"))


def _opened(file: ZipFile, member: ZipInfo, source: Source, name: str) -> Source:
    try:
        # Methods of zip that nobody uses in WACZ would take memory as their data say.
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise PageError(DiscardReason.UNSUPPORTED, f"{name} is packed in a way that is not read")
        stream = file.open(member)
    except (*_DAMAGES, RuntimeError, NotImplementedError) as error:  # RuntimeError: it is encrypted
        raise PageError(DiscardReason.UNREADABLE, f"{name} can't be unpacked: {error}") from None
    return within(source, Unpacked(stream, _DAMAGES, source.budget), name)


def _titles(file: ZipFile, source: Source) -> Mapping[str, str | None]:
    """The title of each page that ``pages/*.jsonl`` list, by its address."""
    titles: dict[str, str | None] = {}
    for each in file.infolist():
        if each.filename.startswith("pages/") and each.filename.endswith(".jsonl"):
            listing = _opened(file, each, source, each.filename)
            text = io.TextIOWrapper(listing.stream, "utf-8", errors="replace", newline="\n")
            for said in lines_of(text, _LONGEST_LINE):
                page = _object(said or "")
                if url := http_url(page.get("url")):
                    titles.setdefault(url, line(page.get("title")))
    return titles


def _object(text: str) -> Mapping[str, object]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


class _Listed:
    """Which of the addresses in the archives are pages, and which pages were not seen yet."""

    def __init__(self, titles: Mapping[str, str | None]) -> None:
        self._titles = dict(titles)
        self._unseen = dict.fromkeys(titles)
        self._everything = not titles

    def wants(self, url: str, target: str | None) -> bool:
        """A page that was moved is where it was moved to."""
        if self._everything:
            return True
        if url not in self._titles:
            return False
        if target and (moved := http_url(urljoin(url, target))) and moved not in self._titles:
            self._titles[moved] = self._titles[url]
        self._unseen.pop(url, None)
        return True

    def titled(self, found: SinglePage | Lost) -> SinglePage | Lost:
        if isinstance(found, Lost) or found.url is None:
            return found
        return replace(found, title=self._titles.get(found.url))

    def missing(self, name: str) -> Iterator[Lost]:
        for url in self._unseen:
            yield Lost(DiscardReason.MISSING, f"{url} is listed in {name}, but no answer of it was kept", url)
