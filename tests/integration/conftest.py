"""The account that the functions are invoked in, and what they log there."""

import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

import on_delivery
import on_page
import on_schedule
from conftest import REGION
from integration.account import Account, Log, SetClock
from pagebrief.bootstrap import SystemClock
from slack_double import SlackDouble


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    """What the functions have logged so far, a dict a line."""
    # Each logger holds the standard output of the time when it was made.
    stream = io.StringIO()
    for function in (on_page, on_delivery, on_schedule):
        monkeypatch.setattr(function.logger.registered_handler, "stream", stream)
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def it_is(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """``it_is("2026-03-02T09:00Z")`` on the clock of the functions, which stands still from then on."""

    def set_clock(moment: str) -> None:
        monkeypatch.setattr(SystemClock, "now", lambda _: datetime.fromisoformat(moment))

    return set_clock


@pytest.fixture
def account(  # noqa: PLR0917 # fixtures
    bucket: str,
    table: str,
    delivery_queue: str,
    s3: Any,
    sqs_client: Any,
    ses: Any,
    aws_endpoint: str,
    slack: SlackDouble,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Account]:
    state_bucket = f"state-{bucket}"
    s3.create_bucket(Bucket=state_bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    recipient = f"{bucket}@example.org"
    for name, value in {
        "AWS_ENDPOINT_URL": aws_endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "POWERTOOLS_TRACE_DISABLED": "true",
        "STATE_TABLE": table,
        "STATE_BUCKET": state_bucket,
        "DELIVERY_QUEUE": delivery_queue,
        "SLACK_SECRET": f"slack-{bucket}",
        "EMAIL_FROM": "desk@example.org",
        "EMAIL_TO": recipient,
        "MAX_PAGE_BYTES": "1000000",
    }.items():
        monkeypatch.setenv(name, value)
    account = Account(bucket, state_bucket, s3, slack, recipient, sqs_client, delivery_queue)
    account.create_secret()
    account.start_anew()
    yield account
    account.start_anew()
