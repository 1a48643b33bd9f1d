"""Ours and the others on the same pages: what each one keeps, and in what CPU time."""

import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import repeat
from pathlib import Path
from typing import Any

from benchmarks.cleaning import scores
from benchmarks.cleaning.corpus import HTML, Page
from benchmarks.cleaning.figures import Answer, Score, score

OURS = "Pagebrief"
_Timed = tuple[str, Score, float]


def compare(pages: Sequence[Page], folds: Path | None) -> dict[str, dict[str, Any]]:
    """By cleaner: ``figures`` by form and group, and ``ms``, the mean CPU time of a page."""
    found: dict[str, list[tuple[Score, float]]] = defaultdict(list)
    with scores.one_thread_processes() as pool:
        ordered = sorted(pages, key=lambda page: page.fold)
        for timed in pool.map(of_page, ordered, repeat(folds), chunksize=8):
            for name, each, seconds in timed:
                found[name].append((each, seconds))
    return {
        name: {
            "ms": 1000 * sum(seconds for _, seconds in rows) / len(rows),
            "figures": scores.table([each for each, _ in rows]),
        }
        for name, rows in found.items()
    }


def of_page(page: Page, folds: Path | None) -> list[_Timed]:
    """All cleaners on one page, one after the other, so that what else the machine does slows all alike."""
    from benchmarks.cleaning.ours import answer_of, clean_body, use_weights, weights_for  # noqa: PLC0415
    from benchmarks.cleaning.peers import HTML_PEERS, TEXT_PEERS, Cleaner  # noqa: PLC0415

    def ours(body: bytes, _text: str) -> Answer:
        return answer_of(clean_body(body))

    use_weights(weights_for(page, folds))
    cleaners: dict[str, Cleaner] = {OURS: ours, **(HTML_PEERS if page.form == HTML else TEXT_PEERS)}
    body = page.body()
    text = body.decode("utf-8", "replace")
    _load(cleaners, page.form)
    return [(name, *_timed(cleaner, page, body, text)) for name, cleaner in cleaners.items()]


_loaded: set[str] = set()


def _load(cleaners: dict[str, Any], form: str) -> None:
    """Once a process, so that nobody's start-up is counted."""
    if form not in _loaded:
        _loaded.add(form)
        text = "<html><body><p>The bridge over the river was closed again.</p></body></html>" * (form == HTML)
        for cleaner in cleaners.values():
            _answer(cleaner, text.encode() or b"The bridge was closed.", text or "The bridge was closed.")


def _timed(cleaner: Any, page: Page, body: bytes, text: str) -> tuple[Score, float]:
    start = time.process_time()
    answer = _answer(cleaner, body, text)
    seconds = time.process_time() - start
    return score(page, answer), seconds


def _answer(cleaner: Any, body: bytes, text: str) -> Answer:
    try:
        found: Answer = cleaner(body, text)
    except Exception:  # noqa: BLE001 # a cleaner that raises has no answer; others raise for some pages
        return Answer()
    return found
