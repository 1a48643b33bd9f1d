"""What is measured of stories: copies, events of our own pages, what pages add, and the time a day takes."""

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.stories import compare, corpus, pace
from benchmarks.stories.events import Report, reports
from pagebrief.ports import Encoder
from pagebrief.stories import added, fingerprint, group, same_story
from pagebrief.stories.comparing import contained, cosine
from pagebrief.stories.sketch import terms
from pagebrief.story import Fingerprint, Said
from pagebrief.summary.sentences import split

HALVES = {"chosen on": False, "held out": True}
_DAY = 10_000  # pages
_ENCODED = 8  # sentences

Told = dict[str, tuple[Report, Fingerprint]]
"""Our own pages by identity."""


def measured(folder: Path, every: int, encoder: Encoder) -> dict[str, Any]:
    found = corpus.articles(folder)
    copies = list(corpus.copied(found, every, encoder))
    own = events(encoder)
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "every": every,
        "copies": {
            name: of_copies([c for c in copies if c.held_out == held]) for name, held in HALVES.items()
        },
        "events": {name: of_events(own, held) for name, held in HALVES.items()},
        "cosines": cosines(own),
        "novelty": {
            name: of_novelty([c for c in copies if c.held_out == held]) for name, held in HALVES.items()
        },
        **of_a_day(found, encoder),
    }


def of_copies(copies: Sequence[corpus.Copy]) -> dict[str, Any]:
    pages = [copy.page for copy in copies]
    stories = group(pages)
    return {
        "pages": len(pages),
        **_figures(compare.pairs(stories, _article)),
        "arriving": _figures(compare.pairs(compare.as_they_arrive(pages), _article)),
        "merged": len(compare.merged(stories, _article)),
        "kept": {kind: compare.kept(stories, kind) for kind in corpus.KINDS},
    }


def _article(page: Fingerprint) -> str:
    return page.identity.partition("|")[0]


def _figures(found: compare.Pairs) -> dict[str, float]:
    return {"precision": found.precision, "recall": found.recall, "f1": found.f1}


def events(encoder: Encoder) -> Told:
    """Our own pages with their fingerprints; of languages that the encoder doesn't know without vectors."""
    found: Told = {}
    for number, report in enumerate(reports()):
        sentences = [report.page.text[span.start : span.end] for span in split(report.page)]
        known = report.page.language in encoder.languages
        vectors = encoder.encode(sentences) if known else None
        page = fingerprint(report.page, f"{report.event}/{number}", report.seen_at, sentences, vectors)
        found[page.identity] = report, page
    return found


def of_events(own: Told, held_out: bool) -> dict[str, Any]:
    pages = [page for report, page in own.values() if report.held_out == held_out]
    stories = group(pages)
    return {
        "pages": len(pages),
        **_figures(compare.pairs(stories, lambda page: own[page.identity][0].event)),
        "arriving": _figures(
            compare.pairs(compare.as_they_arrive(pages), lambda page: own[page.identity][0].event)
        ),
        "merged": len(compare.merged(stories, lambda page: own[page.identity][0].event)),
        "nearest": _nearest(own, pages),
    }


def _nearest(own: Told, pages: Iterable[Fingerprint]) -> list[dict[str, Any]]:
    """The pages about different events whose openings share most, and whether they count as one story."""
    apart = [
        (contained(terms(one.opening), terms(other.opening)), one, other)
        for one, other in combinations(pages, 2)
        if own[one.identity][0].event != own[other.identity][0].event
    ]
    nearest = sorted(apart, key=lambda each: -each[0])[:5]
    return [
        {
            "shared": share,
            "one": one.headline,
            "other": other.headline,
            "merged": bool(same_story(one, other)),
        }
        for share, one, other in nearest
    ]


def cosines(own: Told) -> dict[str, list[float]]:
    """The lowest and the highest of two reports of one event, and of two events of one family."""
    found: dict[str, list[float]] = {"one event": [], "one family": []}
    for (one, page), (other, second) in combinations(own.values(), 2):
        if one.family == other.family and page.page and second.page:
            kind = "one event" if one.event == other.event else "one family"
            found[kind].append(cosine(page.page, second.page))
    return {kind: [min(values), max(values)] for kind, values in found.items()}


def of_novelty(copies: Iterable[corpus.Copy]) -> dict[str, float]:
    """What copies add to their original, and how much of sentences that were withheld from it is new."""
    said: dict[str, tuple[Said, ...]] = {copy.page.identity: copy.said for copy in copies}
    originals = {name: of for name, of in said.items() if name.endswith("|original")}
    found = {
        kind: mean(added(said[name.replace("original", kind)], of).novelty for name, of in originals.items())
        for kind in corpus.KINDS
    }
    thirds = [(of[: -len(of) // 3], of[-len(of) // 3 :]) for of in originals.values()]
    return {**found, "withheld": mean(added(rest, told).novelty for told, rest in thirds)}


def of_a_day(found: Sequence[corpus.Article], encoder: Encoder) -> Mapping[str, Any]:
    """``pace`` and ``told``, each in a process of its own.

    Of each article the first sentences are encoded: a page has but their mean.
    """
    vectors = [encoder.encode(article.sentences[:_ENCODED]) for article in found]
    with TemporaryDirectory() as folder:
        path = Path(folder, "day.bin")
        pace.write(path, corpus.day(found, vectors, _DAY))
        return {"pace": _in_a_process("day", path), "told": _in_a_process("told", path)}


def _in_a_process(kind: str, path: Path) -> Any:
    command = [sys.executable, "-m", "benchmarks.stories.pace", kind, str(path)]
    answer = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 # our own
    return json.loads(answer.stdout)
