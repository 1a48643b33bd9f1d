"""What pages cost at AWS's list prices (``prices.toml``): an estimate, before anybody is told."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

SECONDS_A_PAGE = 0.09
"""Of one processor: cleaning and summary of 25 sentences, warm, on every core at once (docs/pace.md)."""

PAGES_A_BATCH = 50
"""Of a backfill (infra/backfill.yaml)."""

_LISTED = 1_000  # objects of one listing
_TRANSITIONS = 3  # of a batch, at most: begun, done, ended
_REQUESTS = 0.5  # of the queue, a page: sent by tens, taken and deleted by fives
_READS, _WRITES = 1, 4  # units a page: was it saved? and then two rows in a transaction, which counts twice


@dataclass(frozen=True, slots=True)
class Cost:
    """``dollars`` are US dollars."""

    what: str
    dollars: float


@cache
def prices() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("prices.toml").read_text("utf-8"))


def of_lambda(seconds: float, architecture: str, found: Mapping[str, Any]) -> float:
    """US dollars of a page, for so many CPU seconds: one whole processor, a request a page."""
    each = seconds * found["gigabytes"] * found["gigabyte_second"][architecture]
    return float(each + found["million_requests"] / 1e6)


def estimate(pages: int, architecture: str, *, queued: bool) -> tuple[Cost, ...]:
    """Of making briefs of so many pages, listed once: by the queue, or by a backfill's batches."""
    table = prices()
    s3, table_price = table["s3"], table["dynamodb"]
    listings = pages / _LISTED
    batches = Cost("Step Functions", pages / PAGES_A_BATCH * _TRANSITIONS * _transition(table))
    queue = Cost("SQS", pages * _REQUESTS * table["sqs"]["million_requests"] / 1e6)
    row = _READS * table_price["million_reads"] + _WRITES * table_price["million_writes"]
    return (
        Cost("Lambda", pages * of_lambda(SECONDS_A_PAGE, architecture, table["lambda"])),
        Cost("S3", ((pages + listings) * s3["thousand_puts"] + pages * s3["thousand_gets"]) / 1e3),
        Cost("DynamoDB", pages * row / 1e6),
        queue if queued else batches,
    )


def _transition(table: Mapping[str, Any]) -> float:
    return float(table["step_functions"]["thousand_transitions"] / 1e3)
