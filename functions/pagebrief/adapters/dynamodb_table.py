"""A DynamoDB table with the string keys ``pk`` and ``sk``: plain values in, plain values out, errors as ours.

It takes a client: unlike a resource it may be shared by threads. All reads are consistent. Expressions write
``#name`` for each attribute, so that no name is a reserved word, and ``:name`` for a value of ``values``.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import PagebriefError, PermanentError, TransientError

Row = Mapping[str, Any]
"""Text, bytes and whole numbers by their names."""

# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
_MAX_PK_BYTES, _MAX_SK_BYTES = 2048, 1024
_REFUSED = "ConditionalCheckFailed"
_MAY_PASS = frozenset({"ProvisionedThroughputExceeded", "ThrottlingError", "TransactionConflict"})


@dataclass(frozen=True, slots=True)
class Write:
    """Of one row: ``row`` is put; ``expression`` updates it; with neither the row is deleted.

    ``names``: of attributes that an expression can't name by themselves, by what it writes: ``#w0``.
    """

    pk: str
    sk: str
    row: Row | None = None
    expression: str = ""
    condition: str = ""
    values: Row = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


class Table:
    """``name`` is the table's."""

    def __init__(self, client: Any, name: str) -> None:
        self._client = client
        self._name = name

    def get(self, pk: str, sk: str) -> Row | None:
        answer = self._call("GetItem", "read", Key=_key(pk, sk), ConsistentRead=True)
        return _row(answer["Item"]) if "Item" in answer else None

    def query(
        self, pk: str, first: str, last: str, most: int | None = None, *, backwards: bool = False
    ) -> Iterator[Row]:
        """The rows of ``pk`` from ``first`` to ``last``, both included, in order, or ``backwards``."""
        arguments: dict[str, Any] = {
            "KeyConditionExpression": "pk = :pk AND sk BETWEEN :first AND :last",
            "ExpressionAttributeValues": _values({":pk": clipped_pk(pk), ":first": first, ":last": last}),
            "ConsistentRead": True,
            "ScanIndexForward": not backwards,
        }
        if most:
            arguments["Limit"] = most
        return islice(self._pages(arguments), most)

    def update(self, write: Write) -> tuple[bool, Row]:
        """Whether the condition held, and the row as it was before; empty where there was none."""
        try:
            answer = self._call(
                "UpdateItem",
                "written",
                **_arguments(write),
                ReturnValues="ALL_OLD",
                ReturnValuesOnConditionCheckFailure="ALL_OLD",
            )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            return False, _row(error.response.get("Item", {}))
        return True, _row(answer.get("Attributes", {}))

    def transact(self, writes: Sequence[Write]) -> Sequence[int]:
        """Write all, or none: then the places in ``writes`` of those whose condition did not hold."""
        items = [{_operation(write): _arguments(write) | {"TableName": self._name}} for write in writes]
        try:
            self._client.transact_write_items(TransactItems=items)
        except self._client.exceptions.TransactionCanceledException as error:
            reasons = [reason.get("Code") for reason in error.response.get("CancellationReasons", ())]
            refused = [place for place, code in enumerate(reasons) if code == _REFUSED]
            if not refused or _MAY_PASS & set(reasons):
                raise _canceled(error, self._name, reasons) from error
            return refused
        except AWS_ERRORS as error:
            raise _translate(error, self._name, "written", "PutItem, UpdateItem and DeleteItem") from error
        return ()

    def _pages(self, arguments: Mapping[str, Any]) -> Iterator[Row]:
        start: dict[str, Any] = {}
        while True:
            answer = self._call("Query", "read", **arguments, **start)
            yield from map(_row, answer["Items"])
            if "LastEvaluatedKey" not in answer:
                return
            start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}

    def _call(self, action: str, done: str, **arguments: Any) -> Mapping[str, Any]:
        method = getattr(self._client, re.sub(r"(?<!^)([A-Z])", r"_\1", action).lower())
        try:
            answer: Mapping[str, Any] = method(TableName=self._name, **arguments)
        except self._client.exceptions.ConditionalCheckFailedException:
            raise
        except AWS_ERRORS as error:
            raise _translate(error, self._name, done, action) from error
        return answer


def clipped_pk(key: str) -> str:
    """Readable, as long as DynamoDB takes it; the end of a longer one gives way to a hash of the whole."""
    return _clipped(key, _MAX_PK_BYTES)


def _clipped(key: str, most: int) -> str:
    encoded = key.encode()
    if len(encoded) <= most:
        return key
    digest = sha256(encoded).hexdigest()
    head = encoded[: most - len(digest) - 1].decode(errors="ignore")
    return f"{head}#{digest}"


def _key(pk: str, sk: str) -> dict[str, dict[str, str]]:
    return {"pk": {"S": clipped_pk(pk)}, "sk": {"S": _clipped(sk, _MAX_SK_BYTES)}}


def _operation(write: Write) -> str:
    return "Put" if write.row is not None else "Update" if write.expression else "Delete"


def _arguments(write: Write) -> dict[str, Any]:
    key = _key(write.pk, write.sk)
    arguments: dict[str, Any] = {"Key": key} if write.row is None else {"Item": {**key, **_values(write.row)}}
    if write.expression:
        arguments["UpdateExpression"] = write.expression
    if write.condition:
        arguments["ConditionExpression"] = write.condition
    names = re.findall(r"#\w+", f"{write.expression} {write.condition}")
    if names:
        arguments["ExpressionAttributeNames"] = {name: name[1:] for name in names} | dict(write.names)
    if write.values:
        arguments["ExpressionAttributeValues"] = _values({f":{name}": v for name, v in write.values.items()})
    return arguments


def _values(row: Row) -> dict[str, dict[str, Any]]:
    return {name: _value(value) for name, value in row.items()}


def _value(value: str | bytes | int) -> dict[str, Any]:
    match value:
        case str():
            return {"S": value}
        case bytes():
            return {"B": value}
        case _:
            return {"N": str(value)}


def _row(attributes: Mapping[str, Mapping[str, Any]]) -> Row:
    return {
        name: int(value["N"]) if "N" in value else next(iter(value.values()))
        for name, value in attributes.items()
    }


def _canceled(error: AwsError, table: str, reasons: Sequence[object]) -> PagebriefError:
    if _MAY_PASS & set(reasons):
        return TransientError(f"The state table {table} is busy ({describe(error)}). Try again later.")
    return PermanentError(f"The state table {table} could not be written ({describe(error)}).")


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
