"""``pagebrief replay`` on a moto account, through the real handler: what comes in again, and who is told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from tools.local_aws import sqs_record
from typer.testing import CliRunner

from conftest import MakeClient
from http_double import HttpDouble, Reply
from integration.account import PAGE, ROOT, Account, failed
from integration.stacks import stand
from pagebrief.cli import app
from pagebrief.errors import PagebriefError
from unit.command import pagebrief

ANOTHER = (ROOT / "examples/pages/night-train.txt").read_bytes()


@dataclass
class Replayed:
    """An account with a stack of the name ``name``."""

    name: str
    account: Account
    queue: str
    dead: str

    def run(self, *arguments: str, expect: int = 0) -> str:
        """In this process, which is quicker: what it said, and the error that ended it."""
        run = CliRunner().invoke(app, ["replay", self.name, *arguments])
        error = run.exception if isinstance(run.exception, PagebriefError) else ""
        assert (2 if error else run.exit_code) == expect, run.output
        return f"{run.output}{error}"

    def work_off(self) -> None:
        """What is in the page queue goes through on_page, what it asked for through on_delivery."""
        while (event := self.take())["Records"]:
            assert failed(self.account.handle(event)) == []
            for record in event["Records"]:
                handle = record["receiptHandle"]
                self.account.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=handle)
        while self.account.deliver() or self.account.sqs.receive_message(
            QueueUrl=self.account.queue, VisibilityTimeout=0
        ).get("Messages"):
            pass

    def take(self) -> dict[str, Any]:
        found = self.account.sqs.receive_message(
            QueueUrl=self.queue, MaxNumberOfMessages=5, AttributeNames=["All"]
        )
        return {"Records": [sqs_record(message) for message in found.get("Messages", [])]}

    def come_in(self, *keys: str, body: bytes = PAGE) -> None:
        """As if S3 had told of them."""
        for number, key in enumerate(keys):
            page = body.replace(b"Harbour Town Votes", f"Harbour Town {number} Votes".encode())
            self.account.handle({"Records": [self.account.drop(key, page)]})
        self.work_off()

    @property
    def told(self) -> int:
        return len(self.account.slack.messages)


@pytest.fixture
def there(account: Account, aws_endpoint: str, make_client: MakeClient) -> Iterator[Replayed]:
    name = f"brief-{uuid4().hex[:8]}"
    buckets = {"PageBucketName": account.bucket, "StateBucketName": account.state_bucket}
    cloudformation = make_client("cloudformation", aws_endpoint)
    queues = ("PageQueue", "PageDeadLetterQueue", "DeliveryDeadLetterQueue")
    made = stand(cloudformation, name, buckets, *queues)
    yield Replayed(name, account, made["PageQueueUrl"], made["PageDeadLetterQueueUrl"])
    cloudformation.delete_stack(StackName=name)


def test_a_prefix_comes_in_again_and_nobody_is_told_twice(there: Replayed) -> None:
    there.come_in("in/a.txt", "other/b.txt")
    told = there.told
    there.account.drop("in/C++ a+b é & co.txt", ANOTHER)
    assert "sent 2 pages" in there.run("--prefix", "in/")
    there.work_off()
    assert {record["source"]["key"] for record in there.account.kept("briefs")} == {
        "in/a.txt",
        "other/b.txt",
        "in/C++ a+b é & co.txt",
    }
    there.run("--prefix", "in/")
    there.work_off()
    assert there.told == told + 1


def test_a_dry_run_counts_estimates_and_sends_nothing(there: Replayed) -> None:
    for key in ("in/a.txt", "in/b.txt"):
        there.account.drop(key)
    said = there.run("--prefix", "in/", "--dry-run")
    assert f"would send 2 pages ({2 * len(PAGE) / 1e6:.1f} MB)" in said
    assert "Lambda" in said
    assert "together" in said
    assert there.take()["Records"] == []


def test_a_time_chooses_what_was_put_within_it(there: Replayed) -> None:
    there.account.drop("in/a.txt")
    assert "sent 0 pages" in there.run("--until", "1h")
    assert "sent 1 page " in there.run("--since", "1h")
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).date().isoformat()
    assert "sent 0 pages" in there.run("--since", tomorrow)


def test_what_was_discarded_for_a_reason_comes_in_again_once_and_what_is_gone_is_named(
    there: Replayed, s3: Any
) -> None:
    there.come_in("in/a.pdf", "in/b.pdf", "in/gone.pdf", body=b"%PDF-1.7")
    there.come_in("in/empty.txt", body=b"")
    there.account.handle({"Records": [there.account.notification("in/a.pdf", "other-event")]})
    s3.delete_object(Bucket=there.account.bucket, Key="in/gone.pdf")
    for key in ("in/a.pdf", "in/b.pdf"):
        there.account.drop(
            key, PAGE.replace(b"bridge", key[3:4].encode() * 3)
        )  # as a better cleaner reads it
    said = there.run("--discarded", "unreadable", "--since", "1d")
    assert "sent 2 pages" in said
    assert f"gone: s3://{there.account.bucket}/in/gone.pdf" in said
    there.work_off()
    assert {record["source"]["key"] for record in there.account.kept("briefs")} == {"in/a.pdf", "in/b.pdf"}
    assert there.told
    assert "sent 0 pages" in there.run("--discarded", "any", "--until", "2020-01-01")
    assert "sent 3 pages" in there.run("--discarded", "any", "--dry-run").replace("would send", "sent")


def test_a_reason_that_is_none_is_refused(there: Replayed) -> None:
    assert "no page is discarded for" in there.run("--discarded", "boring", expect=2)


def test_a_quiet_replay_keeps_briefs_and_tells_nobody(there: Replayed) -> None:
    there.account.drop("in/a.txt")
    assert "messages wait" not in there.run("--prefix", "", "--quiet")
    there.work_off()
    assert len(there.account.kept("briefs")) == 1
    assert there.told == 0


def test_a_quiet_replay_warns_of_pages_that_wait_to_be_told(there: Replayed) -> None:
    there.account.drop("in/a.txt")
    there.run("--prefix", "")
    assert "1 messages wait" in there.run("--prefix", "", "--quiet")


def test_what_is_asked_for_again_is_told_once_more_however_often_it_is_sent_by_one_id(
    there: Replayed,
) -> None:
    there.come_in("in/a.txt")
    for _ in range(2):
        there.run("--prefix", "in/", "--again", "--id", "monday")
        there.work_off()
    assert there.told == 2
    assert "replay monday asked for it" in json.dumps(there.account.slack.messages[1])


def test_who_was_interrupted_goes_on_behind_what_was_sent(there: Replayed) -> None:
    for number in range(25):
        there.account.drop(f"in/{number:02}.txt")
    assert "sent 5 pages" in there.run("--prefix", "in/", "--after", "in/19.txt", "--id", "monday")


def test_an_interruption_says_how_to_go_on(there: Replayed, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        there.account.drop(f"in/{number:02}.txt")
    taken = Reply(body=b'{"Successful": [], "Failed": []}')
    refusal = b'{"__type": "com.amazonaws.sqs#QueueDoesNotExist", "message": "gone"}'
    with HttpDouble(taken, Reply(400, refusal)) as sqs:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", sqs.url)
        said = there.run("--prefix", "in/", "--id", "monday", expect=2)
    assert "--id monday --after in/09.txt" in said
    assert "does not exist" in said


@pytest.mark.parametrize(("which", "queues"), [("page", ["Page"]), ("all", ["Page", "Delivery"])])
def test_dead_letters_are_moved_back_by_the_queue_itself(
    there: Replayed, which: str, queues: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """moto can't move messages: it counts, a double hears what SQS is asked."""
    attributes = [
        Reply(body=json.dumps({"Attributes": _attributes(f"arn:aws:sqs:r:1:{queue}")}).encode())
        for queue in queues
    ]
    moved = Reply(body=b'{"TaskHandle": "a"}')
    replies = [reply for attribute in attributes for reply in (attribute, moved)]
    with HttpDouble(*replies) as sqs:
        monkeypatch.setenv("AWS_ENDPOINT_URL_SQS", sqs.url)
        said = there.run("--dead-letters", which, "--per-second", "7")
        asked = [json.loads(body) for body in sqs.bodies if b"SourceArn" in body]
    assert [each["SourceArn"] for each in asked] == [f"arn:aws:sqs:r:1:{queue}" for queue in queues]
    assert {each["MaxNumberOfMessagesPerSecond"] for each in asked} == {7}
    assert said.count("moving about 3 messages") == len(queues)


def _attributes(arn: str) -> dict[str, str]:
    counts = {"ApproximateNumberOfMessages": "2", "ApproximateNumberOfMessagesNotVisible": "1"}
    return {"QueueArn": arn, **counts, "ApproximateNumberOfMessagesDelayed": "0"}


def test_dead_letters_are_counted_by_a_dry_run(there: Replayed) -> None:
    there.account.sqs.send_message(QueueUrl=there.dead, MessageBody="{}")
    assert "would move about 1 message" in there.run("--dead-letters", "page", "--dry-run")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], "name what"),
        (["--dead-letters", "page", "--quiet"], "takes all that lies there"),
        (["--since", "yesterday"], "is no time"),
    ],
)
def test_what_makes_no_sense_together_is_refused(
    there: Replayed, arguments: list[str], expected: str
) -> None:
    assert expected in " ".join(there.run(*arguments, expect=2).replace("│", " ").split())


def test_a_stack_that_is_not_there_is_named(there: Replayed) -> None:
    assert "no stack nowhere" in pagebrief("replay", "nowhere", "--prefix", "", expect=2).stderr
