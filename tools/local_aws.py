"""``python -m tools.local_aws``: stand-ins for AWS and Slack, for the functions in their containers.

They hold what ``infra/env.json`` names and the example pages, and listen where a container can reach them.
"""

import argparse
import json
import logging
import shlex
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self
from urllib.parse import urlsplit

import boto3  # type: ignore[import-untyped] # boto3 ships no types
from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped] # nor does it
from tests.aws_double import AwsDouble, sent_mail
from tests.slack_double import SlackDouble
from tools.sam_local import (
    DELIVERY_FUNCTION,
    REGION,
    ROOT,
    InvocationError,
    NoEngineError,
    invoke,
    invoke_command,
    listening_address,
)

PAGE_BUCKET = "pagebrief-pages"
PREFIX = "incoming/"
ENVIRONMENT = ROOT / "infra/env.json"
EVENT = ROOT / "infra/events/s3-put.json"
EVENTS = ROOT / "out"
"""Where events are left that came of others."""


def main() -> int:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not every request
    arguments = _parser().parse_args()
    try:
        with LocalAws() as local:
            (_invoke if arguments.invoke else _wait)(local, arguments.event)
    except (InvocationError, NoEngineError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tools.local_aws", description=__doc__)
    parser.add_argument(
        "--invoke", action="store_true", help="run both functions once, show what was told, and end"
    )
    parser.add_argument("--event", type=Path, default=EVENT, help="(%(default)s)")
    return parser


class LocalAws:
    """The stand-ins, with everything that the functions' environments name."""

    def __init__(self) -> None:
        self._names: dict[str, str] = json.loads(ENVIRONMENT.read_text("utf-8"))[DELIVERY_FUNCTION]
        host = listening_address()
        self.aws = AwsDouble(host, urlsplit(self._names["AWS_ENDPOINT_URL"]).port or 0)
        self.slack = SlackDouble(host, urlsplit(self._names["SLACK_API_URL"]).port or 0)
        self._servers = ExitStack()

    def __enter__(self) -> Self:
        with self._servers as servers:
            servers.enter_context(self.aws)
            servers.enter_context(self.slack)
            self._make_places()
            for path in sorted((ROOT / "examples/pages").iterdir()):
                self.put_page(path.name, path.read_bytes())
            self._servers = servers.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._servers.close()

    def put_page(self, name: str, body: bytes) -> None:
        self.client("s3").put_object(Bucket=PAGE_BUCKET, Key=f"{PREFIX}{name}", Body=body)

    def mail(self) -> Sequence[Mapping[str, Any]]:
        return sent_mail()

    def client(self, service: str) -> Any:
        return client(service, self.aws.url)

    def take_deliveries(self, folder: Path) -> Path | None:
        """The next batch of deliveries, off the queue, as an event in ``folder``. None: nothing waits."""
        sqs = self.client("sqs")
        url = sqs.get_queue_url(QueueName=self._queue_name)["QueueUrl"]
        found = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, AttributeNames=["All"])
        for message in found.get("Messages", []):
            sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        if not found.get("Messages"):
            return None
        event = folder / "deliveries.json"
        event.write_text(json.dumps({"Records": [sqs_record(each) for each in found["Messages"]]}), "utf-8")
        return event

    @property
    def _queue_name(self) -> str:
        return self._names["DELIVERY_QUEUE"].rsplit("/", 1)[-1]

    def _make_places(self) -> None:
        for bucket in (PAGE_BUCKET, self._names["STATE_BUCKET"]):
            self.client("s3").create_bucket(Bucket=bucket)
        self.client("dynamodb").create_table(TableName=self._names["STATE_TABLE"], **_table_schema())
        self.client("sqs").create_queue(QueueName=self._queue_name, Attributes={"FifoQueue": "true"})
        secret = json.dumps({"bot_token": self.slack.token})
        self.client("secretsmanager").create_secret(Name=self._names["SLACK_SECRET"], SecretString=secret)
        self.client("sesv2").create_email_identity(EmailIdentity=self._names["EMAIL_FROM"])


@cache
def client(service: str, aws_url: str) -> Any:
    """One for each service and server: to make one takes longer than what it is asked."""
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    return boto3.client(service, endpoint_url=aws_url, region_name=REGION, **keys)


def sqs_record(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message as Lambda hands it to a function."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:{REGION}:123456789012:queue",
        "awsRegion": REGION,
    }


def _table_schema() -> Mapping[str, Any]:
    template = yaml_parse((ROOT / "infra/template.yaml").read_text("utf-8"))
    properties = template["Resources"]["StateTable"]["Properties"]
    return {name: properties[name] for name in ("KeySchema", "AttributeDefinitions", "BillingMode")}


def _invoke(local: LocalAws, event: Path) -> None:
    print(json.dumps(invoke(event, ENVIRONMENT), indent=2, ensure_ascii=False))
    with TemporaryDirectory() as folder:
        while deliveries := local.take_deliveries(Path(folder)):
            print(json.dumps(invoke(deliveries, ENVIRONMENT, DELIVERY_FUNCTION), indent=2))
    _show(_lines(local.slack.messages, local.mail()))


def _wait(local: LocalAws, event: Path) -> None:
    print(f"AWS is {local.aws.url}, Slack is {local.slack.url}. In another terminal:\n")
    print(f"  {shlex.join(invoke_command(event, ENVIRONMENT))}\n\nCtrl-C ends this.", flush=True)
    EVENTS.mkdir(exist_ok=True)
    slack = mail = 0
    try:
        while True:
            messages, mails = local.slack.messages[slack:], local.mail()[mail:]
            slack, mail = slack + len(messages), mail + len(mails)
            _show(_lines(messages, mails))
            if deliveries := local.take_deliveries(EVENTS):
                command = invoke_command(deliveries, ENVIRONMENT, DELIVERY_FUNCTION)
                print(f"\nDeliveries wait. To tell them:\n\n  {shlex.join(command)}\n", flush=True)
            time.sleep(0.5)
    except KeyboardInterrupt:
        print()


def _show(lines: Iterable[str]) -> None:
    for line in lines:
        print(line, flush=True)


def _lines(messages: Iterable[Mapping[str, Any]], mails: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for message in messages:
        yield f"\nSlack, {message.get('channel', 'by webhook')}: {message['text']}"
        yield json.dumps(message["blocks"], indent=2, ensure_ascii=False)
    for mail in mails:
        recipients = ", ".join(mail["destinations"]["ToAddresses"])
        yield f"\nEmail, {mail['source']} → {recipients}: {mail['subject']}"
        yield f"{len(mail['body'])} characters of HTML"


if __name__ == "__main__":
    sys.exit(main())
