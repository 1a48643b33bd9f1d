"""Each function's role allows what the function asks AWS for, and nothing else: over a run of all they do."""

import os
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest

import on_delivery
import on_page
import on_schedule
from aws_calls import ACCOUNT, Call, recorded
from integration.account import Account, SetClock
from integration.everything import REWRITER, do_everything, smtp_secret
from stack_template import Stack

FUNCTIONS = {"Page": on_page, "Delivery": on_delivery, "Schedule": on_schedule}

OF_SERVICES = {
    "logs:CreateLogStream": "Lambda writes logs in the role's name",
    "logs:PutLogEvents": "Lambda writes logs in the role's name",
    "xray:PutTraceSegments": "Lambda's own daemon sends traces in the role's name",
    "xray:PutTelemetryRecords": "Lambda's own daemon sends traces in the role's name",
    "sqs:ReceiveMessage": "Lambda's pollers read the queue in the role's name",
    "sqs:DeleteMessage": "Lambda's pollers read the queue in the role's name",
    "sqs:GetQueueAttributes": "Lambda's pollers read the queue in the role's name",
    "s3:ListBucket": "by it S3 decides whether to say «missing» or «forbidden»",
}
"""What no call of the functions' own shows, with the reason."""
NEVER_SEEN = {
    ("ses:SendEmail", f"arn:aws:ses:{ACCOUNT}:configuration-set/*"): "the identity may have one by default"
}

Grant = tuple[str, str]
"""An action and what it may be done to."""


def several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def statements(role: str, account: Account) -> list[Mapping[str, Any]]:
    """With all that may be switched on, and the account's own names in place of references."""
    slack, email = f"slack-{account.bucket}", {"EmailFrom": "desk@example.org"}
    given = {"SlackSecret": slack, "RewriterArn": REWRITER} | email
    by_ses, by_smtp = Stack(**given), Stack(**given, SmtpSecret=smtp_secret(account))
    return list((by_ses.statements(role) | by_smtp.statements(role)).values())


def grants(found: Iterable[Mapping[str, Any]], account: Account) -> set[Grant]:
    return {
        (action, named(resource, account))
        for statement in found
        for action in several(statement["Action"])
        for resource in several(statement["Resource"])
    }


def named(resource: Any, account: Account) -> str:
    text = f"${{{'.'.join(resource['Fn::GetAtt'])}}}" if isinstance(resource, dict) else resource
    queue = account.queue.rpartition("/")[2]
    for reference, arn in {
        "${StateBucket.Arn}": f"arn:aws:s3:::{account.state_bucket}",
        "${PageBucket}": account.bucket,
        "${StateTable.Arn}": f"arn:aws:dynamodb:{ACCOUNT}:table/{os.environ['STATE_TABLE']}",
        "${DeliveryQueue.Arn}": f"arn:aws:sqs:{ACCOUNT}:{queue}",
        "us-east-1:123456789012": ACCOUNT,
    }.items():
        text = text.replace(reference, arn)
    return str(text)


def covers(grant: Grant, call: Call) -> bool:
    action, resource = grant
    return action == call.action and fnmatchcase(call.resource, resource)


def senders(statement: Mapping[str, Any]) -> list[str]:
    """Whom a statement lets send, where it says so; the one kind of condition that there is."""
    condition = dict(statement.get("Condition", {}))
    if not condition:
        return []
    return [condition["StringEquals"]["ses:FromAddress"]]


def forbidden(calls: Mapping[str, set[Call]], account: Account) -> Iterator[str]:
    for name, asked in calls.items():
        found = statements(f"{name}Role", account)
        for call in asked:
            allowing = [
                each for each in found if any(covers(grant, call) for grant in grants([each], account))
            ]
            if not any(senders(each) in ([], [call.sender]) for each in allowing):
                yield f"{name}Role forbids {call}"


def never_asked_for(calls: Mapping[str, set[Call]], account: Account) -> Iterator[str]:
    for name, asked in calls.items():
        for grant in grants(statements(f"{name}Role", account), account):
            excused = grant[0] in OF_SERVICES or grant in NEVER_SEEN
            # What is excused though the functions do ask for it needs no excuse.
            if any(covers(grant, call) for call in asked) == excused:
                yield f"{name}Role allows {grant}, which is {'asked for' if excused else 'never asked for'}"


def test_each_role_allows_what_its_function_asks_for_and_nothing_else(
    account: Account, it_is: SetClock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with recorded(monkeypatch) as recorder:
        for name, function in FUNCTIONS.items():
            monkeypatch.setattr(function, "handler", recorder.during(name, function.handler))
        do_everything(account, it_is, monkeypatch, tmp_path)
    assert recorder.calls.keys() == FUNCTIONS.keys()
    assert list(forbidden(recorder.calls, account)) == []
    assert list(never_asked_for(recorder.calls, account)) == []
