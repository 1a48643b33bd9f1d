"""What the function may do: what it needs, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest

from stack_template import Stack

SLACK = {"SlackSecret": "pagebrief/slack", "SlackChannel": "C0123456789"}
EMAIL = {"EmailFrom": "brief@example.org", "EmailTo": "desk@example.org"}
REWRITER = "arn:aws:lambda:us-east-1:123456789012:function:pagebrief-rewrite-1"
VARIANTS = {
    "slack": Stack(**SLACK),
    "email": Stack(**EMAIL),
    "both": Stack(**SLACK, **EMAIL),
    "existing bucket": Stack(**SLACK, ExistingPageBucket="crawl"),
    "rewriting": Stack(**SLACK, RewriterArn=REWRITER),
}
EACH = pytest.mark.parametrize("stack", VARIANTS.values(), ids=VARIANTS.keys())


def actions(statement: Any) -> list[str]:
    found = statement["Action"]
    return [found] if isinstance(found, str) else found


def resources(statement: Any) -> list[Any]:
    found = statement["Resource"]
    return found if isinstance(found, list) else [found]


def allowed(stack: Stack) -> Iterator[str]:
    for statement in stack.statements().values():
        yield from actions(statement)


@EACH
def test_the_role_stands_in_the_template_alone(stack: Stack) -> None:
    roles = [name for name, entry in stack.resources.items() if entry["Type"] == "AWS::IAM::Role"]
    assert roles == ["PageRole"]
    assert "ManagedPolicyArns" not in stack.properties("PageRole")


@EACH
def test_no_action_is_a_wildcard(stack: Stack) -> None:
    assert [action for action in allowed(stack) if "*" in action] == []


@EACH
def test_only_tracing_which_knows_no_resources_is_allowed_everywhere(stack: Stack) -> None:
    everywhere = [sid for sid, entry in stack.statements().items() if "*" in resources(entry)]
    assert everywhere == ["WriteTraces"]


@pytest.mark.parametrize(("variant", "bucket"), [("slack", "${PageBucket}"), ("existing bucket", "crawl")])
def test_pages_are_read_and_never_written(variant: str, bucket: str) -> None:
    arn = f"arn:aws:s3:::{bucket}"
    concerning = [
        entry
        for entry in VARIANTS[variant].statements().values()
        if any(str(resource).startswith((arn, "arn:aws:s3:::*", "*")) for resource in resources(entry))
    ]
    found = {action for entry in concerning for action in actions(entry) if action.startswith("s3:")}
    assert found == {"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"}


@EACH
def test_a_missing_page_can_be_told_from_a_forbidden_one(stack: Stack) -> None:
    assert actions(stack.statements()["KnowThatPageIsMissing"]) == ["s3:ListBucket"]


@EACH
def test_records_are_written_under_their_two_prefixes_only(stack: Stack) -> None:
    statement = stack.statements()["KeepRecords"]
    assert actions(statement) == ["s3:PutObject"]
    assert resources(statement) == ["${StateBucket.Arn}/briefs/*", "${StateBucket.Arn}/discarded/*"]


def test_who_does_not_use_slack_allows_no_secret() -> None:
    assert not any(action.startswith("secretsmanager:") for action in allowed(VARIANTS["email"]))


def test_who_does_not_use_email_allows_no_sending() -> None:
    assert not any(action.startswith("ses:") for action in allowed(VARIANTS["slack"]))


def test_a_secret_given_by_name_is_that_one_of_this_account() -> None:
    statement = VARIANTS["slack"].statements()["ReadSlackSecret"]
    expected = "arn:aws:secretsmanager:us-east-1:123456789012:secret:pagebrief/slack-??????"
    assert resources(statement) == [expected]


def test_a_secret_given_by_arn_is_that_one() -> None:
    arn = "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shared/slack-AbCdEf"
    statement = Stack(SlackSecret=arn, SlackChannel="C0123456789").statements()["ReadSlackSecret"]
    assert resources(statement) == [arn]


def test_email_is_sent_in_the_senders_name_only() -> None:
    statement = VARIANTS["email"].statements()["SendEmail"]
    assert actions(statement) == ["ses:SendEmail"]
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": "brief@example.org"}}


def test_only_the_rewriter_that_was_named_may_be_called() -> None:
    statement = VARIANTS["rewriting"].statements()["RewritePages"]
    assert actions(statement) == ["lambda:InvokeFunction"]
    assert resources(statement) == [REWRITER]


def test_who_names_no_rewriter_allows_neither_calling_nor_reading() -> None:
    for variant in ("slack", "email", "both", "existing bucket"):
        found = set(allowed(VARIANTS[variant]))
        assert not any(action.startswith("lambda:") for action in found)
        assert "dynamodb:GetItem" not in found
