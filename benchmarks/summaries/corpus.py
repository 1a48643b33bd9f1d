"""Articles with summaries that people wrote, and pages with their true texts; none are in this repository."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cleaning.corpus import Page, pages

SETS = ("summeval", "realsumm", "cnn", "cnndm-extra")
_LINES = 6  # fewer are nothing to choose from


@dataclass(frozen=True, slots=True)
class Article:
    """``reference`` is a person's summary; ``systems`` has what others wrote for it, by name."""

    text: str
    reference: str
    systems: Mapping[str, str]


def articles(data: Path, name: str, every: int = 1) -> list[Article]:
    """Every ``every``-th article of a set. ``data`` is the folder of summaries."""
    with gzip.open(_file(data, name), "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream][::every]
    return [Article(row["text"], row["reference"], row["peers"]) for row in rows]


def texts_without_lead(pages_at: Path, every: int = 1) -> list[str]:
    """The true texts of wcxb's guides, forums, products and other pages that are no articles."""
    found = pages(pages_at, html=True, every=every, sets=["wcxb"])
    truths = [page.truth for page in found if not page.article and page.truth]
    return [truth for truth in truths if len(truth.splitlines()) >= _LINES]


def renderings(pages_at: Path, every: int = 1) -> list[Page]:
    """The plain-text renderings of news articles and other articles whose true text is known."""
    found = pages(pages_at, html=False, every=every, sets=["aeb", "wcxb"])
    return [page for page in found if page.group in {"aeb", "wcxb articles"}]


def fingerprint(data: Path) -> str:
    """SHA-256 over the files of all sets."""
    total = hashlib.sha256()
    for name in SETS:
        total.update(_file(data, name).read_bytes())
    return total.hexdigest()


def _file(data: Path, name: str) -> Path:
    return data / f"{name}.jsonl.gz"
