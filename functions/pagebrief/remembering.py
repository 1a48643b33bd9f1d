"""Digests on one machine, told once: what was in an earlier one is not in a later one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from pagebrief.delivery import Delivery, OutboxItem, PageVersion, Receipt, Told, item_id
from pagebrief.model import Entry, PageRef, Rejection
from pagebrief.pipeline import version_of
from pagebrief.ports import MOST_ITEMS, Clock, Store

_CHANNEL = "digest"
_LEASE = timedelta(minutes=1)


class Remembered:
    """The store's one channel is whoever reads the digests. Without a store nothing is remembered.

    ``known`` counts the pages that were asked for and had been told.
    """

    def __init__(self, store: Store | None, clock: Clock) -> None:
        self._store, self._clock = store, clock
        self.known = 0

    def knows(self, ref: PageRef) -> bool:
        saved = self._store.saved(_version(ref).identity) if self._store else None
        found = saved is not None and not saved.waiting
        self.known += found
        return found

    def tell(self, results: Sequence[Entry | Rejection]) -> None:
        """They were told just now. A crash before that tells them again, in place of the same files."""
        if self._store is None:
            return
        pages, now = list(dict.fromkeys(_version(result.ref) for result in results)), self._clock.now()
        for start in range(0, len(pages), MOST_ITEMS):
            if items := list(_saved(pages[start : start + MOST_ITEMS], self._store, now)):
                _mark(items, self._store, now)


def _saved(pages: Sequence[PageVersion], store: Store, now: datetime) -> Iterator[OutboxItem]:
    """What waits of them: nothing, where another process was faster."""
    for page in pages:
        item = OutboxItem(item_id(page, _CHANNEL, now), _CHANNEL, page, "", now)
        yield from store.save(page, [item], now).waiting


def _mark(items: Sequence[OutboxItem], store: Store, now: datetime) -> None:
    delivery = Delivery(_CHANNEL, items[0].id, now + _LEASE)
    store.claim(delivery, now)
    store.mark_sent(delivery, Receipt("files"), [Told(item, now, item.id) for item in items], now)


def _version(ref: PageRef) -> PageVersion:
    """The same file, from wherever it is named."""
    return version_of(replace(ref, key=str(Path(ref.key).absolute())))
