"""The account that on_page is invoked in, and what it logs there."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

import on_page
from conftest import REGION
from integration.account import Account, Log
from slack_double import SlackDouble


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    """What the function has logged so far, a dict a line."""
    # The logger holds the standard output of the time when it was made.
    monkeypatch.setattr(on_page.logger.registered_handler, "stream", stream := io.StringIO())
    return lambda: [json.loads(line) for line in stream.getvalue().splitlines()]


@pytest.fixture
def account(  # noqa: PLR0917 # fixtures
    bucket: str,
    table: str,
    s3: Any,
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
        "SLACK_SECRET": f"slack-{bucket}",
        "EMAIL_FROM": "desk@example.org",
        "EMAIL_TO": recipient,
        "MAX_PAGE_BYTES": "1000000",
    }.items():
        monkeypatch.setenv(name, value)
    account = Account(bucket, state_bucket, s3, slack, recipient)
    account.create_secret()
    on_page.desk.cache_clear()
    yield account
    on_page.desk.cache_clear()
