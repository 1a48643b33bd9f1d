"""The stack on stand-ins for AWS and Slack, its functions in processes, and a folder for its buckets."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from tests.aws_double import AwsDouble, sent_mail
from tests.slack_double import SlackDouble
from tests.stack_template import TEMPLATE
from tools.deployment import Deployment, Stage, count
from tools.local.folder import Mirror, files_below
from tools.local.places import Place
from tools.local.said import Log
from tools.local_aws import client
from tools.runtime_api import Function
from tools.sam_local import (
    DELIVERY_FUNCTION,
    PAGE_FUNCTION,
    SCHEDULE_FUNCTION,
    THIS_MACHINE,
    InvocationError,
)

from pagebrief.adapters.s3_shelf import S3Shelf
from pagebrief.bootstrap import SystemClock
from pagebrief.keeping import PREFIX

WATCHES = "watches.yaml"
CHANNEL, DESK, SENDER = "#pages", "desk@example.org", "pagebrief@example.org"
_SECRET = "pagebrief/slack"  # noqa: S105 - its name
_PARAMETERS = {"SlackSecret": _SECRET, "SlackChannel": CHANNEL, "EmailFrom": SENDER, "EmailTo": DESK}
_PAUSE = 60
"""Seconds until a page that failed comes again. Deployed it is nine minutes: there nobody watches."""


@dataclass(frozen=True)
class Told:
    """A message that arrived: a payload of Slack's, or an email as SES took it."""

    at: datetime
    kind: str
    what: Mapping[str, Any]


class House:
    """``with House(folder, place) as house: house.work()``, again and again."""

    def __init__(self, folder: Path, place: Place) -> None:
        self.folder, self.pages, self._place = folder, folder / "pages", place
        self.log = Log()
        self.told: list[Told] = []
        self._records: dict[str, Mapping[str, Any]] = {}
        self._minute = ""

    def __enter__(self) -> Self:
        self.pages.mkdir(parents=True, exist_ok=True)
        with ExitStack() as servers:
            self._aws = servers.enter_context(AwsDouble(self._place.host))
            self._slack = servers.enter_context(SlackDouble(self._place.host))
            self._prepare()
            self.stack = Deployment(self._aws.url, "pagebrief", _PARAMETERS, TEMPLATE)
            functions = [
                self._function(name) for name in (PAGE_FUNCTION, DELIVERY_FUNCTION, SCHEDULE_FUNCTION)
            ]
            self._call = servers.enter_context(self._place.running(functions, self.log))
            self._servers = servers.pop_all()
        self._mirrors = [
            Mirror(lambda: files_below(self.pages), self._put_page, self._remove_page),
            Mirror(self._watches_file, self._put_watches, lambda _: self.stack.remove_watches()),
        ]
        return self

    def __exit__(self, *_: object) -> None:
        self._servers.close()

    def work(self) -> bool:
        """What changed in the folder, a batch of each queue, and the schedule's call if its minute has come.

        Whether a queue held anything.
        """
        for mirror in self._mirrors:
            mirror.look()
        busy = [self._work_off(stage) for stage in (self.stack.pages, self.stack.deliveries)]
        self._note_told()
        self._keep_schedule()
        return any(busy)

    def reachable(self, page: str) -> str:
        """The page with links that a browser on this machine can follow, also if a container made them."""
        return page.replace(f"//{THIS_MACHINE}:", f"//{self._place.host}:")

    def thread_of(self, payload: Mapping[str, Any]) -> str:
        """The headline under which a Slack message stands, if it is an answer."""
        first = self._slack.threads.get((str(payload.get("channel")), str(payload.get("thread_ts"))))
        return str(first["text"]).partition("\n")[0] if first else ""

    def discarded(self) -> Iterator[Mapping[str, Any]]:
        """The records of pages that hold no article, by day and name."""
        s3, bucket = self.stack.client("s3"), self.stack.outputs["StateBucketName"]
        for entry in s3.list_objects_v2(Bucket=bucket, Prefix="discarded/").get("Contents", []):
            key, changed = entry["Key"], str(entry["LastModified"])
            if (key + changed) not in self._records:
                self._records[key + changed] = json.load(s3.get_object(Bucket=bucket, Key=key)["Body"])
            yield self._records[key + changed]

    def shelf(self) -> S3Shelf:
        """Of the archived pages."""
        bucket = self.stack.outputs["StateBucketName"]
        return S3Shelf(self.stack.client("s3"), bucket, SystemClock(), PREFIX)

    def waiting(self) -> list[Mapping[str, str]]:
        """Channel, page (``uri``) and due time of what is to be told."""
        rows = self.stack.rows("waiting#")
        return [{name: row[name]["S"] for name in ("channel", "uri", "due")} for row in rows]

    def queued(self) -> Mapping[str, int]:
        """How many messages each queue holds."""
        sqs, outputs = self.stack.client("sqs"), self.stack.outputs
        names = ("PageQueue", "DeliveryQueue", "PageDeadLetterQueue", "DeliveryDeadLetterQueue")
        return {name: count(sqs, outputs[f"{name}Url"]) for name in names}

    def _prepare(self) -> None:
        """What somebody who deploys has made before: the secret, and a sender that SES knows."""
        secret = {
            "bot_token": self._slack.token,
            "webhooks": {"arabic": self._place.url(self._slack.webhook_url)},
        }
        client("secretsmanager", self._aws.url).create_secret(Name=_SECRET, SecretString=json.dumps(secret))
        client("sesv2", self._aws.url).create_email_identity(EmailIdentity=SENDER)

    def _function(self, name: str) -> Function:
        found = self.stack.configuration(name)
        declared = self.stack.environment(name)
        here = {
            "AWS_ENDPOINT_URL": self._aws.url,
            "DELIVERY_QUEUE": declared["DELIVERY_QUEUE"],
            "SLACK_API_URL": self._slack.url,
        }
        environment = declared | {key: self._place.url(url) for key, url in here.items() if key in declared}
        return Function(name, found["Handler"], found["Timeout"], found["MemorySize"], environment)

    def _work_off(self, stage: Stage) -> bool:
        """A batch; what fails comes again, as often as the queue says."""
        batch = stage.take_batch()
        failed = batch["Records"]
        if failed:
            with self._failures_told(stage.function):
                failed = stage.deliver(batch, self._call)
        if stage is self.stack.pages:  # on_delivery itself says when a delivery comes again
            stage.let_time_pass(failed, until=_PAUSE)
        return bool(batch["Records"])

    def _keep_schedule(self) -> None:
        minute = datetime.now(UTC).strftime("%H:%M")
        if minute != self._minute and int(minute[-2:]) % self._every_minutes() == 0:
            with self._failures_told(SCHEDULE_FUNCTION):
                self._call(SCHEDULE_FUNCTION, json.loads(self.stack.schedule["Target"]["Input"]))
        self._minute = minute

    def _every_minutes(self) -> int:
        expression = self.stack.schedule["ScheduleExpression"]
        if not (found := re.fullmatch(r"cron\(0/(\d+) \* \* \* \? \*\)", expression)):
            raise ValueError(f"can't play {expression}")
        return int(found[1])

    @contextmanager
    def _failures_told(self, name: str) -> Iterator[None]:
        try:
            yield
        except InvocationError as error:
            self.log.add(name, "ERROR", str(error).partition("\n")[0])

    def _note_told(self) -> None:
        for kind, messages in (("slack", self._slack.messages), ("email", sent_mail())):
            known = sum(each.kind == kind for each in self.told)
            self.told += [Told(datetime.now().astimezone(), kind, each) for each in messages[known:]]

    def _put_page(self, path: Path) -> None:
        try:
            body = path.read_bytes()
        except OSError as error:  # gone in the meantime, or not to be read
            self.log.add("local", "ERROR", str(error))
        else:
            self.stack.put_page(self._key(path), body)

    def _remove_page(self, path: Path) -> None:
        self.stack.remove_page(self._key(path))

    def _key(self, path: Path) -> str:
        return path.relative_to(self.pages).as_posix()

    def _watches_file(self) -> Iterator[Path]:
        if (path := self.folder / WATCHES).is_file():
            yield path

    def _put_watches(self, path: Path) -> None:
        self.stack.put_watches(path.read_text("utf-8", errors="replace"))
