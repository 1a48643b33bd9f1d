"""What replays, backfills and backtests need of a deployment, with the caller's own credentials."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from pagebrief.adapters.aws_account import AwsAccount
from pagebrief.adapters.aws_looking import look
from pagebrief.adapters.s3_archive import S3Archive
from pagebrief.adapters.s3_listing import S3Listing
from pagebrief.adapters.s3_pages import S3Pages
from pagebrief.adapters.sqs_pages import SqsPageQueue, redrive
from pagebrief.adapters.step_functions import start
from pagebrief.bootstrap import SystemClock
from pagebrief.bootstrap_aws import client
from pagebrief.deployment import Account, Buckets, Queue, Stack
from pagebrief.errors import PermanentError
from pagebrief.pages.limits import Limits
from pagebrief.replaying import Chosen, Selection, discarded, objects


@dataclass(frozen=True, slots=True)
class Deployed:
    """A stack, and the account that it stands in."""

    stack: Stack
    account: Account
    buckets: Buckets
    archive: S3Archive
    queue: SqsPageQueue
    pages: S3Pages

    @property
    def architecture(self) -> str:
        return self.stack.parameter("Architecture") or "arm64"

    def chosen(self, selection: Selection, reason: str | None) -> Iterator[Chosen]:
        """Objects; with a reason those that were discarded for it."""
        if reason is None:
            return objects(self.buckets, _output(self.stack, "PageBucketName"), selection)
        state = _output(self.stack, "StateBucketName")
        return discarded(self.buckets, self.archive, state, selection, reason)

    def queue_of(self, output: str) -> Queue:
        url = _output(self.stack, output)
        queue = self.account.queue(url)
        if queue is None:
            raise PermanentError(f"The queue {url} does not exist.")
        return queue


def deployed(name: str) -> Deployed:
    """The stack of that name. Raises PermanentError where there is none, or it isn't ours."""
    client_of = cache(_client)
    account = AwsAccount(client_of, SystemClock())
    stack = account.stack(name)
    if stack is None:
        raise PermanentError(f"There is no stack {name} in this account and region (AWS_DEFAULT_REGION).")
    return Deployed(
        stack,
        account,
        S3Listing(client_of("s3")),
        S3Archive(client_of("s3"), _output(stack, "StateBucketName")),
        SqsPageQueue(client_of("sqs"), _output(stack, "PageQueueUrl")),
        S3Pages(client_of("s3"), Limits().page_bytes),
    )


def move_dead_letters(queue: Queue, per_second: int | None) -> None:
    redrive(_client("sqs"), queue.arn, per_second)


def start_backfill(stack: str, name: str, given: dict[str, object]) -> str:
    """The ARN of the execution. Raises PermanentError where ``stack`` isn't that of infra/backfill.yaml."""
    found = AwsAccount(_client, SystemClock()).stack(stack)
    if found is None:
        raise PermanentError(f"There is no stack {stack}, of infra/backfill.yaml. Run make deploy-backfill.")
    return start(_client("stepfunctions"), _output(found, "BackfillArn"), name, given)


def _output(stack: Stack, name: str) -> str:
    if name not in stack.outputs:
        raise PermanentError(
            f"The stack {stack.name} has no output {name}: it is another, or not up to date."
        )
    return stack.outputs[name]


def _client(service: str) -> Any:
    return look("", client, service=service)  # a missing region is an error of botocore's, too
