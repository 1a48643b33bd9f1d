"""The handlers with real events, a real moto server and a real HTTP Slack: everything but the container."""

import gzip
import json
from types import SimpleNamespace
from typing import Any

import brotli
import pytest

import on_page
from conftest import SentMail
from http_double import HttpDouble, Reply, refusing_url
from integration.account import CONTEXT, EVENTS, PAGE, Account, Log, failed, sqs
from notices import text_of

AWKWARD_KEY = "reports/C++ a+b é & co.txt"


def test_a_page_in_the_queue_reaches_slack_and_the_mailbox(account: Account, sent_mail: SentMail) -> None:
    assert failed(account.handle(sqs({"Records": [account.drop("in/bridge.txt")]}))) == []
    assert account.slack.messages == sent_mail(account.recipient) == []
    assert account.deliver() == []
    (message,) = account.slack.messages
    assert "Harbour Town Votes" in message["text"]
    (mail,) = sent_mail(account.recipient)
    assert "Harbour Town Votes" in mail["subject"]
    (record,) = account.kept("briefs")
    assert record["page"]["published"] == "2026-03-02T11:05+05:30"


def test_a_bare_event_is_answered_with_what_became_of_each_page(account: Account) -> None:
    answer = account.handle({"Records": [account.drop("in/a.txt"), account.drop("in/b.pdf", b"%PDF-1.7")]})
    saved, discarded = answer["pages"]
    assert saved == {
        "page": f"s3://{account.bucket}/in/a.txt",
        "waiting": ["slack:webhook", f"email:{account.recipient}"],
    }
    assert discarded["discarded"] == "unreadable"


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
    account.deliver()
    assert len(account.slack.messages) == 1
    (record,) = account.kept("briefs")
    assert record["source"]["key"] == AWKWARD_KEY


def test_a_redelivered_event_tells_nothing_twice(account: Account, sent_mail: SentMail) -> None:
    event = sqs({"Records": [account.drop("in/a.txt")]})
    for _ in range(2):
        account.handle(event)
        account.deliver()
        account.handle(event)
    account.deliver()
    assert len(account.slack.messages) == 1
    assert len(sent_mail(account.recipient)) == 1


def test_logs_and_metrics_name_the_page_and_the_reason_and_nothing_of_its_text(
    account: Account, capsys: pytest.CaptureFixture[str], log: Log
) -> None:
    account.handle(sqs({"Records": [account.drop("in/a.txt"), account.drop("in/b.pdf", b"%PDF-1.7")]}))
    account.deliver()
    output = log() + [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    discarded = next(line for line in output if line.get("message") == "page discarded")
    assert discarded["page"].endswith("in/b.pdf")
    assert discarded["discarded"] == "unreadable"
    assert any(line.get("PagesSaved") for line in output)
    assert [line["reason"] for line in output if line.get("Deliveries")] == ["told", "told"]
    assert any(line.get("PagesDiscarded") and line["reason"] == "unreadable" for line in output)
    assert "Eastharbour" not in json.dumps(output)
    assert account.slack.webhook_url not in json.dumps(output)


def test_nothing_is_ever_written_to_the_page_bucket(account: Account, s3: Any) -> None:
    account.handle(sqs({"Records": [account.drop("in/a.txt"), account.drop("in/b.pdf", b"%PDF-1.7")]}))
    keys = [each["Key"] for each in s3.list_objects_v2(Bucket=account.bucket)["Contents"]]
    assert keys == ["in/a.txt", "in/b.pdf"]


TOWNS = ("north", "south", "east")


def crawl(*towns: str) -> bytes:
    """A crawler's export: an object a line, the second of them cut off."""
    lines = [
        json.dumps(
            {"url": f"https://example.org/{town}", "text": text_of(("north", "south", "east").index(town))}
        )
        for town in towns
    ]
    lines.insert(1, '{"url": "https://example.org/broken", "text": "The coun')
    return gzip.compress("\n".join(lines).encode())


def test_each_page_of_a_file_is_told_once_and_a_broken_one_is_recorded(account: Account) -> None:
    event = sqs({"Records": [account.drop("in/crawl.jsonl.gz", crawl("north", "south"))]})
    assert failed(account.handle(event)) == []
    assert account.deliver() == []
    assert len(account.slack.messages) == 2
    assert {record["page"]["url"] for record in account.kept("briefs")} == {
        "https://example.org/north",
        "https://example.org/south",
    }
    (record,) = account.kept("discarded")
    assert record["uri"] == f"s3://{account.bucket}/in/crawl.jsonl.gz#2"
    assert record["source"]["member"] == "2"
    assert record["discarded"]["reason"] == "unreadable"

    assert failed(account.handle(event)) == []
    assert account.take()["Records"] == []
    assert len(account.kept("discarded")) == 1


def test_of_a_file_that_has_grown_only_the_new_page_is_told(account: Account) -> None:
    account.handle(sqs({"Records": [account.drop("in/crawl.jsonl.gz", crawl("north", "south"))]}))
    account.deliver()
    answer = account.handle({"Records": [account.drop("in/crawl.jsonl.gz", crawl("east", "north", "south"))]})
    account.deliver()
    assert len(account.slack.messages) == 3
    assert [page["page"].rsplit("/", 1)[-1] for page in answer["pages"] if page.get("waiting")] == ["east"]


def test_the_content_encoding_of_an_object_is_heeded(account: Account, s3: Any) -> None:
    body = brotli.compress(PAGE)
    s3.put_object(Bucket=account.bucket, Key="in/a.txt", Body=body, ContentEncoding="br")
    account.handle({"Records": [account.notification("in/a.txt")]})
    account.deliver()
    assert len(account.slack.messages) == 1


def test_a_page_is_rewritten_by_the_function_that_the_environment_names(
    account: Account, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = b'{"text": "Harbour Town votes.", "model": "a/model@0123456"}'
    with HttpDouble(Reply(body=written)) as function:
        rewriting(function.url, monkeypatch)
        account.handle(sqs({"Records": [account.drop("in/a.txt")]}), PATIENT)
    assert "/functions/arn" in function.paths[0].replace("%3A", ":")
    (record,) = account.kept("briefs")
    assert "a/model@0123456" in record["brief"]["method"]


def test_a_rewriter_that_is_not_there_keeps_no_page_back_and_the_log_says_why(
    account: Account, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    rewriting(refusing_url(), monkeypatch)
    account.handle(sqs({"Records": [account.drop("in/a.txt")]}), PATIENT)
    account.deliver()
    assert len(account.slack.messages) == 1
    (line,) = [line for line in log() if line["message"] == "page saved"]
    assert line["level"] == "WARNING"
    assert "does not answer just now" in line["not_rewritten"]


def test_a_rewriting_that_could_outlast_the_function_is_not_begun(
    account: Account, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HttpDouble(Reply(body=b"{}")) as function:
        rewriting(function.url, monkeypatch)
        account.handle(sqs({"Records": [account.drop("in/a.txt")]}))  # a minute is left
    assert function.paths == []
    (line,) = [line for line in log() if line["message"] == "page saved"]
    assert "not enough time left to rewrite" in line["not_rewritten"]


def rewriting(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Name a rewriter, which is at ``url``."""
    monkeypatch.setenv("REWRITER_ARN", "arn:aws:lambda:eu-west-1:123456789012:function:pagebrief-rewrite")
    monkeypatch.setenv("AWS_ENDPOINT_URL_LAMBDA", url)
    on_page.desk.cache_clear()


PATIENT = SimpleNamespace(**vars(CONTEXT) | {"get_remaining_time_in_millis": lambda: 300_000})
