"""The capacity that DynamoDB bills for a request, in request units.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

import base64
from collections.abc import Mapping
from math import ceil
from typing import Any

_READ, _WRITTEN = 4096, 1024  # bytes a unit


def item_size(item: Mapping[str, Mapping[str, Any]]) -> int:
    """Bytes: names and values. A number takes about a byte for two digits, and one more."""
    return sum(len(name.encode()) + _value_size(value) for name, value in item.items())


def _value_size(value: Mapping[str, Any]) -> int:
    ((kind, held),) = value.items()
    match kind:
        case "S":
            return len(held.encode())
        case "B":
            return len(base64.b64decode(held))
        case "N":
            return len(held) // 2 + 1
    raise ValueError(f"no row of ours holds a {kind}")


def read_units(operation: str, answer: Mapping[str, Any]) -> int:
    """Of a consistent read: a unit for each 4 KiB, of a query's rows together."""
    match operation:
        case "GetItem":
            return _units(item_size(answer.get("Item", {})), _READ)
        case "Query":
            return _units(sum(map(item_size, answer.get("Items", ()))), _READ)
    return 0


def write_units(operation: str, request: Mapping[str, Any]) -> int:
    """A unit for each KiB, two in a transaction.

    Of what is deleted the request does not say how large it is: in a transaction of ours a deleted item is
    put again elsewhere, so it counts as the puts do on average. An updated row, a delivery's, is below 1 KiB.
    """
    match operation:
        case "TransactWriteItems":
            return 2 * _transaction(request["TransactItems"])
        case "PutItem":
            return _units(item_size(request["Item"]), _WRITTEN)
        case "UpdateItem":
            return 1
    return 0


def _transaction(items: list[Mapping[str, Any]]) -> int:
    puts = [_units(item_size(each["Put"]["Item"]), _WRITTEN) for each in items if "Put" in each]
    deletes, updates = (sum(kind in each for each in items) for kind in ("Delete", "Update"))
    deleted = ceil(deletes * sum(puts) / len(puts)) if puts else deletes
    return sum(puts) + deleted + updates


def _units(size: int, unit: int) -> int:
    return max(1, ceil(size / unit))
