"""The development articles, and a day of pages made of them."""

import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.stories import copies
from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import page_of
from pagebrief.ports import Encoder
from pagebrief.stories import fingerprint, said
from pagebrief.story import Fingerprint, Said
from pagebrief.summary.sentences import split

SETS = ("cnn", "cnndm-extra", "summeval", "realsumm")
KINDS = ("edited", "shortened", "cut off", "rewritten", "wrapped")
_START = datetime(2026, 3, 2, tzinfo=UTC)
_LONGEST = 40  # sentences
_SHORTEST = 6

Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Article:
    """``held_out``: no constant was chosen on it."""

    id: str
    sentences: tuple[str, ...]
    held_out: bool


def articles(folder: Path) -> list[Article]:
    found = (_article(name, row) for name in SETS for row in _rows(folder / f"{name}.jsonl.gz"))
    return [article for article in found if len(article.sentences) >= _SHORTEST]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        yield from map(json.loads, stream)


def _article(name: str, row: dict[str, str]) -> Article:
    page = page_of(row["text"])
    sentences = tuple(page.text[span.start : span.end] for span in split(page))[:_LONGEST]
    id_ = f"{name}/{row['id']}"
    return Article(id_, sentences, bool(hashlib.sha256(id_.encode()).digest()[0] % 2))


def copy(article: Article, kind: str, own: Sequence[str], number: int = 0) -> tuple[str, list[str]]:
    """(headline, sentences) of another site's copy; the same in every run. ``own``: what that site adds."""
    rng = random.Random(f"{article.id} {kind} {number}")  # noqa: S311 # no secret depends on it
    ways: dict[str, Callable[[], list[str]]] = {
        "edited": lambda: copies.edited(article.sentences, rng),
        "shortened": lambda: copies.shortened(article.sentences, rng),
        "cut off": lambda: copies.cut_off(article.sentences, rng),
        "rewritten": lambda: copies.rewritten(article.sentences, rng),
        "wrapped": lambda: copies.wrapped(article.sentences, rng, own),
    }
    return copies.headline(article.sentences, rng), ways[kind]()


def stranger(article: Article, number: int) -> list[str]:
    """A page of the same shape about something else: six words in ten are its own, names among them."""

    def other(match: re.Match[str]) -> str:
        digest = hashlib.blake2b(f"{match[0]} {number % 7}".encode(), digest_size=1).digest()[0]
        return f"{match[0]}{chr(97 + number)}" if digest % 10 < 6 else match[0]

    return [re.sub(r"[^\W\d_]{4,}|\d+", other, sentence) for sentence in article.sentences]


def printed(
    identity: str, headline: str | None, sentences: Sequence[str], minutes: float, vectors: Vectors | None
) -> Fingerprint:
    text = "\n\n".join(sentences)
    site = f"{hashlib.sha256(identity.encode()).hexdigest()[:2]}.example"
    page = CleanPage(text, (), headline, f"https://{site}/{identity}", site, language="en")
    return fingerprint(page, identity, _START + timedelta(minutes=minutes), sentences, vectors)


@dataclass(frozen=True, slots=True)
class Copy:
    """``article|kind``, where the kind may be «original», and what it says."""

    page: Fingerprint
    said: tuple[Said, ...]
    held_out: bool


def copied(found: Sequence[Article], every: int, encoder: Encoder) -> Iterator[Copy]:
    """Every so many articles with their five copies, seen within a day in an order of chance.

    What a site adds of its own is from the article behind, which is not among those taken.
    """
    for place in range(0, len(found) - 1, every):
        article, other = found[place], found[place + 1]
        told = {"original": ("", list(article.sentences))}
        told |= {kind: copy(article, kind, other.sentences) for kind in KINDS}
        for kind, (headline, sentences) in told.items():
            minutes = random.Random(f"{article.id} {kind}").randrange(24 * 60)  # noqa: S311 # no secret
            vectors = encoder.encode(sentences)
            page = printed(f"{article.id}|{kind}", headline or None, sentences, minutes, vectors)
            yield Copy(page, said(sentences, vectors), article.held_out)


def day(found: Sequence[Article], vectors: Sequence[Vectors], count: int) -> Iterator[Fingerprint]:
    """``count`` pages: the articles, copies of them, and as many strangers.

    Copies have their article's vectors, strangers these changed by chance.
    """
    rng = np.random.default_rng(7)
    for number in range(count):
        place, round_ = number % len(found), number // len(found)
        article, known = found[place], vectors[place]
        minutes = float(rng.integers(24 * 60))
        if round_ == 0:
            yield printed(f"{article.id}|{round_}", None, article.sentences, minutes, known)
        elif number % 2:
            told = copy(article, KINDS[round_ % 5], found[place - 1].sentences, round_)
            yield printed(f"{article.id}|{round_}", *told, minutes, known)
        else:
            noise = rng.standard_normal(known.shape, np.float32) / np.sqrt(known.shape[1])
            mixed = known + 0.5 * noise
            mixed /= np.linalg.norm(mixed, axis=1, keepdims=True)
            yield printed(f"{article.id}|{round_}", None, stranger(article, round_), minutes, mixed)
