"""What the README promises of `sam local invoke`, with the events and the environment of infra/."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tools.local_aws import ENVIRONMENT, LocalAws
from tools.sam_local import DELIVERY_FUNCTION, ROOT, SCHEDULE_FUNCTION, InvocationError, invoke

pytestmark = pytest.mark.container

EVENTS = ROOT / "infra/events"
EVERYBODY = ["slack:#pages", "email:desk@example.org"]


@pytest.fixture(scope="module")
def stand_ins() -> Iterator[LocalAws]:
    with LocalAws() as local:
        yield local


@pytest.mark.parametrize(
    ("event", "page"),
    [("s3-put.json", "incoming/harbour-bridge.txt"), ("eventbridge.json", "incoming/kelp-farm.md")],
)
def test_a_bare_event_is_answered_with_who_is_to_be_told(
    stand_ins: LocalAws, tmp_path: Path, event: str, page: str
) -> None:
    messages, mail = len(stand_ins.slack.messages), len(stand_ins.mail())

    answer = invoke(EVENTS / event, ENVIRONMENT)
    assert answer == {"pages": [{"page": f"s3://pagebrief-pages/{page}", "waiting": EVERYBODY}]}
    assert len(stand_ins.slack.messages) == messages

    deliver(stand_ins, tmp_path)
    assert len(stand_ins.slack.messages) == messages + 1
    assert len(stand_ins.mail()) == mail + 1


def deliver(stand_ins: LocalAws, folder: Path) -> None:
    """All that waits in the queue of deliveries."""
    event = stand_ins.take_deliveries(folder)
    assert event is not None
    assert invoke(event, ENVIRONMENT, DELIVERY_FUNCTION) == {"batchItemFailures": []}


def test_a_batch_from_the_queue_is_answered_with_what_failed_here_nothing(
    stand_ins: LocalAws, tmp_path: Path
) -> None:
    messages = len(stand_ins.slack.messages)

    assert invoke(EVENTS / "sqs-s3-put.json", ENVIRONMENT) == {"batchItemFailures": []}
    deliver(stand_ins, tmp_path)

    assert len(stand_ins.slack.messages) == messages + 2


def test_the_test_event_that_s3_sends_first_is_acknowledged(stand_ins: LocalAws) -> None:
    assert invoke(EVENTS / "sqs-s3-test-event.json", ENVIRONMENT) == {"batchItemFailures": []}


def test_the_schedule_finds_nothing_that_is_due_once_all_was_told(stand_ins: LocalAws) -> None:
    assert invoke(EVENTS / "schedule.json", ENVIRONMENT, SCHEDULE_FUNCTION) == {"asked": []}


def test_a_failure_is_seen_although_sam_ends_well(stand_ins: LocalAws, tmp_path: Path) -> None:
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"Records": [{"eventSource": "aws:sns"}]}), "utf-8")
    with pytest.raises(InvocationError, match="unknown kind"):
        invoke(event, ENVIRONMENT)
