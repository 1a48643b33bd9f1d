"""``pagebrief backfill``: the template's own state machine over moto's S3, through the real handler."""

import json
import threading
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from backfill_template import definition
from conftest import MakeClient
from integration.account import CONTEXT, NO_TIME_LEFT, PAGE, ROOT, Account
from integration.stacks import stand
from pagebrief.cli import app
from pagebrief.errors import PagebriefError
from state_machine import Call, Execution, FunctionError, StateMachine

ANOTHER = (ROOT / "examples/pages/night-train.txt").read_bytes()


class Backfilled:
    """An account, whose backfill calls ``on_page`` in this process."""

    def __init__(self, account: Account, s3: Any) -> None:
        self.account, self._s3 = account, s3
        self.context = CONTEXT

    def machine(self, call: Call | None = None) -> StateMachine:
        names = {"PageBucketName": self.account.bucket, "StateBucketName": self.account.state_bucket}
        return StateMachine(definition(PageFunctionName="page", **names), self._s3, call or self._handle)

    def run(self, **changes: Any) -> Execution:
        return self.machine().start(given(**changes))

    def _handle(self, _: str, event: Mapping[str, Any]) -> Any:
        try:
            return self.account.handle(json.loads(json.dumps(event)), self.context)
        except PagebriefError as error:
            raise FunctionError(type(error).__name__) from error

    @property
    def told(self) -> int:
        self.account.deliver()
        return len(self.account.slack.messages)


def given(*, alert: bool = False, **changes: Any) -> dict[str, Any]:
    how = {"id": "monday", "quiet": not alert, "again": False}
    return {"prefix": "in/", "concurrency": 1, "tolerated": 5, "replay": how, **changes}


@pytest.fixture
def there(account: Account, s3: Any) -> Backfilled:
    return Backfilled(account, s3)


def test_all_below_a_prefix_gets_its_brief_and_nobody_is_told(there: Backfilled) -> None:
    for key, body in {
        "in/C++ a+b é.txt": PAGE,
        "in/b.txt": ANOTHER,
        "in/c.pdf": b"%PDF",
        "d.txt": PAGE,
    }.items():
        there.account.drop(key, body)
    execution = there.run()
    assert execution.status == "SUCCEEDED"
    assert [batch.answer for batch in execution.batches] == [{"pages": 3, "discarded": 1}]
    keys = {record["source"]["key"] for record in there.account.kept("briefs")}
    assert keys == {"in/C++ a+b é.txt", "in/b.txt"}
    assert there.told == 0
    assert there.account.kept("backfills") == [[{"pages": 3, "discarded": 1}]]


def test_who_wants_to_be_told_is_told_once_whatever_is_filled_back_later(there: Backfilled) -> None:
    there.account.drop("in/a.txt")
    there.run(alert=True)
    assert there.told == 1
    there.run(alert=True)
    there.run()
    assert there.told == 1


def test_what_was_filled_back_in_silence_stays_untold_when_it_is_announced_again(there: Backfilled) -> None:
    record = there.account.drop("in/a.txt")
    there.run()
    there.account.handle({"Records": [record]})
    assert there.told == 0


def test_what_is_put_while_it_runs_is_left_to_its_own_event_and_told(there: Backfilled) -> None:
    record = there.account.drop("in/a.txt")
    how = {"id": "monday", "quiet": True, "again": False, "began": "2020-01-01T00:00:00+00:00"}
    assert [batch.answer["pages"] for batch in there.run(replay=how).batches] == [0]
    there.account.handle({"Records": [record]})
    assert there.told == 1


def test_a_batch_that_time_runs_out_for_is_tried_again_and_redriven_later(there: Backfilled) -> None:
    there.account.drop("in/a.txt")
    there.context = NO_TIME_LEFT
    machine = there.machine()
    execution = machine.start(given())
    (batch,) = execution.batches
    assert (execution.status, batch.error, batch.waited) == (
        "FAILED",
        "TransientError",
        [10, 20, 40, 80, 160],
    )
    there.context = CONTEXT
    assert machine.redrive(execution, given()).status == "SUCCEEDED"
    assert len(there.account.kept("briefs")) == 1


def test_a_busy_function_is_waited_for(there: Backfilled) -> None:
    there.account.drop("in/a.txt")
    answers = iter([*["Lambda.TooManyRequestsException"] * 8, ""])

    def busy(_: str, event: Mapping[str, Any]) -> Any:
        if error := next(answers):
            raise FunctionError(error)
        return {}

    (batch,) = there.machine(busy).start(given()).batches
    assert batch.waited == [5, 10, 20, 40, 80, 160, 300, 300]
    assert batch.answer == {}


def drop_many(there: Backfilled, number: int, tail: str = "") -> None:
    for each in range(number):
        there.account.drop(f"in/{each:04}{tail}", b"-")


def test_a_redrive_runs_the_batches_that_failed_and_no_other(there: Backfilled) -> None:
    drop_many(there, 101)
    broken = {"in/0050"}

    def call(_: str, event: Mapping[str, Any]) -> Any:
        if broken & {each["Key"] for each in event["objects"]}:
            raise FunctionError("PermanentError")
        return {"pages": len(event["objects"])}

    machine = there.machine(call)
    execution = machine.start(given())
    assert execution.status == "FAILED"
    assert [batch.error for batch in execution.batches] == [None, "PermanentError", None]
    failed = json.loads(
        there.account.s3.get_object(Bucket=there.account.state_bucket, Key="backfills/run/FAILED_0.json")[
            "Body"
        ].read()
    )
    assert "in/0050" in {each["Key"] for batch in failed for each in batch["Items"]}
    broken.clear()
    assert machine.redrive(execution, given()).status == "SUCCEEDED"
    assert [batch.runs for batch in execution.batches] == [1, 2, 1]
    assert [batch.answer["pages"] for batch in execution.batches] == [50, 50, 1]


def test_failures_within_what_is_tolerated_do_not_stop_it(there: Backfilled) -> None:
    drop_many(there, 51)

    def call(_: str, event: Mapping[str, Any]) -> Any:
        if len(event["objects"]) == 1:
            raise FunctionError("PermanentError")
        return {}

    assert there.machine(call).start(given(tolerated=50)).status == "SUCCEEDED"


def test_no_more_batches_run_at_once_than_were_asked_for(there: Backfilled) -> None:
    drop_many(there, 201)
    running, most, lock = Counter[str](), [0], threading.Lock()
    together = threading.Barrier(2, timeout=30)

    def call(_: str, event: Mapping[str, Any]) -> Any:
        with lock:
            running["now"] += 1
            most.append(running["now"])
        if len(event["objects"]) == 50:
            together.wait()
        with lock:
            running["now"] -= 1
        return {}

    there.machine(call).start(given(concurrency=2))
    assert max(most) == 2


def test_a_batch_of_the_longest_keys_is_within_what_a_state_may_be_given(there: Backfilled) -> None:
    drop_many(there, 60, "é" * 500)
    execution = there.machine(lambda _, event: {"pages": len(event["objects"])}).start(given())
    assert len(execution.batches) == 2
    assert sum(batch.answer["pages"] for batch in execution.batches) == 60


@pytest.fixture
def stacks(account: Account, aws_endpoint: str, make_client: MakeClient) -> str:
    """The name of the stack; that of the backfill is beside it."""
    name = f"brief-{uuid4().hex[:8]}"
    machine = make_client("stepfunctions", aws_endpoint).create_state_machine(
        name=name, definition=json.dumps({"StartAt": "a"}), roleArn="arn:aws:iam::123456789012:role/r"
    )
    cloudformation = make_client("cloudformation", aws_endpoint)
    buckets = {"PageBucketName": account.bucket, "StateBucketName": account.state_bucket}
    stand(cloudformation, name, buckets, "PageQueue")
    arn = {"BackfillArn": machine["stateMachineArn"]}
    stand(cloudformation, f"{name}-backfill", arn, "Unused")  # moto makes no stack of nothing
    return name


def test_the_command_starts_it_with_all_that_the_definition_asks_for(
    there: Backfilled, stacks: str, aws_endpoint: str, make_client: MakeClient
) -> None:
    there.account.drop("in/a.txt")
    run = CliRunner().invoke(app, ["backfill", stacks, "--prefix", "in/", "--concurrency", "3"])
    assert run.exit_code == 0, run.output
    arn = run.output.split()[1]
    assert f"redrive-execution --execution-arn {arn}" in run.output
    started = make_client("stepfunctions", aws_endpoint).describe_execution(executionArn=arn)
    asked = json.loads(started["input"])
    assert asked["replay"]["quiet"] is True
    assert asked["replay"]["id"].startswith(f"{datetime.now(UTC):%Y-%m-%d}")
    assert there.machine().start(asked).status == "SUCCEEDED"
    assert len(there.account.kept("briefs")) == 1


def test_a_dry_run_counts_and_starts_nothing(there: Backfilled, stacks: str) -> None:
    drop_many(there, 3)
    run = CliRunner().invoke(app, ["backfill", stacks, "--prefix", "in/", "--dry-run"])
    assert "would read 3 pages" in run.output
    assert "Step Functions" in run.output


def test_who_has_not_deployed_it_is_told_how(there: Backfilled, stacks: str) -> None:
    run = CliRunner().invoke(app, ["backfill", stacks, "--prefix", "", "--backfill-stack", "none"])
    assert "make deploy-backfill" in str(run.exception)
