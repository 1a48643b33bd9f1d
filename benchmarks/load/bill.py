"""US dollars of an hour, at the prices of ``pagebrief/prices.toml``; without free tiers and storage."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.load.model import HOUR, KINDS, Load, seconds_of
from pagebrief.pricing import prices

_BATCH = 5  # pages of one call, infra/template.yaml
_SQS_PAGE = 1 + 2 / _BATCH
"""S3's message; of a batch one receipt and one deletion."""
_SQS_TOLD = 2
"""A receipt and a deletion; the message itself was sent by a function, which is counted."""
_UNITS = {"read": "million_reads", "written": "million_writes"}


def dollars(load: Load, architecture: str) -> Iterator[tuple[str, float, str]]:
    """(what, US dollars of an hour, the price's source)."""
    table = prices()
    count = {kind: rate * HOUR for kind, rate in load.each_second().items()}
    function = table["lambda"]
    for name, kinds, batch in (("on_page", ("page",), _BATCH), ("on_delivery", ("alert", "digest"), 1)):
        spent = sum(count[kind] * _call(load, kind, function, architecture, batch) for kind in kinds)
        yield f"Lambda, {name}", spent, _source(function)
    state, store, queue = table["dynamodb"], table["s3"], table["sqs"]
    spent = HOUR * sum(load.total(kind) * state[price] / 1e6 for kind, price in _UNITS.items())
    yield "DynamoDB", spent, _source(state)
    puts, gets = (HOUR * load.total("asked", f"s3:{method}") for method in ("PUT", "GET"))
    yield "S3 requests", (puts * store["thousand_puts"] + gets * store["thousand_gets"]) / 1e3, _source(store)
    yield "SQS", _queues(load, count, queue), _source(queue)
    logs, mail = table["logs"], table["ses"]
    gigabytes = load.pages_an_hour * load.results["log_bytes"] / 1e9
    yield "logs", gigabytes * logs["gigabyte"], _source(logs)
    yield "SES, were all digests by email", count["digest"] * mail["thousand_mails"] / 1e3, _source(mail)


def _call(load: Load, kind: str, price: Mapping[str, Any], architecture: str, batch: int) -> float:
    """Of a page, an alert or a digest."""
    gigabytes = load.gigabytes[kind]
    second = gigabytes * price["gigabyte_second"][architecture]
    return float(seconds_of(load.results[kind], gigabytes) * second + price["million_requests"] / 1e6 / batch)


def _queues(load: Load, count: Mapping[str, float], price: Mapping[str, Any]) -> float:
    asked = HOUR * load.total("asked", "sqs:SendMessage")
    fifo = asked + _SQS_TOLD * sum(count[kind] for kind in KINDS[1:])
    standard = _SQS_PAGE * count["page"]
    return float(standard * price["million_requests"] + fifo * price["million_fifo"]) / 1e6


def _source(found: Mapping[str, Any]) -> str:
    return f"{found['source']}, {found['read']}"
