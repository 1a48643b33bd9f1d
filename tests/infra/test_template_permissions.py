"""What each function may do: what it needs, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest

from pagebrief.adapters.s3_watches import GOOD_KEY, KEY
from pagebrief.keeping import page_name
from stack_template import Stack

SLACK = {"SlackSecret": "pagebrief/slack", "SlackChannel": "C0123456789"}
EMAIL = {"EmailFrom": "brief@example.org", "EmailTo": "desk@example.org"}
SECRETS = ("secretsmanager:", "ssm:", "kms:")
REWRITER = "arn:aws:lambda:us-east-1:123456789012:function:pagebrief-rewrite-1"
VARIANTS = {
    "slack": Stack(**SLACK),
    "email": Stack(**EMAIL),
    "both": Stack(**SLACK, **EMAIL),
    "smtp": Stack(EmailFrom="brief@example.org", SmtpSecret="pagebrief/smtp"),
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


ROLES = ("PageRole", "DeliveryRole", "ScheduleRole")
WHO_READS_WATCHES = pytest.mark.parametrize("role", ["PageRole", "ScheduleRole"])


def allowed(stack: Stack, *roles: str) -> Iterator[str]:
    for role in roles or ROLES:
        for statement in stack.statements(role).values():
            yield from actions(statement)


@EACH
def test_each_function_has_a_role_of_its_own_that_stands_in_the_template(stack: Stack) -> None:
    # The last is SAM's own: CodeDeploy moves aliases in its name.
    assert {*ROLES, "SchedulerRole", "CodeDeployServiceRole"} == stack.of_type("AWS::IAM::Role").keys()
    for role in ROLES:
        assert "ManagedPolicyArns" not in stack.properties(role)
        function = stack.properties(role.replace("Role", "Function"))
        assert function["Role"] == {"Fn::GetAtt": [role, "Arn"]}


@EACH
def test_no_action_is_a_wildcard(stack: Stack) -> None:
    assert [action for action in allowed(stack, *ROLES, "SchedulerRole") if "*" in action] == []


@EACH
def test_only_tracing_which_knows_no_resources_is_allowed_everywhere(stack: Stack) -> None:
    for role in ROLES:
        everywhere = [sid for sid, entry in stack.statements(role).items() if "*" in resources(entry)]
        assert everywhere == ["WriteTraces"]


@pytest.mark.parametrize(("variant", "bucket"), [("slack", "${PageBucket}"), ("existing bucket", "crawl")])
def test_pages_are_read_and_never_written(variant: str, bucket: str) -> None:
    arn = f"arn:aws:s3:::{bucket}"
    concerning = [
        entry
        for role in ROLES
        for entry in VARIANTS[variant].statements(role).values()
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


@EACH
@WHO_READS_WATCHES
def test_watches_are_read_and_the_last_good_ones_kept_beside_them(stack: Stack, role: str) -> None:
    statements = stack.statements(role)
    assert actions(statements["ReadWatches"]) == ["s3:GetObject"]
    assert resources(statements["ReadWatches"]) == [f"${{StateBucket.Arn}}/{key}" for key in (KEY, GOOD_KEY)]
    assert actions(statements["KeepGoodWatches"]) == ["s3:PutObject"]
    assert resources(statements["KeepGoodWatches"]) == [f"${{StateBucket.Arn}}/{GOOD_KEY}"]


@EACH
@WHO_READS_WATCHES
def test_watches_that_are_missing_can_be_told_from_forbidden_ones(stack: Stack, role: str) -> None:
    statement = stack.statements(role)["KnowThatWatchesAreMissing"]
    assert actions(statement) == ["s3:ListBucket"]
    assert resources(statement) == [{"Fn::GetAtt": ["StateBucket", "Arn"]}]


@EACH
def test_who_asks_for_what_is_due_looks_and_asks_and_does_nothing_else(stack: Stack) -> None:
    statements = stack.statements("ScheduleRole")
    assert set(allowed(stack, "ScheduleRole")) == {
        "dynamodb:Query",
        "sqs:SendMessage",
        "s3:GetObject",
        "s3:PutObject",
        "s3:ListBucket",
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "xray:PutTraceSegments",
        "xray:PutTelemetryRecords",
    }
    assert resources(statements["KnowWhatWaits"]) == [{"Fn::GetAtt": ["StateTable", "Arn"]}]
    assert resources(statements["AskForDelivery"]) == [{"Fn::GetAtt": ["DeliveryQueue", "Arn"]}]


@EACH
def test_the_schedule_may_call_its_function_and_keep_what_failed(stack: Stack) -> None:
    statements = stack.statements("SchedulerRole")
    assert {sid: (actions(entry), resources(entry)) for sid, entry in statements.items()} == {
        "CallFunction": (["lambda:InvokeFunction"], [{"Ref": "ScheduleFunctionAliaslive"}]),
        "KeepCallsThatFailed": (["sqs:SendMessage"], [{"Fn::GetAtt": ["ScheduleDeadLetterQueue", "Arn"]}]),
    }


def test_only_schedules_of_this_account_may_act_in_the_schedules_name() -> None:
    (statement,) = VARIANTS["slack"].properties("SchedulerRole")["AssumeRolePolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


@EACH
def test_who_tells_reads_briefs_and_writes_nothing_but_state(stack: Stack) -> None:
    statements = stack.statements("DeliveryRole")
    assert actions(statements["ReadBriefs"]) == ["s3:GetObject"]
    assert resources(statements["ReadBriefs"]) == ["${StateBucket.Arn}/briefs/*"]
    writing = [sid for sid, entry in statements.items() if "s3:PutObject" in actions(entry)]
    assert writing == ["KeepAndLinkDigests"]
    (asks,) = [entry for entry in statements.values() if "sqs:SendMessage" in actions(entry)]
    assert resources(asks) == [{"Fn::GetAtt": ["DeliveryQueue", "Arn"]}]


@EACH
def test_who_tells_keeps_archived_digests_and_may_open_them_since_its_links_can_do_no_more(
    stack: Stack,
) -> None:
    statement = stack.statements("DeliveryRole")["KeepAndLinkDigests"]
    assert actions(statement) == ["s3:PutObject", "s3:GetObject"]
    assert resources(statement) == [f"${{StateBucket.Arn}}/{page_name('*').removesuffix('.html')}"]


@EACH
def test_who_reads_pages_knows_no_secret_and_sends_to_nobody(stack: Stack) -> None:
    found = set(allowed(stack, "PageRole"))
    assert not any(action.startswith((*SECRETS, "ses:")) for action in found)
    assert {action for action in found if action.startswith("dynamodb:")} == {
        "dynamodb:GetItem",
        "dynamodb:PutItem",
    }
    statement = stack.statements()["AskForDelivery"]
    assert actions(statement) == ["sqs:SendMessage"]
    assert resources(statement) == [{"Fn::GetAtt": ["DeliveryQueue", "Arn"]}]


@EACH
def test_each_function_takes_from_its_own_queue(stack: Stack) -> None:
    page, delivery = stack.statements(), stack.statements("DeliveryRole")
    assert resources(page["TakeFromQueue"]) == [{"Fn::GetAtt": ["PageQueue", "Arn"]}]
    assert resources(delivery["TakeFromQueueAndPutBack"]) == [{"Fn::GetAtt": ["DeliveryQueue", "Arn"]}]
    assert "sqs:ChangeMessageVisibility" in actions(delivery["TakeFromQueueAndPutBack"])


def test_only_the_rewriter_that_was_named_may_be_called() -> None:
    statement = VARIANTS["rewriting"].statements()["RewritePages"]
    assert actions(statement) == ["lambda:InvokeFunction"]
    assert resources(statement) == [REWRITER]


def test_who_names_no_rewriter_calls_none() -> None:
    for variant in ("slack", "email", "both", "existing bucket"):
        assert not any(action.startswith("lambda:") for action in allowed(VARIANTS[variant]))
