"""DynamoDB's bad days: what may pass, what will not, and what is said of it."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from http_double import NOTHING, HttpDouble, Reply, refusing_url
from integration.test_dynamodb_store import DELIVERY, ITEM, NOW, PAGE, RETENTION, MakeClient
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.delivery import Receipt, State, Status
from pagebrief.errors import PermanentError, TransientError


def error(status: int, code: str, **fields: Any) -> Reply:
    kind = f"com.amazonaws.dynamodb.v20120810#{code}"
    body = json.dumps({"__type": kind, "message": "As told.", **fields}).encode()
    return Reply(status, body, {"Content-Type": "application/x-amz-json-1.0"})


def canceled(*codes: str) -> Reply:
    reasons = [{"Code": code} for code in codes]
    return error(400, "TransactionCanceledException", CancellationReasons=reasons)


CALLS: dict[str, Callable[[DynamoDbStore], object]] = {
    "save": lambda store: store.save(PAGE, [], NOW),
    "saved": lambda store: store.saved("page"),
    "channels": lambda store: store.channels(),
    "waiting alone": lambda store: store.waiting_alone("slack:#desk", NOW),
    "waiting together": lambda store: store.waiting_together("slack:#desk", NOW),
    "item": lambda store: store.item("slack:#desk", "id-1"),
    "told": lambda store: store.told("slack:#desk", NOW),
    "claim": lambda store: store.claim(DELIVERY, NOW),
    "give back": lambda store: store.give_back(DELIVERY, Status.DUE, "why"),
    "mark sent": lambda store: store.mark_sent(DELIVERY, Receipt("ok"), [], NOW),
    "leave out": lambda store: store.leave_out(ITEM, State.HELD, "why", NOW),
}
EACH = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
WRITING = [CALLS[name] for name in ("save", "mark sent", "leave out")]


@EACH
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


@pytest.mark.parametrize("call", WRITING)
@pytest.mark.parametrize("code", ["TransactionConflict", "ThrottlingError", "ProvisionedThroughputExceeded"])
def test_a_transaction_that_met_another_may_pass(
    make_client: MakeClient, code: str, call: Callable[[DynamoDbStore], object]
) -> None:
    with HttpDouble(canceled("None", code, "ConditionalCheckFailed")) as dynamodb:
        store = DynamoDbStore(make_client("dynamodb", dynamodb.url), "state", RETENTION)
        with pytest.raises(TransientError, match="busy"):
            call(store)


def test_a_transaction_that_is_refused_for_another_reason_will_be_refused_again(
    make_client: MakeClient,
) -> None:
    with HttpDouble(canceled("ValidationError")) as dynamodb:
        store = DynamoDbStore(make_client("dynamodb", dynamodb.url), "state", RETENTION)
        with pytest.raises(PermanentError, match="As told"):
            store.save(PAGE, [], NOW)


def test_a_refused_connection_is_transient(make_client: MakeClient) -> None:
    store = DynamoDbStore(make_client("dynamodb", refusing_url()), "state", RETENTION)
    with pytest.raises(TransientError, match="Try again later"):
        store.claim(DELIVERY, NOW)


@EACH
def test_a_missing_table_is_permanent_and_says_what_to_check(
    dynamodb: Any, call: Callable[[DynamoDbStore], object]
) -> None:
    store = DynamoDbStore(dynamodb, "no-such-table", RETENTION)
    with pytest.raises(PermanentError, match=r"no-such-table does not exist\. Check STATE_TABLE"):
        call(store)


@pytest.mark.parametrize(
    ("name", "permission"),
    [("claim", "UpdateItem"), ("told", "Query"), ("item", "GetItem"), ("save", "PutItem")],
)
def test_a_forbidden_call_names_the_permission(make_client: MakeClient, name: str, permission: str) -> None:
    with HttpDouble(error(400, "AccessDeniedException")) as dynamodb:
        store = DynamoDbStore(make_client("dynamodb", dynamodb.url), "state", RETENTION)
        with pytest.raises(PermanentError, match=f"dynamodb:{permission}"):
            CALLS[name](store)


def test_another_refusal_repeats_what_dynamodb_said(make_client: MakeClient) -> None:
    with HttpDouble(error(400, "ValidationException")) as dynamodb:
        store = DynamoDbStore(make_client("dynamodb", dynamodb.url), "state", RETENTION)
        with pytest.raises(PermanentError, match=r"ValidationException: As told\."):
            store.claim(DELIVERY, NOW)
