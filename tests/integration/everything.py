"""All that the three functions do in an account, once: for tests of what they may do and what they count."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import boto3  # type: ignore[import-untyped] # ships no types
import pytest

import on_delivery
import on_page
from conftest import REGION
from http_double import HttpDouble, Reply
from integration.account import CONTEXT, NO_TIME_LEFT, PAGE, ROOT, Account, SetClock, sqs
from notices import text_of
from pagebrief.ports import MOST_ITEMS

REWRITER = f"arn:aws:lambda:{REGION}:123456789012:function:pagebrief-rewrite"
FARM = (ROOT / "examples/pages/kelp-farm.md").read_bytes()
_PATIENT = SimpleNamespace(**vars(CONTEXT) | {"get_remaining_time_in_millis": lambda: 300_000})


def do_everything(account: Account, it_is: SetClock, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """``folder`` is an empty one."""
    it_is("2026-07-01T12:00Z")
    _pages(account)
    _deliveries(account)
    _not_kept(account, monkeypatch, folder)
    _watches_and_digests(account, it_is)
    _rewriting(account, monkeypatch)
    _by_smtp(account, monkeypatch)


def _pages(account: Account) -> None:
    """New, known, discarded, gone, in a version of its own, too late, and one that nobody can understand."""
    event = sqs({"Records": [account.drop("in/a.txt"), account.drop("in/b.pdf", b"%PDF-1.7")]})
    account.handle(event)
    account.handle(event)
    account.handle({"Records": [account.notification("in/gone.txt")]})
    enabled = {"Status": "Enabled"}
    account.s3.put_bucket_versioning(Bucket=account.bucket, VersioningConfiguration=enabled)
    put = account.s3.put_object(Bucket=account.bucket, Key="in/c.txt", Body=text_of(1).encode())
    record = account.notification("in/c.txt")
    record["s3"]["object"]["versionId"] = put["VersionId"]
    account.handle({"Records": [record]})
    account.handle(sqs({"Records": [account.drop("in/d.txt", text_of(2).encode())]}), NO_TIME_LEFT)
    account.handle(sqs("this is no event"))


def _deliveries(account: Account) -> None:
    """Turned away, told, told again, left out as a copy, and one that nobody can understand."""
    account.slack.answer_next(503)
    _again(account, account.deliver())
    account.slack.answer_next(200, {"Content-Length": "999"}, b"o")  # cut off: it may have arrived
    _again(account, account.deliver())
    account.handle({"Records": [account.drop("in/copy.txt", PAGE + b"\n")]})
    _again(account, account.deliver())
    account.sqs.send_message(
        QueueUrl=account.queue, MessageBody="{}", MessageGroupId="other", MessageDeduplicationId="1"
    )
    account.deliver()


def _not_kept(account: Account, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """By a template that is broken."""
    (folder / "archive").mkdir()
    (folder / "archive/digest.html.j2").write_text("{{ nothing }}")
    with monkeypatch.context() as patch:
        patch.setenv("TEMPLATES_DIR", str(folder))
        on_delivery.desk_and_queue.cache_clear()
        account.handle({"Records": [account.drop("in/f.txt", text_of(2).encode())]})
        account.deliver()
    on_delivery.desk_and_queue.cache_clear()


def _watches_and_digests(account: Account, it_is: SetClock) -> None:
    """First read by on_page and then by on_schedule, good and broken; a digest that becomes due."""
    when = "daily at 08:00 Europe/London"
    send = f'[{{to: "email:{account.recipient}", when: {when}}}]'
    good = (
        f"watches: [{{name: the sea, match: {{any: [kelp]}}, send: {send}}}, "
        f"{{name: slow, match: {{any: ['/(=+=+)+-/']}}, send: {send}}}]"
    )
    it_is("2026-07-01T19:00Z")
    for words in (FARM, FARM.replace(b" kelp ", b" kelp " + b"=" * 5_000 + b" ")):
        account.put_watches(good)
        account.start_anew()
        account.handle({"Records": [account.drop("in/farm.md", words)]})
    account.put_watches("watches: [{}]")
    for _ in range(2):
        account.start_anew()
        account.handle({"Records": [account.drop("in/e.txt", text_of(3).encode())]})
        account.sweep()
    account.put_watches(good.replace("the sea", "the coast"))
    account.start_anew()
    it_is("2026-07-02T07:00Z")
    account.multiply(f"email:{account.recipient}", MOST_ITEMS)
    account.sweep()
    account.deliver()
    account.deliver()


def _rewriting(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """By a function that answers, and by one that says no."""
    account.s3.delete_object(Bucket=account.state_bucket, Key="watches.yaml")
    answers = Reply(body=b'{"text": "Harbour Town votes.", "model": "a/model@0123456"}'), Reply(status=500)
    with HttpDouble(*answers) as function, monkeypatch.context() as patch:
        patch.setenv("REWRITER_ARN", REWRITER)
        patch.setenv("AWS_ENDPOINT_URL_LAMBDA", function.url)
        on_page.desk.cache_clear()
        for town in (b"North Harbour", b"South Harbour"):
            page = PAGE.replace(b"Eastharbour", town)
            account.handle({"Records": [account.drop(f"in/{town.decode()}.txt", page)]}, _PATIENT)


def _by_smtp(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """To a server that isn't there, as SSM has it."""
    secret = json.dumps({"host": "127.0.0.1", "port": 1, "security": "none"})
    name = smtp_secret(account).removeprefix("ssm:")
    ssm = boto3.client("ssm", region_name=REGION)
    ssm.put_parameter(Name=name, Value=secret, Type="SecureString")
    with monkeypatch.context() as patch:
        patch.setenv("SMTP_SECRET", smtp_secret(account))
        on_delivery.desk_and_queue.cache_clear()
        account.deliver()


def smtp_secret(account: Account) -> str:
    return f"ssm:/{account.bucket[:20]}"


def _again(account: Account, records: list[dict[str, Any]]) -> None:
    """What failed comes again, and is told."""
    for record in records:
        account.sqs.change_message_visibility(
            QueueUrl=account.queue, ReceiptHandle=record["receiptHandle"], VisibilityTimeout=0
        )
    account.deliver()
