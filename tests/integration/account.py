"""An account for the handlers: buckets, a table, a queue, secrets and mail on moto, and a Slack double."""

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote_plus

import boto3  # type: ignore[import-untyped] # boto3 ships no types
from tools.local_aws import sqs_record

import on_delivery
import on_page
import on_schedule
from conftest import REGION
from pagebrief.delivery import PageVersion, item_id
from slack_double import SlackDouble

Log = Callable[[], list[dict[str, Any]]]
"""What the functions have logged so far, a dict a line."""

SetClock = Callable[[str], None]

ROOT = Path(__file__).parents[2]
EVENTS = ROOT / "tests/events"
PAGE = (ROOT / "examples/pages/harbour-bridge.txt").read_bytes()
CONTEXT = SimpleNamespace(
    function_name="page",
    memory_limit_in_mb=1769,
    invoked_function_arn=f"arn:aws:lambda:{REGION}:123456789012:function:page",
    aws_request_id="request",
    get_remaining_time_in_millis=lambda: 60_000,
)
NO_TIME_LEFT = SimpleNamespace(**vars(CONTEXT) | {"get_remaining_time_in_millis": lambda: 19_999})


class Account:
    """A page bucket, its state, a Slack and a mailbox.

    ``handle`` is one invocation of on_page, ``deliver`` one of on_delivery with what its queue has, ``sweep``
    one of on_schedule.
    """

    def __init__(  # noqa: PLR0917 # what an account has
        self,
        bucket: str,
        state_bucket: str,
        s3: Any,
        slack: SlackDouble,
        recipient: str,
        sqs_client: Any,
        queue: str,
    ) -> None:
        self.bucket, self.state_bucket, self.recipient = bucket, state_bucket, recipient
        self.s3, self.slack, self.sqs, self.queue = s3, slack, sqs_client, queue

    @staticmethod
    def start_anew() -> None:
        """What the functions have read of their environment is forgotten."""
        on_page.desk.cache_clear()
        on_delivery.desk_and_queue.cache_clear()
        on_schedule.desk.cache_clear()

    def create_secret(self, *, bot: bool = False) -> None:
        """A webhook's, or a bot's in its place."""
        secret = {"bot_token": self.slack.token} if bot else {"webhook_url": self.slack.webhook_url}
        put = _secrets().put_secret_value if bot else _secrets().create_secret
        name = "SecretId" if bot else "Name"
        put(**{name: f"slack-{self.bucket}"}, SecretString=json.dumps(secret))

    def delete_secret(self) -> None:
        _secrets().delete_secret(SecretId=f"slack-{self.bucket}", ForceDeleteWithoutRecovery=True)

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

    def handle(self, event: Mapping[str, Any], context: SimpleNamespace = CONTEXT) -> dict[str, Any]:
        return dict(on_page.handler(dict(event), context))

    def deliver(self, context: SimpleNamespace = CONTEXT, most: int = 10) -> list[dict[str, Any]]:
        """The records of one batch that failed, which come again; those that didn't are gone."""
        event = self.take(most)
        if not event["Records"]:
            return []  # nobody is invoked
        answer = on_delivery.handler(event, context)
        for record in event["Records"]:
            if record["messageId"] not in failed(answer):
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=record["receiptHandle"])
        return [record for record in event["Records"] if record["messageId"] in failed(answer)]

    @staticmethod
    def sweep() -> list[dict[str, str]]:
        """The deliveries that were asked for."""
        asked: list[dict[str, str]] = dict(on_schedule.handler({}, CONTEXT))["asked"]
        return asked

    @staticmethod
    def multiply(channel: str, number: int) -> None:
        """Let as many other pages wait for a digest as does the first page there, all of them like it."""
        store, now = on_page.desk().store, datetime.now(UTC)
        first = store.waiting_together(channel, now)[0]
        for each in range(number):
            page = PageVersion(f"{first.page.uri}-{each}#0", f"{first.page.uri}-{each}")
            item = replace(first, id=item_id(page, channel, first.due), page=page, fingerprint=b"")
            store.save(page, [item], now)

    def put_watches(self, text: str) -> None:
        """In place of those that were there. Running functions see them within a minute."""
        self.s3.put_object(Bucket=self.state_bucket, Key="watches.yaml", Body=text.encode())

    def take(self, most: int = 10) -> dict[str, Any]:
        """A batch as the event source mapping hands it on."""
        found = self.sqs.receive_message(
            QueueUrl=self.queue, MaxNumberOfMessages=most, AttributeNames=["All"], VisibilityTimeout=540
        )
        return {"Records": [sqs_record(message) for message in found.get("Messages", [])]}

    def kept(self, folder: str) -> list[dict[str, Any]]:
        listing = self.s3.list_objects_v2(Bucket=self.state_bucket, Prefix=f"{folder}/").get("Contents", [])
        bodies = (self.s3.get_object(Bucket=self.state_bucket, Key=each["Key"])["Body"] for each in listing)
        return [json.load(body) for body in bodies]


def _secrets() -> Any:
    return boto3.client("secretsmanager", region_name=REGION)


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
