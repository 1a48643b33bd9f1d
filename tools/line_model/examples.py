"""The development pages as examples: lines, features and the share of each line that is main text."""

import gzip
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from tools.line_model.labels import shares

from pagebrief.pages.line_features import Features, features_of
from pagebrief.pages.lines import logical_lines

SETS = ("aeb", "mozilla", "wcxb")
"""Those whose licences (MIT, Apache-2.0, CC-BY-4.0) allow what ships to be fitted on them."""


@dataclass(frozen=True, slots=True)
class Example:
    """One rendering of a page. ``kept`` (n,): 0 to 1."""

    group: str
    rendering: str
    site: str
    texts: tuple[str, ...]
    truth: str
    features: Features
    kept: NDArray[np.float32]

    def fold(self, of: int) -> int:
        """All pages of a site are in one fold, always the same."""
        return crc32(self.site.encode()) % of


def read(data: Path) -> list[Example]:
    jobs = [
        (data / name, row)
        for name in SETS
        for row in map(json.loads, (data / name / "manifest.jsonl").read_text("utf-8").splitlines())
    ]
    with ProcessPoolExecutor() as pool:
        return [example for found in pool.map(_of_page, jobs, chunksize=8) for example in found]


def _of_page(job: tuple[Path, dict[str, str]]) -> list[Example]:
    folder, row = job
    truth = (folder / row["text"]).read_text("utf-8")
    return list(_renderings(folder, row, truth)) if len(truth.split()) >= 10 else []


def _renderings(folder: Path, row: dict[str, str], truth: str) -> Iterator[Example]:
    group = folder.name if folder.name != "wcxb" else f"wcxb {_kind(row)}"
    for file in row["renderings"]:
        text = gzip.decompress((folder / file).read_bytes()).decode("utf-8", "replace")
        lines = logical_lines(text)
        if lines:
            texts = tuple(line.text for line in lines)
            kept = np.array(shares(texts, truth), np.float32)
            yield Example(group, file.split("/")[1], _site(row), texts, truth, features_of(lines), kept)


def _kind(row: dict[str, str]) -> str:
    return "articles" if row.get("type") == "article" else "other"


def _site(row: dict[str, str]) -> str:
    """The domain without its subdomains, roughly; a page without an address is a site of its own."""
    labels = (urlsplit(row.get("url") or "").hostname or row["id"]).split(".")
    return ".".join(labels[-3:] if len(labels[-1]) == 2 else labels[-2:])
