"""Items, attempts and hours with which the stores are tried."""

from datetime import UTC, datetime, timedelta
from typing import Any

from pagebrief.delivery import Delivery, OutboxItem, PageVersion, Receipt, Told, item_id, version_order
from pagebrief.ports import Claim, Store

NOW = datetime(2026, 1, 2, 8, 30, 0, 250_000, tzinfo=UTC)
LEASE = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
URI = "s3://pages/reports/C++ a+b é.txt"
PAGE = PageVersion(f"{URI}#0cc175b9", URI)
DESK, MAIL = "slack:#desk", "email:desk@example.org"
RETENTION = timedelta(days=90)


def item(channel: str = DESK, page: PageVersion = PAGE, due: datetime = NOW, **fields: Any) -> OutboxItem:
    return OutboxItem(item_id(page, channel, due), channel, page, "briefs/2026-01-02/a.json", due, **fields)


def page(name: str, sequencer: str | None = None, uri: str = URI) -> PageVersion:
    return PageVersion(f"{uri}#{name}", uri, version_order(sequencer))


def saved_item(store: Store, **fields: Any) -> OutboxItem:
    made = item(**fields)
    store.save(made.page, [made], NOW)
    return made


def attempt(of: OutboxItem, at: datetime = NOW) -> Delivery:
    return Delivery(of.channel, of.id, at + LEASE)


def send(store: Store, *items: OutboxItem, at: datetime = NOW, thread: str | None = "17.1") -> None:
    first = attempt(items[0], at)
    assert store.claim(first, at) is Claim.GRANTED
    told = [Told(each, at, items[0].id, thread) for each in items]
    store.mark_sent(first, Receipt("17.1", thread), told, at)
