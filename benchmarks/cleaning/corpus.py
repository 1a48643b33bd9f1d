"""The development pages, which are not in this repository, and what is known of each."""

import gzip
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

SETS = ("aeb", "mozilla", "wcxb", "trafilatura")
FITTED_ON = ("aeb", "mozilla", "wcxb")
"""The sets that the weights which ship were fitted on."""
FOLDS = 5
HTML = "html"
_LEAST_WORDS = 10  # a shorter truth says nothing about a cleaner; the common scorer leaves it out, too


@dataclass(frozen=True, slots=True)
class Page:
    """A page in one form. ``truth`` is its whole text; where that is not known, segments are.

    ``form`` is ``html`` or the name of a rendering; ``group`` the set, and of wcxb the kind of page;
    ``site`` the domain. ``present`` must stand in the clean text, and ``absent`` must not.
    """

    id: str
    group: str
    form: str
    site: str
    file: Path
    truth: str | None
    present: tuple[str, ...]
    absent: tuple[str, ...]
    title: str
    author: str
    date: str
    article: bool

    def body(self) -> bytes:
        return gzip.decompress(self.file.read_bytes())

    @property
    def fold(self) -> int:
        """All pages of a site are in one fold, always the same."""
        return crc32(self.site.encode()) % FOLDS


def pages(data: Path, *, html: bool, every: int = 1, sets: Sequence[str] = SETS) -> list[Page]:
    """The pages in ``data``, the folder of the sets; of each set, every ``every``-th page.

    As HTML, or in all their renderings as plain text.
    """
    found: list[Page] = []
    for name in sets:
        rows = [row for row in _rows(data / name) if _is_telling(data / name, row)]
        for row in rows[::every]:
            found.extend(_forms(data / name, row, html=html))
    return found


def fingerprint(data: Path, sets: Sequence[str] = SETS) -> str:
    """SHA-256 over every manifest and every file that one names, each with its name."""
    total = hashlib.sha256()
    for name in sets:
        files = {"manifest.jsonl"}
        for row in _rows(data / name):
            files |= {row["html"], *row.get("renderings", ())} | ({row["text"]} if row.get("text") else set())
        for file in sorted(files):
            digest = hashlib.sha256((data / name / file).read_bytes()).hexdigest()
            total.update(f"{name}/{file} {digest}\n".encode())
    return total.hexdigest()


def _rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]


def _is_telling(folder: Path, row: Mapping[str, Any]) -> bool:
    truth = _truth(folder, row)
    return truth is None or len(re.findall(r"\w+", truth)) >= _LEAST_WORDS


def _truth(folder: Path, row: Mapping[str, Any]) -> str | None:
    return (folder / row["text"]).read_text("utf-8") if row.get("text") else None


def _forms(folder: Path, row: Mapping[str, Any], *, html: bool) -> Iterator[Page]:
    article = row.get("type") == "article"
    files = {HTML: row["html"]} if html else {file.split("/")[1]: file for file in row.get("renderings", ())}
    author = row.get("author") or ""
    for form, file in files.items():
        yield Page(
            id=row["id"],
            group=folder.name if folder.name != "wcxb" else f"wcxb {'articles' if article else 'other'}",
            form=form,
            site=site_of(row.get("url") or "", row["id"]),
            file=folder / file,
            truth=_truth(folder, row),
            present=tuple(row.get("with", ())),
            absent=tuple(row.get("without", ())),
            title=row.get("title") or "",
            author=", ".join(author) if isinstance(author, list) else author,
            date=row.get("date") or "",
            article=article,
        )


def site_of(url: str, page: str) -> str:
    """The domain without its subdomains, roughly; a page without an address is a site of its own."""
    labels = (urlsplit(url).hostname or page).split(".")
    return ".".join(labels[-3:] if len(labels[-1]) == 2 else labels[-2:])
