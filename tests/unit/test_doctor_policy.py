"""Whether a queue's policy lets S3 or EventBridge send, and when nobody can tell."""

import json
from typing import Any

import pytest

from pagebrief.doctor.policy import Sender, lets_send

QUEUE = "arn:aws:sqs:eu-west-1:123456789012:pages"
S3 = Sender("s3.amazonaws.com", "arn:aws:s3:::crawl", "123456789012")
ALLOW: dict[str, Any] = {
    "Effect": "Allow",
    "Principal": {"Service": "s3.amazonaws.com"},
    "Action": "sqs:SendMessage",
    "Resource": QUEUE,
}
FOR_BUCKET = {"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::crawl"}}


def answer(*statements: dict[str, Any]) -> bool | None:
    return lets_send(json.dumps({"Version": "2012-10-17", "Statement": list(statements)}), QUEUE, S3)


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"Principal": "*"},
        {"Principal": {"AWS": "*"}},
        {"Principal": {"Service": ["events.amazonaws.com", "s3.amazonaws.com"]}},
        {"Action": ["sqs:SendMessage"]},
        {"Action": "SQS:*"},
        {"Resource": "*"},
        {"Condition": FOR_BUCKET},
        {"Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:*:*:crawl*"}}},
        {"Condition": {**FOR_BUCKET, "StringEquals": {"aws:SourceAccount": ["123456789012"]}}},
        {"Condition": {"Bool": {"aws:SecureTransport": "true"}}},
    ],
)
def test_what_lets_the_bucket_send(changed: dict[str, Any]) -> None:
    assert answer({**ALLOW, **changed}) is True


@pytest.mark.parametrize(
    "changed",
    [
        {"Principal": {"Service": "sns.amazonaws.com"}},
        {"Action": "sqs:ReceiveMessage"},
        {"Resource": QUEUE + "-2"},
        {"Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::another"}}},
        {"Condition": {**FOR_BUCKET, "StringEquals": {"aws:SourceAccount": "210987654321"}}},
        {"Effect": "Deny"},
    ],
)
def test_what_does_not(changed: dict[str, Any]) -> None:
    assert answer({**ALLOW, **changed}) is False


def test_no_policy_lets_nobody_send() -> None:
    assert lets_send("", QUEUE, S3) is False


def test_a_denial_has_precedence_and_one_for_plain_http_denies_nothing() -> None:
    denial = {"Effect": "Deny", "Principal": "*", "Action": "sqs:*", "Resource": QUEUE}
    plain = {"Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    assert answer(ALLOW, denial) is False
    assert answer(ALLOW, {**denial, **plain}) is True


@pytest.mark.parametrize(
    "statements",
    [
        [{**ALLOW, "Condition": {"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}],
        [ALLOW, {"Effect": "Deny", "NotPrincipal": {"AWS": "*"}, "Action": "sqs:*", "Resource": QUEUE}],
        [ALLOW, {**ALLOW, "Effect": "Deny", "Condition": {"StringNotEquals": {"aws:SourceVpc": "vpc-1"}}}],
    ],
)
def test_what_cannot_be_judged_from_here_is_not_guessed(statements: list[dict[str, Any]]) -> None:
    assert answer(*statements) is None


def test_a_policy_that_cannot_be_read_is_not_guessed() -> None:
    assert lets_send("{", QUEUE, S3) is None
    assert lets_send("[]", QUEUE, S3) is None
