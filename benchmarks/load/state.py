"""The rows of the state table, read and moved by the benchmark, a partition at a time: they are many."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tools.deployment import Deployment

from pagebrief.delivery import stamp

Item = Mapping[str, Mapping[str, Any]]
_WEEK = timedelta(days=8)
_BATCH = 12
"""Rows that are moved in one request, of which each is put and deleted: at most 25 writes."""
_ASKED = 100
"""Rows of one request, at most."""


class State:
    def __init__(self, deployment: Deployment) -> None:
        self._client, self._table = deployment.client("dynamodb"), deployment.ids["StateTable"]

    def channels(self) -> list[str]:
        """Of all for which something once waited."""
        return [row["channel"]["S"] for row in self._query("channels", "")]

    def rows(self, channel: str, kind: str = "") -> Iterator[Item]:
        return self._query(f"channel#{channel}", kind)

    def pages(self, identities: Sequence[str]) -> Iterator[Item]:
        """``uri`` and ``items`` of those pages that were saved."""
        names = {"#items": "items", "#uri": "uri"}
        for start in range(0, len(identities), _ASKED):
            several = identities[start : start + _ASKED]
            keys = [{"pk": {"S": f"page#{each}"}, "sk": {"S": "page"}} for each in several]
            asked = {"Keys": keys, "ExpressionAttributeNames": names, "ProjectionExpression": "#uri, #items"}
            answer = self._client.batch_get_item(RequestItems={self._table: asked})
            yield from answer["Responses"][self._table]

    def waiting(self) -> int:
        return sum(1 for channel in self.channels() for _ in self.rows(channel, "waiting#"))

    def let_come_due(self) -> None:
        """As if a week had passed for all that waits: the functions' clock can't be set."""
        for channel in self.channels():
            waiting = list(self.rows(channel, "waiting#"))
            for start in range(0, len(waiting), _BATCH):
                self._move(waiting[start : start + _BATCH])

    def _move(self, rows: list[Item]) -> None:
        requests: list[Mapping[str, Any]] = []
        for row in rows:
            due = datetime.fromisoformat(row["due"]["S"])
            earlier = stamp(due - _WEEK)
            ids = {name: {"S": row[name]["S"].replace(stamp(due), earlier)} for name in ("sk", "id")}
            moved = {**ids, "due": {"S": earlier}}
            requests.append({"PutRequest": {"Item": {**row, **moved}}})
            requests.append({"DeleteRequest": {"Key": {"pk": row["pk"], "sk": row["sk"]}}})
        self._client.batch_write_item(RequestItems={self._table: requests})

    def _query(self, partition: str, prefix: str) -> Iterator[Item]:
        condition, values = "pk = :pk", {":pk": {"S": partition}}
        if prefix:
            condition, values = (
                f"{condition} AND begins_with(sk, :prefix)",
                values | {":prefix": {"S": prefix}},
            )
        found = self._client.get_paginator("query").paginate(
            TableName=self._table,
            KeyConditionExpression=condition,
            ExpressionAttributeValues=values,
            ConsistentRead=True,
        )
        for answer in found:
            yield from answer["Items"]
