"""moto's transactions without its copies: for each write of one it copies the whole table.

The larger the table, the longer that takes: ten thousand pages would take hours of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType
from moto.dynamodb.models.table import Table


def without_copies() -> None:
    """From now on, in this process: only rows that are written are copied, and put back if one is refused."""
    transact = DynamoDBBackend.transact_write_items

    def transact_write_items(backend: DynamoDBBackend, transact_items: Sequence[Mapping[str, Any]]) -> None:
        with _put_back_if_refused(backend, transact_items):
            transact(backend, list(transact_items))  # type: ignore[arg-type] # it takes any mapping

    Table.__deepcopy__ = lambda table, _memo: table  # type: ignore[attr-defined]
    DynamoDBBackend.transact_write_items = transact_write_items  # type: ignore[method-assign,assignment]


@contextmanager
def _put_back_if_refused(backend: DynamoDBBackend, items: Sequence[Mapping[str, Any]]) -> Iterator[None]:
    writes = [next(iter(item.values())) for item in items]
    rows = [(backend.get_table(write["TableName"]), *_key(write)) for write in writes]
    before = [deepcopy(table.items.get(pk, {}).get(sk)) for table, pk, sk in rows]
    try:
        yield
    except Exception:
        for (table, pk, sk), row in zip(rows, before, strict=True):
            if row is None:
                table.items.get(pk, {}).pop(sk, None)
            else:
                table.items[pk][sk] = row
        raise


def _key(write: Mapping[str, Any]) -> tuple[DynamoType, DynamoType]:
    key = write.get("Item") or write["Key"]
    return DynamoType(key["pk"]), DynamoType(key["sk"])
