"""What lies in the state table, and DynamoDB's bad days."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from pagebrief.adapters.dynamodb_days import added
from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.adapters.dynamodb_table import clipped_pk
from pagebrief.day import Day
from pagebrief.delivery import Delivery, OutboxItem, PageVersion, Receipt, State, Status, Told
from pagebrief.errors import PermanentError
from pagebrief.model import Reason

NOW = datetime(2026, 1, 2, 8, 30, 0, 250_000, tzinfo=UTC)
LEASE = timedelta(minutes=5)
RETENTION = timedelta(days=90)
EXPIRES = {"N": str(int((NOW + RETENTION).timestamp()))}
STAMP = "2026-01-02T08:30:00.250000Z"
PAGE = PageVersion("s3://pages/é.txt#0cc175b9", "s3://pages/é.txt", "00A1")
ITEM = OutboxItem(
    "id-1", "slack:#desk", PAGE, "briefs/a.json", NOW, None, ("ports",), (Reason("quay"),), b"\x00f"
)
DELIVERY = Delivery("slack:#desk", "id-1", NOW + LEASE)
ITEM_ROW = {
    "id": {"S": "id-1"},
    "channel": {"S": "slack:#desk"},
    "page": {"S": PAGE.identity},
    "uri": {"S": PAGE.uri},
    "version": {"S": "00A1"},
    "record": {"S": "briefs/a.json"},
    "due": {"S": STAMP},
    "watches": {"S": '["ports"]'},
    "reasons": {"S": '[{"rule":"quay"}]'},
    "fingerprint": {"B": b"\x00f"},
    "expires": EXPIRES,
}

MakeClient = Callable[..., Any]
Rows = Callable[[], dict[str, dict[str, Any]]]


@pytest.fixture
def store(dynamodb: Any, table: str) -> DynamoDbStore:
    return DynamoDbStore(dynamodb, table, RETENTION)


@pytest.fixture
def rows(dynamodb: Any, table: str) -> Rows:
    """All that lies in the table: ``pk sk`` → the other attributes."""

    def found() -> dict[str, dict[str, Any]]:
        items = dynamodb.scan(TableName=table)["Items"]
        return {f"{item.pop('pk')['S']} {item.pop('sk')['S']}": item for item in items}

    return found


def test_a_saved_page_is_rows_that_a_person_can_read(store: DynamoDbStore, rows: Rows) -> None:
    store.save(PAGE, [ITEM], NOW)
    assert rows() == {
        "page#s3://pages/é.txt#0cc175b9 page": {
            "uri": {"S": PAGE.uri},
            "version": {"S": "00A1"},
            "items": {"S": '[["slack:#desk", "id-1"]]'},
            "outdated": {"N": "0"},
            "expires": EXPIRES,
        },
        "object#s3://pages/é.txt object": {"version": {"S": "00A1"}, "expires": EXPIRES},
        "channels slack:#desk": {
            "channel": {"S": "slack:#desk"},
            "expires": {"N": str(int(EXPIRES["N"]) + 86_400)},
        },
        "channel#slack:#desk waiting#id-1": ITEM_ROW,
    }


def test_what_was_told_moves_with_its_story_and_the_delivery_has_its_receipt(
    store: DynamoDbStore, rows: Rows
) -> None:
    store.save(PAGE, [ITEM], NOW)
    store.claim(DELIVERY, NOW)
    store.mark_sent(DELIVERY, Receipt("17.1", "17.0"), [Told(ITEM, NOW, "id-0", "17.0")], NOW)
    found = rows()
    assert "channel#slack:#desk waiting#id-1" not in found
    told = {"at": {"S": STAMP}, "story": {"S": "id-0"}, "thread": {"S": "17.0"}}
    assert found[f"channel#slack:#desk told#{STAMP}#id-1"] == ITEM_ROW | told
    assert found["channel#slack:#desk delivery#id-1"] == {
        "status": {"S": "sent"},
        "receipt": {"S": "17.1"},
        "thread": {"S": "17.0"},
        "sent_at": {"S": STAMP},
        "attempts": {"N": "1"},
        "expires": EXPIRES,
    }


def test_what_was_not_told_moves_with_the_reason(store: DynamoDbStore, rows: Rows) -> None:
    store.save(PAGE, [ITEM], NOW)
    store.leave_out(ITEM, State.LEFT_OUT, "told before", NOW)
    row = rows()[f"channel#slack:#desk left out#{STAMP}#id-1"]
    assert row == ITEM_ROW | {"why": {"S": "told before"}}


def test_a_day_is_a_row_of_numbers_with_one_for_each_watch(store: DynamoDbStore, rows: Rows) -> None:
    store.save(PAGE, [ITEM], NOW)
    store.leave_out(ITEM, State.LEFT_OUT, "the channel knows it", NOW)
    assert rows()["channel#slack:#desk day#2026-01-02"] == {
        "pages": {"N": "1"},
        "stories": {"N": "0"},
        "watch ports": {"N": "1"},
        "expires": EXPIRES,
    }


def test_an_update_of_a_day_is_within_what_dynamodb_takes_of_an_expression() -> None:
    watches = {f"watch {number}": 1 + (number == 499) for number in range(500)}
    write = added("channel#slack:#desk", Day(NOW.date(), 1, 1, watches), 0)
    # https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
    assert len(write.expression.encode()) <= 4_096
    assert write.expression.count(":") <= 300
    assert "watch watch 499" in write.names.values()


def test_attempts_are_counted_and_the_last_one_s_failure_is_named(store: DynamoDbStore, rows: Rows) -> None:
    store.claim(DELIVERY, NOW)
    store.give_back(DELIVERY, Status.DUE, "Slack: 503")
    store.claim(DELIVERY, NOW)
    store.claim(DELIVERY, NOW)  # busy: no attempt
    store.give_back(DELIVERY, Status.FAILED, "Slack: invalid_auth")
    row = rows()["channel#slack:#desk delivery#id-1"]
    assert (row["attempts"], row["status"]) == ({"N": "2"}, {"S": "failed"})
    assert row["why"] == {"S": "Slack: invalid_auth"}


@pytest.mark.parametrize("name", ["x" * 2048, "x" * 2049, "é" * 2040, "日" * 5000])
def test_a_key_is_never_longer_than_dynamodb_takes(name: str) -> None:
    key = clipped_pk(name)
    assert len(key.encode()) <= 2048
    assert key.startswith(name[:600])
    assert (key == name) == (len(name.encode()) <= 2048)


def test_an_item_that_is_larger_than_dynamodb_takes_is_refused_for_good(store: DynamoDbStore) -> None:
    large = OutboxItem("id-1", "slack:#desk", PAGE, "briefs/a.json", NOW, fingerprint=bytes(401 * 1024))
    with pytest.raises(PermanentError, match="size"):
        store.save(PAGE, [large], NOW)
