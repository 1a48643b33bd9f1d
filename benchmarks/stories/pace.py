"""``python -m benchmarks.stories.pace day|told FILE``: time and memory that a day of fingerprints takes.

``day``: to be grouped. ``told``: as all that a channel was told, until one more page is decided on. In a
process of its own, so that its memory is that of this alone.
"""

import json
import re
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.fakes import MemoryArchive

from pagebrief.delivery import OutboxItem, PageVersion, Told, item_id
from pagebrief.stories import from_bytes, group, to_bytes
from pagebrief.stories.grouping import Stories, grouped
from pagebrief.stories.index import Index, Text
from pagebrief.story import Fingerprint, Story
from pagebrief.storytelling import Storyteller

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
    kind, path = sys.argv[1:]
    print(json.dumps({"day": day, "told": told}[kind](read(Path(path)))))
    return 0


def told(pages: Sequence[Fingerprint]) -> dict[str, Any]:
    """``seconds`` of CPU from the rows to the decision on one page more. Each row is a story.

    The function and another channel's rows are in memory, too.
    """
    import on_delivery  # noqa: F401, PLC0415 # all that it needs

    items = list(map(_item, pages))
    rows, others = _rows(items), _rows(map(_item, pages))
    begun = time.process_time()
    Storyteller(MemoryArchive())(rows)(replace(items[-1], page=PageVersion("new", "new")))
    seconds = time.process_time() - begun
    return {"pages": len(rows), "others": len(others), "seconds": seconds, "megabytes": _megabytes()}


def _rows(items: Iterable[OutboxItem]) -> list[Told]:
    return [Told(each, each.due, each.id) for each in items]


def _item(page: Fingerprint) -> OutboxItem:
    version, channel = PageVersion(page.identity, page.identity), "slack:#all"
    return OutboxItem(
        id=item_id(version, channel, page.seen_at),
        channel=channel,
        page=version,
        record=page.identity,
        due=page.seen_at,
        fingerprint=to_bytes(page),
    )


def day(pages: Sequence[Fingerprint]) -> dict[str, Any]:
    found, seconds = _timed(lambda: group(pages))
    memory = _megabytes()
    sample = pages[:: max(1, len(pages) // _SMALL)]
    few, quick = _timed(lambda: group(sample))
    same, slow = _timed(lambda: grouped(sample, Stories(Everything())))
    return {
        "pages": len(pages),
        "stories": len(found),
        "largest": max(len(story.pages) for story in found),
        "seconds": seconds,
        "megabytes": memory,
        "few": len(sample),
        "few_seconds": quick,
        "all_pairs_seconds": slow,
        "equal": few == same,
    }


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


def _megabytes() -> float:
    """The most that the process held. Not ``ru_maxrss``: on Linux that begins with what its parent held."""
    found = re.search(r"^VmHWM:\s*(\d+) kB", Path("/proc/self/status").read_text("utf-8"), re.MULTILINE)
    if not found:
        raise RuntimeError("/proc/self/status does not say VmHWM")
    return int(found[1]) / 1024


def _timed(work: Callable[[], Sequence[Story]]) -> tuple[Sequence[Story], float]:
    """CPU seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


if __name__ == "__main__":
    sys.exit(main())
