"""What became of every page, read from the state, the records, the dead letters, and what was told."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from urllib.parse import unquote_plus

from tools.deployment import Deployment

from benchmarks.load.house import House
from benchmarks.load.mix import Fate, Page, url_of
from benchmarks.load.state import Item, State

_NUMBER = re.compile(re.escape(url_of(0)).replace("000000", r"(\d{6})"))
_MAYBE = "may have been sent before"
_TOLD = frozenset({Fate.AT_ONCE, Fate.DIGEST})


@dataclass
class Account:
    """``problems``: sentences; without any, every page is accounted for.

    ``again``: messages that say that they may have been sent before.
    """

    fates: dict[int, Fate] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    discarded: Counter[str] = field(default_factory=Counter)
    why: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    again: int = 0

    def put(self, number: int, fate: Fate) -> None:
        if (before := self.fates.setdefault(number, fate)) != fate:
            self.problems.append(f"page {number} is {before}, and {fate}")


def take(pages: Sequence[Page], house: House) -> Account:
    deployment = house.deployment
    account, bucket = Account(), deployment.outputs["PageBucketName"]
    numbers = {f"s3://{bucket}/{page.key}": page.number for page in pages if page.key}
    numbers |= {page.event: page.number for page in pages if page.event}
    state = State(deployment)
    _of_channels(account, state, numbers)
    for row in state.pages([page.identity_in(bucket) for page in pages if page.body is not None]):
        if row["items"]["S"] == "[]":
            account.put(numbers[row["uri"]["S"]], Fate.UNWATCHED)
    for record in map(json.loads, _texts(deployment, "discarded/")):
        account.put(numbers[record["uri"]], Fate.DISCARDED)
        account.discarded[record["discarded"]["reason"]] += 1
    for body in _dead_letters(deployment):
        account.put(numbers[_named(body)], Fate.DEAD)
    account.problems += unlike(pages, account.fates)
    _heard(account, house)
    return account


def _of_channels(account: Account, state: State, numbers: Mapping[str, int]) -> None:
    told: Counter[str] = Counter()
    for channel in state.channels():
        for row in state.rows(channel):
            if "uri" not in row:
                continue  # a delivery
            if (fate := _fate(row)) in {*_TOLD, Fate.JOINED}:
                told[row["page"]["S"]] += 1
            if fate is Fate.LEFT_OUT:
                account.why[re.sub(r"\d+%", "n%", row["why"]["S"])] += 1
            account.put(numbers[row["uri"]["S"]], fate)
    account.problems += [
        f"{page} is marked as told {times} times" for page, times in told.items() if times > 1
    ]


def _fate(row: Item) -> Fate:
    match row["sk"]["S"].partition("#")[0]:
        case "told":
            if not json.loads(row.get("manner", {"S": "{}"})["S"]).get("digest"):
                return Fate.AT_ONCE
            return Fate.DIGEST if row["story"] == row["id"] else Fate.JOINED
        case "left out":
            return Fate.LEFT_OUT
    return Fate.WAITING


def unlike(pages: Iterable[Page], fates: dict[int, Fate]) -> Iterator[str]:
    """What is not as it was to be."""
    for page in pages:
        fate = fates.setdefault(page.number, Fate.LOST)
        if fate not in page.may:
            name, may = page.key or page.event, " or ".join(sorted(page.may))
            yield f"page {page.number} ({name}) is {fate}, not {may}"


def _heard(account: Account, house: House) -> None:
    """Each page that is marked as told was told in one message, or is on the page that one message links."""
    slack = [json.dumps(each) for each in house.slack.messages]
    mails = [_plain(each) for each in house.smtp.messages]
    account.messages.update({"Slack": len(slack), "email": len(mails)})
    account.again = sum(_MAYBE in text for text in (*slack, *mails))
    heard = _counted(text for text in (*slack, *mails) if _MAYBE not in text)
    shown = _counted(_texts(house.deployment, "digests/"))
    for number, fate in account.fates.items():
        if heard[number] > 1:
            account.problems.append(f"page {number} was told {heard[number]} times")
        if fate is Fate.AT_ONCE and not heard[number] and not account.again:
            account.problems.append(f"page {number} is marked as told, and nobody heard of it")
        if fate in _TOLD and not shown[number]:
            account.problems.append(f"page {number} is marked as told, and no archived page shows it")


def _counted(texts: Iterable[str]) -> Counter[int]:
    """In how many of the texts a page is linked."""
    return Counter(int(number) for text in texts for number in set(_NUMBER.findall(text)))


def _plain(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    return str(body.get_content()) if body else ""


def _dead_letters(deployment: Deployment) -> Iterator[str]:
    sqs, url = deployment.client("sqs"), deployment.outputs["PageDeadLetterQueueUrl"]
    while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
        yield from (message["Body"] for message in found)


def _named(body: str) -> str:
    """The page that a message is about; the message itself, if it is no event."""
    try:
        found = json.loads(body)["Records"][0]["s3"]
    except ValueError:
        return body
    return f"s3://{found['bucket']['name']}/{unquote_plus(found['object']['key'])}"


def _texts(deployment: Deployment, prefix: str) -> Iterator[str]:
    s3, bucket = deployment.client("s3"), deployment.outputs["StateBucketName"]
    for answer in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket, Prefix=prefix):
        for entry in answer.get("Contents", ()):
            yield s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read().decode()
