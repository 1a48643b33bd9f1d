"""Faithful and corrupted sentences, made from articles: each with the sentences of its page."""

import gzip
import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.support import corrupted, faithful
from pagebrief.pages.paragraphs import page_of
from pagebrief.summary.sentences import split
from pagebrief.summary.support.words import names_of

SETS = ("cnn", "cnndm-extra", "summeval", "realsumm")
# Abstractive systems that mostly tell the truth, by the two papers' human judgements.
SYSTEMS = ("BART", "Pegasus", "T5", "bart", "t5_base", "t5_large", "t5_11B", "unilm_v1", "unilm_v2")
_EACH = 2  # sentences of an article, by kind at most
_NEAR = 0.85  # share of a system's bigrams that stand in the article


@dataclass(frozen=True, slots=True)
class Case:
    kind: str
    faithful: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Article:
    """``held_out``: not looked at when constants were chosen."""

    id: str
    sentences: tuple[str, ...]
    cases: tuple[Case, ...]
    held_out: bool


def articles(folder: Path, every: int) -> Iterator[Article]:
    """Every ``every``-th article of the two large sets, all of those with outputs of systems."""
    for name in SETS:
        rows = _rows(folder / f"{name}.jsonl.gz")
        step = every if not rows[0]["peers"] else 1
        chosen = rows[::step]
        for row, other in zip(chosen, [*chosen[1:], chosen[0]], strict=True):
            yield _article(row, _sentences(str(other["text"])))


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def _sentences(text: str) -> tuple[str, ...]:
    page = page_of(text, None)
    return tuple(page.text[span.start : span.end] for span in split(page))


def _article(row: dict[str, Any], foreign: Sequence[str]) -> Article:
    sentences = _sentences(str(row["text"]))
    number = int(hashlib.sha256(str(row["id"]).encode()).hexdigest(), 16)
    rng = random.Random(number)  # noqa: S311 - the same cases each time
    cases = [*_faithful(sentences, rng), *_of_systems(row["peers"], sentences)]
    cases += _corrupted(sentences, [case.sentence for case in cases], foreign, rng)
    return Article(str(row["id"]), sentences, tuple(cases), held_out=number % 2 == 1)


def _fit(sentence: str) -> bool:
    """A sentence of an article that a summary could hold."""
    return 7 <= len(sentence.split()) <= 40 and sentence[0].isupper() and sentence.endswith(".")


def _faithful(sentences: Sequence[str], rng: random.Random) -> list[Case]:
    names = _capitals(sentences)
    ways: dict[str, Callable[[int], str | None]] = {
        "compressed": lambda i: faithful.compressed(sentences[i], rng),
        "joined": lambda i: (
            faithful.joined(sentences[i], sentences[i + 1], rng, names)
            if i + 1 < len(sentences) and _fit(sentences[i + 1])
            else None
        ),
        "number reformatted": lambda i: faithful.reformatted(sentences[i], rng),
        "pronoun for a name": lambda i: faithful.with_pronoun(sentences[i], rng, names),
        "said otherwise": lambda i: faithful.said_otherwise(sentences[i], rng, names),
    }
    return [Case(kind, True, text) for kind, way in ways.items() for text in _few(sentences, way, rng)]


def _few(sentences: Sequence[str], way: Callable[[int], str | None], rng: random.Random) -> list[str]:
    places = [index for index, sentence in enumerate(sentences) if _fit(sentence)]
    made = [text for index in rng.sample(places, len(places)) if (text := way(index))]
    return [text for text in made if len(text.split()) <= 60][:_EACH]


def _of_systems(peers: dict[str, str], sentences: Sequence[str]) -> list[Case]:
    """What systems wrote, near the article's own words and yet not copied."""
    source = [_plain(sentence) for sentence in sentences]
    bigrams = {pair for words in source for pair in pairwise(words)}
    whole = {" ".join(words) for words in source}
    found: dict[str, Case] = {}
    for system in SYSTEMS:
        for text in re.split(r"(?<=[.!?]) +(?=[A-Z'‘\"“])", str(peers.get(system, ""))):
            words = _plain(text)
            pairs = list(pairwise(words))
            near = len(words) >= 6 and sum(pair in bigrams for pair in pairs) >= _NEAR * len(pairs)
            if near and not any(" ".join(words) in sentence for sentence in whole):
                found.setdefault(" ".join(words), Case("of a system", True, text))
    return list(found.values())


def _plain(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _corrupted(
    sentences: Sequence[str], changed: Sequence[str], foreign: Sequence[str], rng: random.Random
) -> list[Case]:
    """Half of them of sentences as they stand, half of faithful changes."""
    names = _capitals(sentences)
    base = [sentence for sentence in sentences if _fit(sentence)]
    ways: dict[str, Callable[[str, random.Random, Sequence[str]], str | None]] = {
        "number changed": corrupted.number_changed,
        "date changed": corrupted.date_changed,
        "name replaced": partial(corrupted.name_replaced, names=names),
        "names exchanged": partial(corrupted.names_exchanged, names=names),
        "negated": corrupted.negated,
        "word replaced": corrupted.word_replaced,
    }
    cases = []
    for kind, way in ways.items():
        for pool in (base, changed):
            shuffled = rng.sample(pool, len(pool))
            made = [text for one in shuffled if (text := way(one, rng, sentences))]
            cases += [Case(kind, False, text) for text in made[: _EACH - 1]]
    strangers = [sentence for sentence in foreign if _fit(sentence)]
    return cases + [
        Case("of another page", False, text) for text in rng.sample(strangers, min(2, len(strangers)))
    ]


def _capitals(sentences: Sequence[str]) -> frozenset[str]:
    """The page's names as it writes them."""
    return frozenset(name.capitalize() for name in names_of(sentences))
