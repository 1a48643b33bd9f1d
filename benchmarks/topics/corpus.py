"""Pages with the one kind that each is of."""

import gzip
import hashlib
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ARTICLES = ("cnn", "cnndm-extra", "summeval", "realsumm")
PAGES = ("aeb", "wcxb")
KINDS = Path(__file__).with_name("kinds.toml")


@dataclass(frozen=True, slots=True)
class Kind:
    """``where`` is where the words that make a page one of the kind are looked for."""

    about: str
    where: str
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """``held_out``: not looked at when score and threshold were chosen. ``kind`` is a number."""

    text: str
    kind: int
    held_out: bool


def kinds() -> tuple[Kind, ...]:
    given = tomllib.loads(KINDS.read_text("utf-8"))["kinds"]
    return tuple(
        Kind(each["about"], each["where"], re.compile(rf"\b({each['words']})\b", re.IGNORECASE))
        for each in given
    )


def labelled(data: Path, known: Sequence[Kind]) -> Iterator[Labelled]:
    """Those that the words make one of exactly one kind, in halves by their text."""
    seen = set()
    for where, label, text in (*_articles(data / "summaries"), *_pages(data / "pages")):
        fitting = [
            number for number, kind in enumerate(known) if kind.where == where and kind.words.search(label)
        ]
        name = hashlib.sha256(text.encode()).digest()
        if len(fitting) == 1 and name not in seen:
            seen.add(name)
            yield Labelled(text, fitting[0], held_out=name[0] % 2 == 1)


def _articles(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name in ARTICLES:
        with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as stream:
            for line in stream:
                row = json.loads(line)
                yield "reference", " ".join(str(row["reference"]).split()), row["text"]


def _pages(folder: Path) -> Iterator[tuple[str, str, str]]:
    for name in PAGES:
        for line in (folder / name / "manifest.jsonl").read_text("utf-8").splitlines():
            row: dict[str, Any] = json.loads(line)
            path = re.sub(r"[\W_]+", " ", urlsplit(row.get("url", "")).path)
            yield "url", path, (folder / name / row["text"]).read_text("utf-8")
