"""What was told to whom, in one DynamoDB table with the string keys ``pk`` and ``sk``.

A delivery is one item: ``status`` (sending | told), ``lease_until`` (epoch seconds; 0 once released),
``receipt``, ``told_at`` (ISO 8601), ``expires`` (epoch seconds, the table's TTL attribute) and ``attempts``,
which is only for a person who asks why a page was late.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import PagebriefError, PermanentError, TransientError
from pagebrief.ports import Claim

_Value = Mapping[str, str]
_SENDING: _Value = {"S": "sending"}
_TOLD: _Value = {"S": "told"}

# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
_MAX_KEY_BYTES = 2048


class DynamoDbStore:
    """Each method is one conditional write. It takes a client: unlike a resource it may be shared by threads.

    The lease must outlast the function's own timeout, so that whoever lost it is no longer sending.
    """

    def __init__(self, client: Any, table: str, retention: timedelta) -> None:
        self._client = client
        self._table = table
        self._retention = retention

    def claim(self, delivery: str, now: datetime, lease: timedelta) -> Claim:
        holder = self._update(
            delivery,
            "SET #status = :sending, lease_until = :until, expires = :expires ADD attempts :one",
            condition="attribute_not_exists(pk) OR (#status = :sending AND lease_until <= :now)",
            values={
                ":sending": _SENDING,
                ":now": _moment(now),
                ":until": _moment(now + lease),
                ":expires": self._expiry(now),
                ":one": {"N": "1"},
            },
        )
        if holder is None:
            return Claim.GRANTED
        return Claim.TOLD if holder["status"] == _TOLD else Claim.BUSY

    def mark_told(self, delivery: str, now: datetime, receipt: str) -> None:
        self._update(
            delivery,
            "SET #status = :told, receipt = :receipt, told_at = :now, expires = :expires REMOVE lease_until",
            values={
                ":told": _TOLD,
                ":receipt": {"S": receipt},
                ":now": {"S": now.isoformat()},
                ":expires": self._expiry(now),
            },
        )

    def was_told(self, delivery: str) -> bool:
        try:
            found = self._client.get_item(TableName=self._table, Key=_key(delivery), ConsistentRead=True)
        except AWS_ERRORS as error:
            raise _translate(error, self._table, "read", "GetItem") from error
        return bool(found.get("Item", {}).get("status") == _TOLD)

    def release(self, delivery: str, until: datetime) -> None:
        self._update(
            delivery,
            "SET lease_until = :never",
            condition="#status = :sending AND lease_until = :mine",
            values={":sending": _SENDING, ":mine": _moment(until), ":never": {"N": "0"}},
        )

    def _update(
        self, delivery: str, change: str, *, values: Mapping[str, _Value], condition: str | None = None
    ) -> Mapping[str, _Value] | None:
        """Write, or give the item that stands against the condition."""
        conditional = (
            {"ConditionExpression": condition, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
            if condition
            else {}
        )
        try:
            self._client.update_item(
                TableName=self._table,
                Key=_key(delivery),
                UpdateExpression=change,
                ExpressionAttributeNames={"#status": "status"},
                ExpressionAttributeValues=values,
                **conditional,
            )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            holder: Mapping[str, _Value] = error.response.get("Item", {})
            return holder
        except AWS_ERRORS as error:
            raise _translate(error, self._table, "written", "UpdateItem") from error
        return None

    def _expiry(self, now: datetime) -> _Value:
        # TTL ignores fractions of a second.
        return {"N": str(int((now + self._retention).timestamp()))}


def _moment(time: datetime) -> _Value:
    return {"N": f"{time.timestamp():.3f}"}


def _key(delivery: str) -> Mapping[str, _Value]:
    return {"pk": {"S": _partition_key(delivery)}, "sk": {"S": "delivery"}}


def _partition_key(delivery: str) -> str:
    """Readable, as long as DynamoDB takes it; the end of a longer one gives way to a hash of the whole."""
    key = f"delivery#{delivery}"
    encoded = key.encode()
    if len(encoded) <= _MAX_KEY_BYTES:
        return key
    digest = sha256(encoded).hexdigest()
    head = encoded[: _MAX_KEY_BYTES - len(digest) - 1].decode(errors="ignore")
    return f"{head}#{digest}"


def _translate(error: AwsError, table: str, done: str, action: str) -> PagebriefError:
    if is_transient(error):
        return TransientError(
            f"The state table {table} could not be {done} just now ({describe(error)}). Try again later."
        )
    match error_code(error):
        case "ResourceNotFoundException":
            return PermanentError(
                f"The state table {table} does not exist. Check STATE_TABLE and the region."
            )
        case "AccessDeniedException":
            return PermanentError(
                f"The state table {table} may not be {done} ({describe(error)}). "
                f"Allow the function dynamodb:{action} on it."
            )
        case _:
            return PermanentError(f"The state table {table} could not be {done} ({describe(error)}).")
