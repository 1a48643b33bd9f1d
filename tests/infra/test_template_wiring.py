"""How pages travel: bucket → queue → function → queue → function, and what happens to those that fail."""

from datetime import timedelta
from typing import Any

import pytest

from pagebrief.sweeping import LOOKED_BACK
from stack_template import Stack, read, transform

OWN_BUCKET = Stack(SlackSecret="pagebrief/slack", SlackChannel="C0123456789")
EXISTING_BUCKET = Stack(EmailFrom="brief@example.org", EmailTo="desk@example.org", ExistingPageBucket="crawl")
REWRITER = "arn:aws:lambda:us-east-1:123456789012:function:pagebrief-rewrite-1"
REWRITING = Stack(EmailFrom="brief@example.org", EmailTo="desk@example.org", RewriterArn=REWRITER)
BOTH = pytest.mark.parametrize(
    "stack", [OWN_BUCKET, EXISTING_BUCKET, REWRITING], ids=["own bucket", "existing bucket", "rewriting"]
)

PAGE_QUEUE = {"Fn::GetAtt": ["PageQueue", "Arn"]}
NAMES = pytest.mark.parametrize("name", ["Page", "Delivery"])
FUNCTIONS = pytest.mark.parametrize("name", ["Page", "Delivery", "Schedule"])


def function(stack: Stack, name: str = "Page") -> Any:
    return stack.properties(f"{name}Function")


@BOTH
@NAMES
def test_a_message_stays_hidden_for_six_times_the_functions_timeout(stack: Stack, name: str) -> None:
    assert stack.properties(f"{name}Queue")["VisibilityTimeout"] >= 6 * function(stack, name)["Timeout"]


@BOTH
def test_a_lease_outlives_the_function_and_ends_before_the_queue_tries_again(stack: Stack) -> None:
    deliver = function(stack, "Delivery")
    lease = int(deliver["Environment"]["Variables"]["LEASE_SECONDS"])
    assert deliver["Timeout"] < lease < stack.properties("DeliveryQueue")["VisibilityTimeout"]


@BOTH
@pytest.mark.parametrize(("name", "times"), [("Page", 5), ("Delivery", 10)])
def test_a_message_that_fails_too_often_is_kept_longer_in_the_dead_letter_queue(
    stack: Stack, name: str, times: int
) -> None:
    queue, dead = stack.properties(f"{name}Queue"), stack.properties(f"{name}DeadLetterQueue")
    assert queue["RedrivePolicy"] == {
        "deadLetterTargetArn": {"Fn::GetAtt": [f"{name}DeadLetterQueue", "Arn"]},
        "maxReceiveCount": times,
    }
    assert dead["MessageRetentionPeriod"] == 14 * 86_400 > queue["MessageRetentionPeriod"]


@BOTH
def test_queues_are_encrypted(stack: Stack) -> None:
    queues = stack.of_type("AWS::SQS::Queue")
    assert len(queues) == 5
    for queue in queues.values():
        assert queue["Properties"]["SqsManagedSseEnabled"] is True


@BOTH
def test_deliveries_of_a_channel_come_one_after_the_other_also_those_that_failed(stack: Stack) -> None:
    for name in ("DeliveryQueue", "DeliveryDeadLetterQueue"):
        assert stack.properties(name)["FifoQueue"] is True
        assert "ContentBasedDeduplication" not in stack.properties(name)  # the id is the item's


@BOTH
def test_the_delivery_queue_feeds_its_function_and_hears_of_single_failures(stack: Stack) -> None:
    mapping = stack.properties("DeliveryFunctionDeliveries")
    assert mapping["EventSourceArn"] == {"Fn::GetAtt": ["DeliveryQueue", "Arn"]}
    assert mapping["FunctionName"] == {"Ref": "DeliveryFunctionAliaslive"}
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["BatchSize"] == 1  # or what stands behind a failure would be counted as received, too


@BOTH
def test_the_queue_feeds_the_published_version_and_hears_of_single_failures(stack: Stack) -> None:
    mapping = stack.properties("PageFunctionPages")
    assert mapping["EventSourceArn"] == PAGE_QUEUE
    assert mapping["FunctionName"] == {"Ref": "PageFunctionAliaslive"}
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": stack.parameters["MaximumConcurrency"]}
    assert mapping["BatchSize"] <= 10  # more would need a batching window


@BOTH
def test_published_versions_start_from_a_snapshot(stack: Stack) -> None:
    assert function(stack)["SnapStart"] == {"ApplyOn": "PublishedVersions"}


@BOTH
@FUNCTIONS
def test_a_functions_alias_is_its_newest_version(stack: Stack, name: str) -> None:
    alias = stack.properties(f"{name}FunctionAliaslive")
    version = alias["FunctionVersion"]["Fn::GetAtt"][0]
    assert alias["Name"] == "live"
    assert stack.resources[version]["Type"] == "AWS::Lambda::Version"
    assert stack.properties(version)["FunctionName"] == {"Ref": f"{name}Function"}


@FUNCTIONS
def test_a_changed_property_publishes_a_version(name: str) -> None:
    template = read()
    before = transform(template, {})["Resources"].keys()
    template["Resources"][f"{name}Function"]["Properties"]["MemorySize"] += 1
    after = transform(template, {})["Resources"].keys()
    assert len(before ^ after) == 2  # one version goes, another comes


def test_versions_that_are_no_longer_live_are_deleted_since_snapshots_cost_money() -> None:
    versions = OWN_BUCKET.of_type("AWS::Lambda::Version").values()
    assert [version["DeletionPolicy"] for version in versions] == ["Delete"] * 3


def test_the_own_bucket_announces_new_objects_to_the_queue_once_the_queue_lets_it() -> None:
    bucket = OWN_BUCKET.resources["PageBucket"]
    assert bucket["DependsOn"] == "PageQueuePolicy"
    assert bucket["Properties"]["NotificationConfiguration"] == {
        "QueueConfigurations": [{"Event": "s3:ObjectCreated:*", "Queue": PAGE_QUEUE}]
    }


def test_only_the_own_bucket_may_send_to_the_queue() -> None:
    (statement,) = OWN_BUCKET.properties("PageQueuePolicy")["PolicyDocument"]["Statement"]
    assert statement["Principal"] == {"Service": "s3.amazonaws.com"}
    assert (statement["Action"], statement["Resource"]) == ("sqs:SendMessage", PAGE_QUEUE)
    bucket = OWN_BUCKET.properties("PageBucket")["BucketName"]
    assert statement["Condition"] == {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnEquals": {"aws:SourceArn": f"arn:aws:s3:::{bucket}"},
    }


def test_the_own_buckets_name_is_valid_whatever_the_stack_is_called() -> None:
    assert OWN_BUCKET.properties("PageBucket")["BucketName"] == "pagebrief-pages-123456789012-0f1e2d3c"


def test_an_existing_bucket_is_heard_through_eventbridge_and_nothing_else_may_send() -> None:
    assert "PageBucket" not in EXISTING_BUCKET.resources
    rule = EXISTING_BUCKET.only("AWS::Events::Rule")
    assert rule["EventPattern"] == {
        "source": ["aws.s3"],
        "detail-type": ["Object Created"],
        "detail": {"bucket": {"name": ["crawl"]}},
    }
    (target,) = rule["Targets"]
    assert target["Arn"] == PAGE_QUEUE
    assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": ["PageDeadLetterQueue", "Arn"]}}
    for name in ("PageQueue", "PageDeadLetterQueue"):
        (statement,) = EXISTING_BUCKET.properties(f"{name}Policy")["PolicyDocument"]["Statement"]
        assert statement["Principal"] == {"Service": "events.amazonaws.com"}
        assert (statement["Action"], statement["Resource"]) == (
            "sqs:SendMessage",
            {"Fn::GetAtt": [name, "Arn"]},
        )
        assert statement["Condition"] == {
            "StringEquals": {"aws:SourceAccount": "123456789012"},
            "ArnEquals": {"aws:SourceArn": {"Fn::GetAtt": ["ExistingBucketRule", "Arn"]}},
        }


def test_an_own_bucket_needs_no_rule() -> None:
    assert "ExistingBucketRule" not in OWN_BUCKET.resources


@BOTH
def test_one_schedule_calls_its_function_by_the_clock_every_five_minutes(stack: Stack) -> None:
    schedule = stack.only("AWS::Scheduler::Schedule")
    assert schedule["ScheduleExpression"] == "cron(0/5 * * * ? *)"
    assert schedule["FlexibleTimeWindow"] == {"Mode": "OFF"}
    assert schedule["Target"]["Arn"] == {"Ref": "ScheduleFunctionAliaslive"}
    assert schedule["Target"]["RoleArn"] == {"Fn::GetAtt": ["SchedulerRole", "Arn"]}


@BOTH
def test_a_call_that_fails_is_not_repeated_for_longer_than_until_the_next(stack: Stack) -> None:
    target = stack.only("AWS::Scheduler::Schedule")["Target"]
    assert target["RetryPolicy"]["MaximumEventAgeInSeconds"] == 300
    assert target["DeadLetterConfig"] == {"Arn": {"Fn::GetAtt": ["ScheduleDeadLetterQueue", "Arn"]}}
    asynchronous = stack.only("AWS::Lambda::EventInvokeConfig")
    assert asynchronous["FunctionName"] == {"Ref": "ScheduleFunction"}
    assert asynchronous["Qualifier"] == "live"
    assert (asynchronous["MaximumEventAgeInSeconds"], asynchronous["MaximumRetryAttempts"]) == (300, 0)
    assert function(stack, "Schedule")["Timeout"] < 300


@BOTH
def test_sweeps_that_were_missed_for_a_while_lose_no_digest_that_is_told_even_if_empty(stack: Stack) -> None:
    # The last attempt, its run, and the next call by the clock.
    age = stack.only("AWS::Scheduler::Schedule")["Target"]["RetryPolicy"]["MaximumEventAgeInSeconds"]
    assert timedelta(seconds=age + function(stack, "Schedule")["Timeout"] + 300) < LOOKED_BACK


@BOTH
@FUNCTIONS
def test_logs_are_json_in_a_group_that_forgets(stack: Stack, name: str) -> None:
    assert function(stack, name)["LoggingConfig"]["LogFormat"] == "JSON"
    assert function(stack, name)["LoggingConfig"]["LogGroup"] == {"Ref": f"{name}Logs"}
    assert stack.properties(f"{name}Logs")["RetentionInDays"] == "30"
