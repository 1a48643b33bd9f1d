"""Outbox items as flat rows, for every store alike: times as stamps that sort, lists as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pagebrief.delivery import Manner, OutboxItem, PageVersion, Told, stamp
from pagebrief.model import Reason

Row = Mapping[str, str | bytes]
"""Without the names whose value is None or empty bytes."""


def row_of(item: OutboxItem) -> Row:
    row: dict[str, str | bytes | None] = {
        "id": item.id,
        "channel": item.channel,
        "page": item.page.identity,
        "uri": item.page.uri,
        "version": item.page.order,
        "record": item.record,
        "due": stamp(item.due),
        "url": item.url,
        "watches": _json(item.watches),
        "reasons": _json([_known(asdict(reason)) for reason in item.reasons]),
        "fingerprint": item.fingerprint or None,
        "manner": _json(asdict(item.manner)) if item.manner != Manner() else None,
    }
    return _known(row)


def item_of(row: Mapping[str, Any]) -> OutboxItem:
    return OutboxItem(
        id=row["id"],
        channel=row["channel"],
        page=PageVersion(row["page"], row["uri"], row["version"]),
        record=row["record"],
        due=datetime.fromisoformat(row["due"]),
        url=row.get("url"),
        watches=tuple(json.loads(row["watches"])),
        reasons=tuple(Reason(**reason) for reason in json.loads(row["reasons"])),
        fingerprint=row.get("fingerprint") or b"",
        manner=Manner(**json.loads(row.get("manner") or "{}")),
    )


def told_row_of(told: Told) -> Row:
    thread = {"thread": told.thread} if told.thread is not None else {}
    return {**row_of(told.item), "at": stamp(told.at), "story": told.story, **thread}


def told_of(row: Mapping[str, Any]) -> Told:
    return Told(item_of(row), datetime.fromisoformat(row["at"]), row["story"], row.get("thread"))


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value is not None}


def _json(value: object) -> str:
    # ASCII: what a page says may hold lone surrogates, which no database takes.
    return json.dumps(value, separators=(",", ":"))
