"""What lies in the state table, and DynamoDB's bad days."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from http_double import NOTHING, HttpDouble, Reply, refusing_url
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.errors import PermanentError, TransientError

NOW = datetime(2026, 1, 2, 8, 30, 0, 250_000, tzinfo=UTC)
LEASE = timedelta(minutes=5)
RETENTION = timedelta(days=90)
DELIVERY = "s3://pages/é.txt#0cc175b9 slack:#desk"

MakeClient = Callable[..., Any]


@pytest.fixture
def store(dynamodb: Any, table: str) -> DynamoDbStore:
    return DynamoDbStore(dynamodb, table, RETENTION)


def only_item(dynamodb: Any, table: str) -> dict[str, dict[str, str]]:
    [item] = dynamodb.scan(TableName=table)["Items"]
    found: dict[str, dict[str, str]] = item
    return found


def test_a_claim_is_an_item_that_a_person_can_read(store: DynamoDbStore, dynamodb: Any, table: str) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    assert only_item(dynamodb, table) == {
        "pk": {"S": f"delivery#{DELIVERY}"},
        "sk": {"S": "delivery"},
        "status": {"S": "sending"},
        "lease_until": {"N": f"{(NOW + LEASE).timestamp():.3f}"},
        "attempts": {"N": "1"},
        "expires": {"N": str(int((NOW + RETENTION).timestamp()))},
    }


def test_what_was_told_carries_its_receipt_and_expires_after_the_retention(
    store: DynamoDbStore, dynamodb: Any, table: str
) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    told_at = NOW + timedelta(minutes=1)
    store.mark_told(DELIVERY, told_at, "1767342600.000100")
    assert only_item(dynamodb, table) == {
        "pk": {"S": f"delivery#{DELIVERY}"},
        "sk": {"S": "delivery"},
        "status": {"S": "told"},
        "receipt": {"S": "1767342600.000100"},
        "told_at": {"S": "2026-01-02T08:31:00.250000+00:00"},
        "attempts": {"N": "1"},
        "expires": {"N": str(int((told_at + RETENTION).timestamp()))},
    }


def test_attempts_are_counted_over_releases_and_lost_leases(
    store: DynamoDbStore, dynamodb: Any, table: str
) -> None:
    store.claim(DELIVERY, NOW, LEASE)
    store.release(DELIVERY, NOW + LEASE)
    store.claim(DELIVERY, NOW, LEASE)
    store.claim(DELIVERY, NOW, LEASE)  # busy: no attempt
    store.claim(DELIVERY, NOW + LEASE, LEASE)
    assert only_item(dynamodb, table)["attempts"] == {"N": "3"}


def test_a_release_of_what_nobody_claimed_leaves_no_item(
    store: DynamoDbStore, dynamodb: Any, table: str
) -> None:
    store.release(DELIVERY, NOW + LEASE)
    assert dynamodb.scan(TableName=table)["Items"] == []


@pytest.mark.parametrize("name", ["x" * 2039, "x" * 2040, "é" * 2040, "日" * 5000])
def test_a_key_is_never_longer_than_dynamodb_takes(
    store: DynamoDbStore, dynamodb: Any, table: str, name: str
) -> None:
    store.claim(name, NOW, LEASE)
    key = only_item(dynamodb, table)["pk"]["S"]
    assert len(key.encode()) <= 2048
    assert key.startswith(f"delivery#{name[:600]}")


def test_a_name_that_just_fits_stays_as_it_is(store: DynamoDbStore, dynamodb: Any, table: str) -> None:
    store.claim("x" * 2039, NOW, LEASE)
    assert only_item(dynamodb, table)["pk"]["S"] == "delivery#" + "x" * 2039


def error(status: int, code: str) -> Reply:
    kind = f"com.amazonaws.dynamodb.v20120810#{code}"
    body = json.dumps({"__type": kind, "message": "As told."}).encode()
    return Reply(status, body, {"Content-Type": "application/x-amz-json-1.0"})


CALLS: list[Callable[[DynamoDbStore], object]] = [
    lambda store: store.claim(DELIVERY, NOW, LEASE),
    lambda store: store.mark_told(DELIVERY, NOW, "ok"),
    lambda store: store.release(DELIVERY, NOW + LEASE),
]


@pytest.mark.parametrize("call", CALLS, ids=["claim", "mark_told", "release"])
@pytest.mark.parametrize(
    "reply",
    [
        error(400, "ProvisionedThroughputExceededException"),
        error(400, "ThrottlingException"),
        error(400, "RequestLimitExceeded"),
        error(400, "TransactionConflictException"),
        error(500, "InternalServerError"),
        Reply(503, b"busy"),
        NOTHING,
    ],
    ids=["throughput", "throttling", "limit", "conflict", "500", "503", "hung up"],
)
def test_what_may_pass_is_transient(
    make_client: MakeClient, reply: Reply | None, call: Callable[[DynamoDbStore], object]
) -> None:
    with HttpDouble(reply) as dynamodb:
        store = DynamoDbStore(make_client("dynamodb", dynamodb.url), "state", RETENTION)
        with pytest.raises(TransientError, match="state table state"):
            call(store)


def test_a_refused_connection_is_transient(make_client: MakeClient) -> None:
    store = DynamoDbStore(make_client("dynamodb", refusing_url()), "state", RETENTION)
    with pytest.raises(TransientError, match="Try again later"):
        store.claim(DELIVERY, NOW, LEASE)


def test_a_missing_table_is_permanent_and_says_what_to_check(dynamodb: Any) -> None:
    store = DynamoDbStore(dynamodb, "no-such-table", RETENTION)
    with pytest.raises(PermanentError, match=r"no-such-table does not exist\. Check STATE_TABLE"):
        store.claim(DELIVERY, NOW, LEASE)


def test_a_forbidden_write_names_the_permission(make_client: MakeClient) -> None:
    with HttpDouble(error(400, "AccessDeniedException")) as dynamodb:
        store = DynamoDbStore(make_client("dynamodb", dynamodb.url), "state", RETENTION)
        with pytest.raises(PermanentError, match="dynamodb:UpdateItem"):
            store.claim(DELIVERY, NOW, LEASE)


def test_another_refusal_repeats_what_dynamodb_said(make_client: MakeClient) -> None:
    with HttpDouble(error(400, "ValidationException")) as dynamodb:
        store = DynamoDbStore(make_client("dynamodb", dynamodb.url), "state", RETENTION)
        with pytest.raises(PermanentError, match=r"ValidationException: As told\."):
            store.claim(DELIVERY, NOW, LEASE)
