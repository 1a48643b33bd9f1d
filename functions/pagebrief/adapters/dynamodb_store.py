"""State in one DynamoDB table: each operation one write, one transaction or one query of a partition.

============================  =====================  ========================================================
pk                            sk                     what
============================  =====================  ========================================================
page#IDENTITY                 page                   a page that was processed, and the ids of its items
object#URI                    object                 the newest version of it that was saved
channels                      ADDRESS                a channel for which something once waited
channel#ADDRESS               waiting#ID             an item that waits; ids begin with the due time
channel#ADDRESS               waiting#digest#ID      an item that waits for a digest; sorts after all others
channel#ADDRESS               told#TIME#ID           an item that the channel was told, with its story
channel#ADDRESS               left out#… or held#…   an item that was not told, and why
channel#ADDRESS               day#2026-01-02         how many pages and stories ended on it, by watch, too
channel#ADDRESS               delivery#ID            status, lease, receipt; ``attempts`` are for people
============================  =====================  ========================================================

An item moves when its state does: so what is asked for lies together in order, and no index is needed.
``expires`` (epoch seconds) is the table's TTL attribute.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

from pagebrief.adapters.dynamodb_days import added, day_of
from pagebrief.adapters.dynamodb_table import Row, Table, Write
from pagebrief.adapters.known_told import KnownTold
from pagebrief.adapters.outbox_rows import item_of, row_of, told_of, told_row_of
from pagebrief.day import Day, day_left_out, day_told
from pagebrief.delivery import (
    Delivery,
    OutboxItem,
    PageVersion,
    Receipt,
    Saved,
    State,
    Status,
    Told,
    stamp,
)
from pagebrief.errors import PermanentError
from pagebrief.ports import MOST_ITEMS, MOST_TOLD, Claim

_END = "\U0010ffff"
"""Sorts after all that may follow a prefix."""

_ALONE, _TOGETHER = "waiting#", "waiting#digest#"

_FREE = (
    "attribute_not_exists(pk) OR #status IN (:due, :failed, :unknown) "
    "OR (#status = :sending AND #lease_until <= :now)"
)
_AGAIN = {Status.SENDING, Status.UNKNOWN}


class DynamoDbStore:
    """The lease must outlast the function's own timeout, so that whoever lost it is no longer sending."""

    def __init__(self, client: Any, table: str, retention: timedelta) -> None:
        self._table = Table(client, table)
        self._retention = retention
        self._announced: set[tuple[str, int]] = set()
        self._told = KnownTold(self._read_told)

    def save(self, page: PageVersion, items: Sequence[OutboxItem], now: datetime) -> Saved:
        if len(items) > MOST_ITEMS:
            raise PermanentError(f"{page.uri}: a page goes to at most {MOST_ITEMS} channels")
        for item in items:
            self._announce(item.channel, now)
        expires = self._expires(now)
        waiting = [
            Write(_channel(item.channel), _waits(item), {**row_of(item), "expires": expires})
            for item in items
        ]
        newest = [_newest(page, expires)] if page.order else []
        refused = self._table.transact([_page(page, items, expires), *newest, *waiting])
        if not refused:
            return Saved(tuple(items), new=True)
        if 0 not in refused and not self._table.transact([_page(page, (), expires, outdated=True)]):
            return Saved((), new=True, outdated=True)
        return self.saved(page.identity) or Saved(())

    def saved(self, identity: str) -> Saved | None:
        row = self._table.get(f"page#{identity}", "page")
        if row is None:
            return None
        found = (self.item(channel, item_id) for channel, item_id in json.loads(row["items"]))
        return Saved(tuple(item for item in found if item), outdated=bool(row["outdated"]))

    def channels(self) -> tuple[str, ...]:
        known = sorted(row["channel"] for row in self._table.query("channels", " ", _END))
        return tuple(channel for channel in known if self._first_waiting(channel))

    def waiting_alone(self, channel: str, now: datetime) -> tuple[OutboxItem, ...]:
        return self._due(channel, _ALONE, now)

    def waiting_together(
        self, channel: str, now: datetime, most: int | None = None
    ) -> tuple[OutboxItem, ...]:
        return self._due(channel, _TOGETHER, now, most)

    def item(self, channel: str, item_id: str) -> OutboxItem | None:
        found = (self._table.get(_channel(channel), f"{prefix}{item_id}") for prefix in (_ALONE, _TOGETHER))
        row = next(filter(None, found), None)
        return item_of(row) if row else None

    def told(self, channel: str, since: datetime, most: int = MOST_TOLD) -> tuple[Told, ...]:
        return self._told(channel, since, most)

    def days(self, channel: str, first: date, last: date) -> tuple[Day, ...]:
        rows = self._table.query(_channel(channel), f"day#{first}", f"day#{last}")
        return tuple(day_of(row) for row in rows)

    def claim(self, delivery: Delivery, now: datetime) -> Claim:
        values: dict[str, str | int] = {"due": Status.DUE, "sending": Status.SENDING, "failed": Status.FAILED}
        values |= {"unknown": Status.UNKNOWN, "until": stamp(delivery.until), "now": stamp(now)}
        values |= {"one": 1, "expires": self._expires(now)}
        change = "SET #status = :sending, #lease_until = :until, #expires = :expires ADD #attempts :one"
        granted, before = self._table.update(_of(delivery, change, _FREE, values))
        if granted:
            return Claim.AGAIN if before.get("status") in _AGAIN else Claim.GRANTED
        return Claim.SENT if before["status"] == Status.SENT else Claim.BUSY

    def give_back(self, delivery: Delivery, status: Status, why: str) -> None:
        change = "SET #status = :status, #why = :why REMOVE #lease_until"
        values = {"status": status, "why": why, "sending": Status.SENDING, "until": stamp(delivery.until)}
        self._table.update(_of(delivery, change, "#status = :sending AND #lease_until = :until", values))

    def mark_sent(self, delivery: Delivery, receipt: Receipt, told: Sequence[Told], now: datetime) -> None:
        if len(told) > MOST_ITEMS:
            raise PermanentError(f"{delivery.channel}: a delivery has at most {MOST_ITEMS} items")
        expires = self._expires(now)
        change = "SET #status = :sent, #receipt = :receipt, #sent_at = :now, #expires = :expires"
        values = {"sent": Status.SENT, "receipt": receipt.id, "now": stamp(now), "expires": expires}
        if receipt.thread is not None:
            change, values["thread"] = f"{change}, #thread = :thread", receipt.thread
        sent = _of(
            delivery, f"{change} REMOVE #lease_until", "attribute_exists(pk) AND #status <> :sent", values
        )
        moved = (_moved(each.item, f"told#{stamp(each.at)}", told_row_of(each), expires) for each in told)
        counted = [added(_channel(delivery.channel), day_told(told, now), expires)] if told else []
        self._table.transact([sent, *counted, *chain.from_iterable(moved)])

    def leave_out(self, item: OutboxItem, state: State, why: str, now: datetime) -> None:
        row = {**row_of(item), "why": why}
        expires = self._expires(now)
        waits, moved = _moved(item, f"{state}#{stamp(now)}", row, expires, "attribute_exists(pk)")
        self._table.transact([waits, moved, added(_channel(item.channel), day_left_out(item, now), expires)])

    def _due(
        self, channel: str, prefix: str, now: datetime, most: int | None = None
    ) -> tuple[OutboxItem, ...]:
        rows = self._table.query(_channel(channel), prefix, f"{prefix}{stamp(now)}{_END}", most)
        return tuple(item_of(row) for row in rows)

    def _read_told(self, channel: str, since: datetime, most: int) -> Sequence[Told]:
        first, last = f"told#{stamp(since)}", f"told#{_END}"
        latest = self._table.query(_channel(channel), first, last, most, backwards=True)
        return list(map(told_of, latest))[::-1]

    def _first_waiting(self, channel: str) -> Row | None:
        rows = self._table.query(_channel(channel), _ALONE, f"{_ALONE}{_END}", most=1)
        return next(iter(rows), None)

    def _announce(self, channel: str, now: datetime) -> None:
        """Once a day and process, before the item: in its transaction all pages would fight for this row."""
        today = now.toordinal()
        if (channel, today) not in self._announced:
            row = {"channel": channel, "expires": self._expires(now) + 86_400}
            self._table.transact([Write("channels", channel, row)])
            self._announced.add((channel, today))

    def _expires(self, now: datetime) -> int:
        # TTL ignores fractions of a second.
        return int((now + self._retention).timestamp())


def _channel(address: str) -> str:
    return f"channel#{address}"


def _waits(item: OutboxItem) -> str:
    return f"{_TOGETHER if item.manner.digest else _ALONE}{item.id}"


def _page(page: PageVersion, items: Sequence[OutboxItem], expires: int, *, outdated: bool = False) -> Write:
    ids = json.dumps([[item.channel, item.id] for item in items])
    row = {
        "uri": page.uri,
        "version": page.order,
        "items": ids,
        "outdated": int(outdated),
        "expires": expires,
    }
    return Write(f"page#{page.identity}", "page", row, condition="attribute_not_exists(pk)")


def _newest(page: PageVersion, expires: int) -> Write:
    return Write(
        f"object#{page.uri}",
        "object",
        {"version": page.order, "expires": expires},
        condition="attribute_not_exists(pk) OR #version <= :mine",
        values={"mine": page.order},
    )


def _of(delivery: Delivery, change: str, condition: str, values: Row) -> Write:
    sk = f"delivery#{delivery.id}"
    return Write(_channel(delivery.channel), sk, expression=change, condition=condition, values=values)


def _moved(item: OutboxItem, to: str, row: Row, expires: int, condition: str = "") -> tuple[Write, Write]:
    pk = _channel(item.channel)
    return (
        Write(pk, _waits(item), condition=condition),
        Write(pk, f"{to}#{item.id}", {**row, "expires": expires}),
    )
