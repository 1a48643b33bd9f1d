"""The handler with real events, a real moto server and a real HTTP Slack: everything but the container."""

import io
import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

import boto3  # type: ignore[import-untyped] # boto3 ships no types
import pytest

import on_page
from conftest import REGION, SentMail
from pagebrief.errors import SettingsError
from slack_double import SlackDouble

ROOT = Path(__file__).parents[2]
EVENTS = ROOT / "tests/events"
PAGE = (ROOT / "examples/pages/harbour-bridge.txt").read_bytes()
AWKWARD_KEY = "reports/C++ a+b é & co.txt"
CONTEXT = SimpleNamespace(
    function_name="page",
    memory_limit_in_mb=1769,
    invoked_function_arn=f"arn:aws:lambda:{REGION}:123456789012:function:page",
    aws_request_id="request",
    get_remaining_time_in_millis=lambda: 60_000,
)


class Account:
    """A page bucket, its state, a Slack and a mailbox; ``handle`` is one invocation of the function."""

    def __init__(self, bucket: str, state_bucket: str, s3: Any, slack: SlackDouble, recipient: str) -> None:
        self.bucket, self.state_bucket, self.recipient = bucket, state_bucket, recipient
        self.s3, self.slack = s3, slack

    def drop(self, key: str, body: bytes = PAGE) -> dict[str, Any]:
        """Put a page; the record of S3's notification."""
        etag = self.s3.put_object(Bucket=self.bucket, Key=key, Body=body)["ETag"].strip('"')
        return self.notification(key, etag)

    def notification(self, key: str, etag: str = "0" * 32) -> dict[str, Any]:
        event: dict[str, Any] = json.loads((EVENTS / "s3-put.json").read_text("utf-8"))
        record: dict[str, Any] = deepcopy(event["Records"][0])
        record["s3"]["bucket"]["name"] = self.bucket
        record["s3"]["object"] |= {"key": quote_plus(key, safe="/"), "eTag": etag}
        record["s3"]["object"].pop("versionId", None)
        return record

    def handle(self, event: Mapping[str, Any]) -> dict[str, Any]:
        return dict(on_page.handler(dict(event), CONTEXT))

    def kept(self, folder: str) -> list[dict[str, Any]]:
        listing = self.s3.list_objects_v2(Bucket=self.state_bucket, Prefix=f"{folder}/").get("Contents", [])
        bodies = (self.s3.get_object(Bucket=self.state_bucket, Key=each["Key"])["Body"] for each in listing)
        return [json.load(body) for body in bodies]


@pytest.fixture
def account(  # noqa: PLR0917 # fixtures
    bucket: str,
    table: str,
    s3: Any,
    ses: Any,
    aws_endpoint: str,
    slack: SlackDouble,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Account]:
    state_bucket = f"state-{bucket}"
    s3.create_bucket(Bucket=state_bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    recipient = f"{bucket}@example.org"
    for name, value in {
        "AWS_ENDPOINT_URL": aws_endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "POWERTOOLS_TRACE_DISABLED": "true",
        "STATE_TABLE": table,
        "STATE_BUCKET": state_bucket,
        "SLACK_SECRET": f"slack-{bucket}",
        "EMAIL_FROM": "desk@example.org",
        "EMAIL_TO": recipient,
        "MAX_PAGE_BYTES": "1000000",
    }.items():
        monkeypatch.setenv(name, value)
    boto3.client("secretsmanager", region_name=REGION).create_secret(
        Name=f"slack-{bucket}", SecretString=json.dumps({"webhook_url": slack.webhook_url})
    )
    on_page.desk.cache_clear()
    yield Account(bucket, state_bucket, s3, slack, recipient)
    on_page.desk.cache_clear()


def sqs(*bodies: object) -> dict[str, Any]:
    """A batch from the queue, one message a body; message ids are m0, m1, …"""
    template = json.loads((EVENTS / "sqs-s3-put.json").read_text("utf-8"))["Records"][0]
    return {
        "Records": [
            {
                **template,
                "messageId": f"m{number}",
                "body": body if isinstance(body, str) else json.dumps(body),
            }
            for number, body in enumerate(bodies)
        ]
    }


def failed(answer: Mapping[str, Any]) -> list[str]:
    return [item["itemIdentifier"] for item in answer["batchItemFailures"]]


def test_a_page_in_the_queue_reaches_slack_and_the_mailbox(account: Account, sent_mail: SentMail) -> None:
    assert failed(account.handle(sqs({"Records": [account.drop("in/bridge.txt")]}))) == []
    (message,) = account.slack.messages
    assert "Harbour Town Votes" in message["text"]
    (mail,) = sent_mail(account.recipient)
    assert "Harbour Town Votes" in mail["subject"]
    (record,) = account.kept("briefs")
    assert record["page"]["published"] == "2026-03-02T11:05+05:30"


def test_a_bare_event_is_answered_with_what_became_of_each_page(account: Account) -> None:
    answer = account.handle({"Records": [account.drop("in/a.txt"), account.drop("in/b.pdf", b"%PDF-1.7")]})
    told, discarded = answer["pages"]
    assert told == {
        "page": f"s3://{account.bucket}/in/a.txt",
        "told": ["slack:webhook", f"email:{account.recipient}"],
    }
    assert discarded["discarded"] == "unsupported format"


@pytest.mark.parametrize("source", ["bare S3", "bare EventBridge", "S3 in SQS", "EventBridge in SQS"])
def test_awkward_keys_are_read_as_each_source_writes_them(account: Account, source: str) -> None:
    record = account.drop(AWKWARD_KEY)
    bridge = json.loads((EVENTS / "eventbridge-created.json").read_text("utf-8"))
    bridge["detail"]["bucket"]["name"] = account.bucket
    bridge["detail"]["object"] |= {"key": AWKWARD_KEY, "etag": record["s3"]["object"]["eTag"]}
    s3_event = {"Records": [record]}
    event = {
        "bare S3": s3_event,
        "bare EventBridge": bridge,
        "S3 in SQS": sqs(s3_event),
        "EventBridge in SQS": sqs(bridge),
    }[source]
    account.handle(event)
    assert len(account.slack.messages) == 1
    (record,) = account.kept("briefs")
    assert record["source"]["key"] == AWKWARD_KEY


def test_a_redelivered_event_tells_nothing_twice(account: Account, sent_mail: SentMail) -> None:
    event = sqs({"Records": [account.drop("in/a.txt")]})
    account.handle(event)
    account.handle(event)
    assert len(account.slack.messages) == 1
    assert len(sent_mail(account.recipient)) == 1


def test_rubbish_costs_the_rest_of_the_batch_nothing(account: Account) -> None:
    s3_test_event = json.loads((EVENTS / "s3-test-event.json").read_text("utf-8"))
    records = [
        account.drop("in/good.txt"),
        account.drop("in/empty.txt", b""),
        account.drop("in/rubbish", bytes(range(256)) * 8),
        account.drop("in/latin1.txt", PAGE.replace(b"euros", b"\xe9uros")),
        account.drop("in/large.html", b"<p>x</p>" * 150_000),
        account.drop("in/deep.html", b"<div>" * 100_000),
        account.drop("in/menu.html", b"<ul><li>Home</li><li>News</li></ul>"),
        account.notification("in/never there.txt"),
    ]
    answer = account.handle(sqs(s3_test_event, *({"Records": [record]} for record in records)))
    assert failed(answer) == []
    assert len(account.slack.messages) == 2
    reasons = {record["source"]["key"]: record["discarded"]["reason"] for record in account.kept("discarded")}
    assert reasons == {
        "in/empty.txt": "empty",
        "in/rubbish": "unsupported format",
        "in/large.html": "too large",
        "in/deep.html": "no article",
        "in/menu.html": "no article",
        "in/never there.txt": "missing",
    }


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_page_that_slack_turns_away_comes_again_alone(
    account: Account, sent_mail: SentMail, status: int
) -> None:
    batch = sqs(*({"Records": [account.drop(f"in/{name}.txt", PAGE + name.encode())]} for name in "abc"))
    account.slack.answer_next(status, {"Retry-After": "1"}, b"no")
    assert failed(account.handle(batch)) == ["m0"]
    assert len(account.slack.messages) == 2
    assert failed(account.handle({"Records": batch["Records"][:1]})) == []
    assert len(account.slack.messages) == 3
    assert len(sent_mail(account.recipient)) == 3


def test_of_several_records_in_a_message_those_that_were_told_are_not_told_again(account: Account) -> None:
    message = sqs({"Records": [account.drop("in/a.txt"), account.drop("in/b.txt", PAGE + b"b")]})
    account.slack.answer_next(503, {}, b"no")
    assert failed(account.handle(message)) == ["m0"]
    assert failed(account.handle(message)) == []
    assert len(account.slack.messages) == 2


@pytest.mark.parametrize("body", ["not json", "{}", '{"Records": [{"eventSource": "aws:sns"}]}'])
def test_a_message_of_another_kind_comes_again_and_harms_no_other(account: Account, body: str) -> None:
    assert failed(account.handle(sqs(body, {"Records": [account.drop("in/a.txt")]}))) == ["m0"]
    assert len(account.slack.messages) == 1


def test_a_batch_that_fails_as_a_whole_is_still_a_partial_response(account: Account) -> None:
    assert failed(account.handle(sqs("{}", "[]"))) == ["m0", "m1"]


def test_logs_and_metrics_name_the_page_and_the_reason_and_nothing_of_its_text(
    account: Account, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    # The logger holds the standard output of the time when it was made.
    monkeypatch.setattr(on_page.logger.registered_handler, "stream", log := io.StringIO())
    account.handle(sqs({"Records": [account.drop("in/a.txt"), account.drop("in/b.pdf", b"%PDF-1.7")]}))
    lines = log.getvalue().splitlines() + capsys.readouterr().out.splitlines()
    output = [json.loads(line) for line in lines]
    discarded = next(line for line in output if line.get("message") == "page discarded")
    assert discarded["page"].endswith("in/b.pdf")
    assert discarded["discarded"] == "unsupported format"
    assert any(line.get("PagesTold") for line in output)
    assert any(line.get("PagesDiscarded") and line["reason"] == "unsupported format" for line in output)
    assert "Eastharbour" not in json.dumps(output)
    assert account.slack.webhook_url not in json.dumps(output)


def test_nothing_is_ever_written_to_the_page_bucket(account: Account, s3: Any) -> None:
    account.handle(sqs({"Records": [account.drop("in/a.txt"), account.drop("in/b.pdf", b"%PDF-1.7")]}))
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket=account.bucket)["Contents"]]
    assert keys == ["in/a.txt", "in/b.pdf"]


def test_wrong_settings_are_all_named_at_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCES", "many")
    monkeypatch.delenv("STATE_TABLE")
    with pytest.raises(SettingsError, match=r"STATE_TABLE[\s\S]*SENTENCES"):
        on_page.desk()
