"""The development pages as examples: lines or blocks, features and the share of each that is main text."""

import gzip
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
from benchmarks.cleaning.corpus import site_of
from numpy.typing import NDArray
from tools.line_model.labels import shares

from pagebrief.pages.html_article import blocks_and_features
from pagebrief.pages.html_tree import parse
from pagebrief.pages.line_features import Features, features_of
from pagebrief.pages.lines import Line, logical_lines

SETS = ("aeb", "mozilla", "wcxb")
"""Those whose licences (MIT, Apache-2.0, CC-BY-4.0) allow what ships to be fitted on them."""

CLEAN = "clean"
"""The rendering of a page that holds its main text alone."""
_MOSTLY = 0.5

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """One rendering of a page. ``kept`` (n,): 0 to 1."""

    group: str
    rendering: str
    site: str
    page: str
    texts: tuple[str, ...]
    truth: str
    features: Features
    kept: NDArray[np.float32]

    def fold(self, of: int) -> int:
        """All pages of a site are in one fold, always the same."""
        return crc32(self.site.encode()) % of


def read_lines(data: Path) -> list[Example]:
    """The plain-text renderings of each page."""
    return _read(data, _renderings)


def read_blocks(data: Path) -> list[Example]:
    """The HTML of each page."""
    return _read(data, _markup)


def _read(data: Path, examples: Callable[[Path, Row, str], Iterator[Example]]) -> list[Example]:
    jobs = [
        (data / name, row)
        for name in SETS
        for row in map(json.loads, (data / name / "manifest.jsonl").read_text("utf-8").splitlines())
    ]
    with ProcessPoolExecutor() as pool:
        return [
            example for found in pool.map(partial(_of_page, examples), jobs, chunksize=8) for example in found
        ]


def _of_page(examples: Callable[[Path, Row, str], Iterator[Example]], job: tuple[Path, Row]) -> list[Example]:
    folder, row = job
    truth = (folder / row["text"]).read_text("utf-8")
    return list(examples(folder, row, truth)) if len(truth.split()) >= 10 else []


def _renderings(folder: Path, row: Row, truth: str) -> Iterator[Example]:
    chosen = crc32(row["id"].encode()) % max(1, len(row["renderings"]))
    for number, file in enumerate(row["renderings"]):
        lines = logical_lines(_text(folder / file))
        if lines:
            kept = shares([line.text for line in lines], truth)
            yield _example(folder, row, file.split("/")[1], truth, lines, kept)
            if number == chosen:
                yield from _clean(folder, row, truth, lines, kept)


def _clean(
    folder: Path, row: Row, truth: str, lines: Sequence[Line], kept: Sequence[float]
) -> Iterator[Example]:
    """What cleaning leaves of a page, of which all is to be kept: pages are cleaned again."""
    clean = [Line(line.text, 1, gap=1) for line, each in zip(lines, kept, strict=True) if each >= _MOSTLY]
    if clean:
        yield _example(folder, row, CLEAN, truth, clean, [1.0] * len(clean))


def _example(  # noqa: PLR0913, PLR0917 # all that an example is made of
    folder: Path, row: Row, rendering: str, truth: str, lines: Sequence[Line], kept: Sequence[float]
) -> Example:
    texts = tuple(line.text for line in lines)
    names = _names(folder, row, rendering)
    return Example(*names, texts, truth, features_of(lines), np.array(kept, np.float32))


def _markup(folder: Path, row: Row, truth: str) -> Iterator[Example]:
    tree = parse(_text(folder / row["html"]))
    if tree is not None:
        page, features = blocks_and_features(tree)
        if features:
            texts = tuple(block.text for block in page.blocks)
            kept = np.array(shares(texts, truth), np.float32)
            yield Example(*_names(folder, row, "html"), texts, truth, features, kept)


def _names(folder: Path, row: Row, rendering: str) -> tuple[str, str, str, str]:
    """Group, rendering, site and page."""
    group = folder.name if folder.name != "wcxb" else f"wcxb {_kind(row)}"
    return group, rendering, site_of(row.get("url") or "", row["id"]), row["id"]


def _text(file: Path) -> str:
    return gzip.decompress(file.read_bytes()).decode("utf-8", "replace")


def _kind(row: Row) -> str:
    return "articles" if row.get("type") == "article" else "other"
