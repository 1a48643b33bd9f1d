"""In prod somebody hears of what goes wrong and knows what to do; a version that is broken is taken back."""

import re
from pathlib import Path
from typing import Any

import pytest

from stack_template import Stack
from watched import of_alarm

GIVEN = {"SlackSecret": "pagebrief/slack", "EmailFrom": "brief@example.org"}
TOPIC = "arn:aws:sns:us-east-1:123456789012:ops"
DEV = Stack(**GIVEN)
PROD = Stack(**GIVEN, Stage="prod", AlarmTopic=TOPIC)
EXISTING_BUCKET = Stack(**GIVEN, Stage="prod", ExistingPageBucket="crawl")
BY_EMAIL = Stack(**GIVEN, Stage="prod", AlarmEmail="ops@example.org")
REWRITER = "arn:aws:lambda:us-east-1:123456789012:function:pagebrief-rewrite-1"
REWRITING = Stack(**GIVEN, Stage="prod", RewriterArn=REWRITER)
ALARM = "AWS::CloudWatch::Alarm"

OF_AWS = {
    ("AWS/Lambda", "FunctionName"): ("AWS::Lambda::Function", {"Errors", "Throttles", "Duration"}),
    ("AWS/SQS", "QueueName"): (
        "AWS::SQS::Queue",
        {"ApproximateNumberOfMessagesVisible", "ApproximateAgeOfOldestMessage"},
    ),
    ("AWS/DynamoDB", "TableName"): ("AWS::DynamoDB::Table", {"ReadThrottleEvents", "WriteThrottleEvents"}),
    ("AWS/Events", "RuleName"): ("AWS::Events::Rule", {"FailedInvocations"}),
}
"""Metrics that AWS documents, by what they are of."""


def alarms(stack: Stack) -> dict[str, Any]:
    return {name: each["Properties"] for name, each in stack.of_type(ALARM).items()}


def alarm_of(stack: Stack, metric: str, resource: str) -> Any:
    """The one alarm on that metric of the resource."""
    (found,) = [
        alarm
        for alarm in alarms(stack).values()
        for each in of_alarm(alarm)
        if each.name == metric
        if resource in {str(value).strip("${}").partition(".")[0] for _, value in each.dimensions}
    ]
    return found


def test_dev_has_neither_alarms_nor_a_topic() -> None:
    assert alarms(DEV) == {}
    assert DEV.of_type("AWS::SNS::Topic") == {}


@pytest.mark.parametrize("queue", ["Page", "Delivery"])
def test_a_queue_has_an_alarm_on_its_oldest_message_and_one_on_its_dead_letters(queue: str) -> None:
    oldest = alarm_of(PROD, "ApproximateAgeOfOldestMessage", f"{queue}Queue")
    assert oldest["Threshold"] < PROD.properties(f"{queue}Queue")["MessageRetentionPeriod"] / 24
    target = PROD.properties(f"{queue}Queue")["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
    assert alarm_of(PROD, "ApproximateNumberOfMessagesVisible", target)["Threshold"] == 0


def test_no_queue_of_dead_letters_is_without_an_alarm() -> None:
    for queue in PROD.of_type("AWS::SQS::Queue"):
        if queue.endswith("DeadLetterQueue"):
            assert alarm_of(PROD, "ApproximateNumberOfMessagesVisible", queue)["Statistic"] == "Maximum"


@pytest.mark.parametrize("stack", [PROD, REWRITING], ids=["own sentences", "rewriting"])
def test_a_function_has_alarms_on_errors_throttles_and_nine_tenths_of_its_time(stack: Stack) -> None:
    for name, function in stack.of_type("AWS::Lambda::Function").items():
        for metric in ("Errors", "Throttles"):
            alarm = alarm_of(stack, metric, name)
            assert (alarm["Statistic"], alarm["Threshold"]) == ("Sum", 0)
        slow = alarm_of(stack, "Duration", name)
        assert slow["Statistic"] == "Maximum"
        assert slow["Threshold"] == 900 * function["Properties"]["Timeout"]


@pytest.mark.parametrize("stack", [PROD, EXISTING_BUCKET], ids=["own bucket", "existing bucket"])
def test_what_aws_measures_is_of_things_in_this_stack(stack: Stack) -> None:
    for name, alarm in alarms(stack).items():
        for metric in of_alarm(alarm):
            if metric.namespace.startswith("Pagebrief/"):
                continue  # tests/integration/test_metrics.py
            if metric.namespace == "AWS/SES":
                assert metric.dimensions == frozenset()  # of the account
                continue
            ((key, value),) = metric.dimensions
            kind, known = OF_AWS[metric.namespace, key]
            assert metric.name in known
            resource = str(value).strip("${}").removesuffix(".QueueName")
            assert stack.resources[resource]["Type"] == kind, name


def test_the_email_of_the_account_is_looked_after_where_ses_sends_it() -> None:
    assert {"EmailBounces", "EmailComplaints"} <= alarms(PROD).keys()
    for given in ({"SlackSecret": "s"}, {"EmailFrom": "brief@example.org", "SmtpSecret": "s"}):
        assert not {"EmailBounces", "EmailComplaints"} & alarms(Stack(**given, Stage="prod")).keys()


def test_the_way_from_an_existing_bucket_is_looked_after() -> None:
    alarm = alarm_of(EXISTING_BUCKET, "FailedInvocations", "ExistingBucketRule")
    assert alarm["Threshold"] == 0
    assert "ExistingBucketUnheard" not in alarms(PROD)


@pytest.mark.parametrize(
    ("stack", "topic"), [(PROD, TOPIC), (BY_EMAIL, {"Ref": "AlarmsTopic"})], ids=["own topic", "email"]
)
def test_each_alarm_tells_the_topic_when_it_goes_off_and_when_it_is_over(stack: Stack, topic: Any) -> None:
    assert len(alarms(stack)) == 21
    for alarm in alarms(stack).values():
        assert alarm["AlarmActions"] == alarm["OKActions"] == [topic]


def test_a_topic_is_made_where_none_is_named_and_takes_what_alarms_of_this_account_say() -> None:
    assert "AlarmsTopic" not in PROD.resources
    (statement,) = BY_EMAIL.only("AWS::SNS::TopicPolicy")["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert (statement["Action"], statement["Resource"]) == ("sns:Publish", {"Ref": "AlarmsTopic"})
    assert statement["Condition"] == {"StringEquals": {"aws:SourceAccount": "123456789012"}}


def test_an_address_is_asked_whether_it_wants_to_hear_of_alarms() -> None:
    assert BY_EMAIL.only("AWS::SNS::Subscription") == {
        "TopicArn": {"Ref": "AlarmsTopic"},
        "Protocol": "email",
        "Endpoint": "ops@example.org",
    }
    assert EXISTING_BUCKET.of_type("AWS::SNS::Subscription") == {}


def test_an_address_for_alarms_that_there_are_not_is_refused_and_so_are_an_address_and_a_topic() -> None:
    assert any("Stage=prod" in said for said in Stack(**GIVEN, AlarmEmail="ops@example.org").refusals())
    both = Stack(**GIVEN, Stage="prod", AlarmEmail="ops@example.org", AlarmTopic=TOPIC)
    assert any("AlarmTopic or AlarmEmail" in said for said in both.refusals())
    assert PROD.refusals() == BY_EMAIL.refusals() == DEV.refusals() == []


def test_a_missing_measurement_is_no_alarm() -> None:
    for alarm in alarms(PROD).values():
        assert alarm["TreatMissingData"] in {"notBreaching", "ignore"}


def test_an_expression_names_the_series_beside_it_and_each_alarm_has_one_result() -> None:
    for alarm in alarms(PROD).values():
        series = alarm.get("Metrics", [])
        ids = {each["Id"] for each in series}
        for each in series:
            named = set(re.findall(r"\b[a-z]\w*", each.get("Expression", "")))
            assert named <= ids
        assert sum(each.get("ReturnData", True) for each in series) == bool(series)


def reckoned(name: str, **counted: float) -> bool:
    """Whether the alarm goes off at these sums of its series; what isn't named was not measured."""
    alarm = alarms(PROD)[name]
    metric_math = {
        "IF": lambda test, then, other: then if test else other,
        "FILL": lambda sum, fill: sum or fill,
    }
    expressions = {each["Id"]: each["Expression"] for each in alarm["Metrics"] if "Expression" in each}
    values: dict[str, Any] = {each["Id"]: counted.get(each["Id"]) for each in alarm["Metrics"]}
    for each in [*(expressions.keys() - {"result"}), "result"]:
        values[each] = eval(expressions[each], metric_math, values)  # noqa: S307 # the template's own
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"
    return bool(values["result"] > alarm["Threshold"])


def test_pages_fail_when_three_of_them_and_a_twentieth_did_and_not_by_what_passes() -> None:
    assert reckoned("PagesFail", failed=3)
    assert reckoned("PagesFail", failed=5, later=1, saved=40, before=10, discarded=20)
    assert not reckoned("PagesFail", failed=2)
    assert not reckoned("PagesFail", failed=50, later=49, saved=10)
    assert not reckoned("PagesFail", failed=5, saved=40, before=40, discarded=20)
    assert not reckoned("PagesFail", saved=1)


def test_one_message_that_is_refused_is_enough_and_one_that_is_put_off_is_nothing() -> None:
    assert reckoned("DeliveriesRefused", failed=1)
    assert reckoned("DeliveriesRefused", failed=9, later=8)
    assert not reckoned("DeliveriesRefused", failed=8, later=8)


def test_the_table_turns_away_reads_or_writes() -> None:
    assert reckoned("TableThrottled", reads=1)
    assert reckoned("TableThrottled", writes=1)
    assert not reckoned("TableThrottled", reads=0)


def rollout(stack: Stack, function: str) -> tuple[str, set[str]]:
    """How a new version of it takes over, and the alarms that take it back."""
    group = stack.properties(f"{function}DeploymentGroup")
    policy = stack.resources[f"{function}Aliaslive"]["UpdatePolicy"]["CodeDeployLambdaAliasUpdate"]
    assert policy["DeploymentGroupName"] == {"Ref": f"{function}DeploymentGroup"}
    assert "DEPLOYMENT_STOP_ON_ALARM" in group["AutoRollbackConfiguration"]["Events"]
    configuration = group.get("AlarmConfiguration", {})
    named = {each["Name"]["Ref"] for each in configuration.get("Alarms", [])}
    assert named <= stack.of_type(ALARM).keys()
    assert configuration.get("Enabled", False) is bool(named)
    return group["DeploymentConfigName"], named


@pytest.mark.parametrize(
    ("function", "back"),
    [
        ("PageFunction", {"PageErrors", "PagesFail"}),
        ("DeliveryFunction", {"DeliveryErrors", "DeliveriesRefused"}),
        ("ScheduleFunction", {"ScheduleErrors"}),
    ],
)
def test_in_prod_a_new_version_takes_over_step_by_step_and_its_alarms_take_it_back(
    function: str, back: set[str]
) -> None:
    gradual = "CodeDeployDefault.LambdaLinear10PercentEvery1Minute"
    at_once = "CodeDeployDefault.LambdaAllAtOnce", set()
    assert rollout(PROD, function) == (gradual, back)
    assert rollout(DEV, function) == at_once
    assert rollout(Stack(**GIVEN, Stage="prod", Rollout="at-once"), function) == at_once


def test_what_takes_a_version_back_goes_off_while_it_takes_over() -> None:
    taking_over = 10 * 60  # a tenth each minute
    for name in ("PageErrors", "PagesFail", "DeliveryErrors", "DeliveriesRefused", "ScheduleErrors"):
        alarm = alarms(PROD)[name]
        periods = {alarm["Period"]} if "Period" in alarm else set()
        periods |= {each["MetricStat"]["Period"] for each in alarm.get("Metrics", []) if "MetricStat" in each}
        assert max(periods) * alarm["EvaluationPeriods"] < taking_over


OPERATING = (Path(__file__).parents[2] / "docs/operating.md").read_text("utf-8")


def test_the_page_on_operating_has_a_paragraph_for_each_alarm_and_none_for_others() -> None:
    known = alarms(PROD).keys() | alarms(EXISTING_BUCKET).keys()
    assert sorted(re.findall(r"^### (\w+)$", OPERATING, re.MULTILINE)) == sorted(known)


def test_each_alarm_says_what_happened_and_where_to_read_on() -> None:
    for name, alarm in (alarms(PROD) | alarms(EXISTING_BUCKET)).items():
        assert re.fullmatch(rf"[^.].+\. What to do: docs/operating\.md, {name}\.", alarm["AlarmDescription"])
