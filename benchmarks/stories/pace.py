"""``python -m benchmarks.stories.pace FILE``: the time and memory that grouping a day of fingerprints takes.

A process of its own, so that its memory is that of grouping alone.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from pagebrief.stories import from_bytes, group, to_bytes
from pagebrief.stories.grouping import Stories, grouped
from pagebrief.stories.index import Index, Text
from pagebrief.story import Fingerprint, Story

_SMALL = 1_000  # pages that are compared with all others, too


class Everything(Index):
    """No index: every text may resemble a page."""

    def __init__(self) -> None:
        super().__init__()
        self._texts: list[Text] = []

    def add_text(self, text: Text) -> None:
        self._texts.append(text)

    def copied(self, page: Fingerprint) -> list[Text]:
        return self._texts

    def opening_alike(self, page: Fingerprint) -> list[int]:
        return list(dict.fromkeys(text.story for text in self._texts))

    def add_event(self, text: Text) -> None:
        """It is there already."""


def main() -> int:
    pages = read(Path(sys.argv[1]))
    found, seconds = _timed(lambda: group(pages))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sample = pages[:: max(1, len(pages) // _SMALL)]
    few, quick = _timed(lambda: group(sample))
    same, slow = _timed(lambda: grouped(sample, Stories(Everything())))
    print(
        json.dumps({
            "pages": len(pages),
            "stories": len(found),
            "largest": max(len(story.pages) for story in found),
            "seconds": seconds,
            "megabytes": memory,
            "few": len(sample),
            "few_seconds": quick,
            "all_pairs_seconds": slow,
            "equal": few == same,
        })
    )  # fmt: skip
    return 0


def write(path: Path, pages: Iterable[Fingerprint]) -> None:
    with path.open("wb") as stream:
        for page in pages:
            stored = to_bytes(page)
            stream.write(len(stored).to_bytes(4, "little") + stored)


def read(path: Path) -> list[Fingerprint]:
    pages, stored, place = [], path.read_bytes(), 0
    while place < len(stored):
        end = place + 4 + int.from_bytes(stored[place : place + 4], "little")
        if page := from_bytes(stored[place + 4 : end]):
            pages.append(page)
        place = end
    return pages


def _timed(work: Callable[[], Sequence[Story]]) -> tuple[Sequence[Story], float]:
    """CPU seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
