"""Step Functions for one Distributed Map of one task, after the Amazon States Language.

Lists a bucket, makes batches, runs each as an execution of its own that may be retried, writes what became
of them, and redrives those that failed. moto's own knows no ItemBatcher, and runs functions in Docker.
https://states-language.net/spec.html#map-state
https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
"""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

Call = Callable[[str, Mapping[str, Any]], Any]
"""A function's ARN and its event → its answer, or a ``FunctionError``."""

MOST_BYTES = 262_144  # of an input or output, https://docs.aws.amazon.com/step-functions/latest/dg/limits-overview.html


class FunctionError(Exception):
    """A task failed; ``name`` is what retriers compare."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass
class Batch:
    """One child execution. ``waited``: seconds before each retry, without jitter."""

    given: Mapping[str, Any]
    answer: Any = None
    error: str | None = None
    waited: list[float] = field(default_factory=list)
    runs: int = 0


@dataclass
class Execution:
    batches: list[Batch]
    status: str


class StateMachine:
    def __init__(self, definition: Mapping[str, Any], s3: Any, call: Call) -> None:
        self._map = definition["States"][definition["StartAt"]]
        assert self._map["ItemProcessor"]["ProcessorConfig"]["Mode"] == "DISTRIBUTED"
        assert self._map["End"]
        self._s3, self._call = s3, call

    def start(self, given: Mapping[str, Any]) -> Execution:
        execution = Execution(list(self._batches(given)), "RUNNING")
        return self._run(execution, given)

    def redrive(self, execution: Execution, given: Mapping[str, Any]) -> Execution:
        """What failed runs anew, with what it was given at first."""
        assert execution.status == "FAILED"  # AWS takes no other
        return self._run(execution, given)

    def _run(self, execution: Execution, given: Mapping[str, Any]) -> Execution:
        due = [batch for batch in execution.batches if batch.answer is None]
        with ThreadPoolExecutor(path(given, self._map["MaxConcurrencyPath"])) as pool:
            list(pool.map(self._run_batch, due))
        failed = [batch for batch in execution.batches if batch.error]
        self._write(execution)
        tolerated = path(given, self._map["ToleratedFailurePercentagePath"])
        too_many = 100 * len(failed) > tolerated * len(execution.batches)
        execution.status = "FAILED" if too_many else "SUCCEEDED"
        return execution

    def _items(self, given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        reader = self._map["ItemReader"]
        assert reader["Resource"] == "arn:aws:states:::s3:listObjectsV2"
        pages = self._s3.get_paginator("list_objects_v2").paginate(**filled(reader["Parameters"], given))
        for page in pages:
            for each in page.get("Contents", []):
                at = each["LastModified"].timestamp()
                known = {name: each[name] for name in ("Key", "Size", "StorageClass")}
                yield {"Etag": each["ETag"], "LastModified": at, **known}

    def _batches(self, given: Mapping[str, Any]) -> Iterator[Batch]:
        batcher = self._map["ItemBatcher"]
        more = {"BatchInput": filled(batcher["BatchInput"], given)}
        items: list[dict[str, Any]] = []
        for item in self._items(given):
            full = len(items) == batcher["MaxItemsPerBatch"]
            if full or _size({**more, "Items": [*items, item]}) > batcher["MaxInputBytesPerBatch"]:
                yield Batch({**more, "Items": items})
                items = []
            items.append(item)
        if items:
            yield Batch({**more, "Items": items})

    def _run_batch(self, batch: Batch) -> None:
        processor = self._map["ItemProcessor"]
        task = processor["States"][processor["StartAt"]]
        assert task["Resource"] == "arn:aws:states:::lambda:invoke"
        tries: dict[int, int] = {}
        while True:
            batch.runs += 1
            try:
                arguments = filled(task["Parameters"], batch.given)
                assert _size(arguments["Payload"]) <= MOST_BYTES
                answer = {"Payload": self._call(arguments["FunctionName"], arguments["Payload"])}
                assert _size(answer) <= MOST_BYTES
            except FunctionError as error:
                wait = _wait(task["Retry"], error.name, tries)
                if wait is None:
                    batch.error = error.name
                    return
                batch.waited.append(wait)
            else:
                batch.answer, batch.error = path(answer, task["OutputPath"]), None
                return

    def _write(self, execution: Execution) -> None:
        writer = self._map["ResultWriter"]
        assert writer["Resource"] == "arn:aws:states:::s3:putObject"
        place = writer["Parameters"]
        for name, some in {
            "SUCCEEDED": [batch.answer for batch in execution.batches if batch.answer is not None],
            "FAILED": [batch.given for batch in execution.batches if batch.error],
        }.items():
            if some:
                key = f"{place['Prefix']}/run/{name}_0.json"
                self._s3.put_object(Bucket=place["Bucket"], Key=key, Body=json.dumps(some).encode())


def _wait(retriers: list[Mapping[str, Any]], error: str, tries: dict[int, int]) -> float | None:
    """Seconds until the next attempt by the first retrier that knows the error; None: there is none left."""
    for number, retrier in enumerate(retriers):
        if error in retrier["ErrorEquals"]:
            tries[number] = tries.get(number, 0) + 1
            if tries[number] > retrier["MaxAttempts"]:
                return None
            wait = retrier["IntervalSeconds"] * retrier["BackoffRate"] ** (tries[number] - 1)
            return float(min(wait, retrier.get("MaxDelaySeconds", wait)))
    return None


def filled(template: Any, given: Mapping[str, Any]) -> Any:
    """A payload template: names that end with ``.$`` take what their path finds."""
    if not isinstance(template, dict):
        return template
    return {
        name.removesuffix(".$"): path(given, value) if name.endswith(".$") else filled(value, given)
        for name, value in template.items()
    }


def path(given: Any, where: str) -> Any:
    """A reference path of names alone, such as ``$.BatchInput.replay``."""
    start, *names = where.split(".")
    assert start == "$"
    for name in names:
        given = given[name]
    return given


def _size(value: object) -> int:
    return len(json.dumps(value).encode())
