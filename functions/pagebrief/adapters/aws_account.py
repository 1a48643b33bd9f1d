"""An account as CloudFormation, S3, SQS, EventBridge, Scheduler, CloudWatch and stores of secrets show it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import chain
from typing import Any

from pagebrief.adapters.aws_looking import look
from pagebrief.adapters.secret_stores import SecretStores, permission_to_read
from pagebrief.deployment import BucketNotices, Notice, Queue, Resource, Rule, Schedule, Stack
from pagebrief.ports import Clock

# CloudFormation has no code of its own for a stack that isn't there.
_NO_STACK = frozenset({"ValidationError"})
_COUNTS = (
    "ApproximateNumberOfMessages",
    "ApproximateNumberOfMessagesNotVisible",
    "ApproximateNumberOfMessagesDelayed",
)


class AwsAccount:
    """``client_of`` makes a boto3 client of a service by its name."""

    def __init__(self, client_of: Callable[[str], Any], clock: Clock) -> None:
        self._client_of = client_of
        self._secrets = SecretStores(client_of)
        self._clock = clock

    def stack(self, name: str) -> Stack | None:
        client = self._client_of("cloudformation")
        found = look("cloudformation:DescribeStacks", client.describe_stacks, _NO_STACK, StackName=name)
        if found is None:
            return None
        (stack,) = found["Stacks"]
        return Stack(
            name=stack["StackName"],
            status=stack["StackStatus"],
            parameters={
                each["ParameterKey"]: each.get("ParameterValue", "") for each in stack.get("Parameters", [])
            },
            outputs={each["OutputKey"]: each["OutputValue"] for each in stack.get("Outputs", [])},
            resources=tuple(_resources(client, name)),
        )

    def queue(self, url: str) -> Queue | None:
        found = look(
            "sqs:GetQueueAttributes",
            self._client_of("sqs").get_queue_attributes,
            QueueUrl=url,
            AttributeNames=["QueueArn", "Policy", *_COUNTS],
        )
        if found is None:
            return None
        attributes = found["Attributes"]
        messages = sum(int(attributes[name]) for name in _COUNTS)
        return Queue(url, attributes["QueueArn"], messages, attributes.get("Policy", ""))

    def oldest(self, queue_name: str) -> timedelta | None:
        """As CloudWatch last measured it: SQS itself tells the age only to who receives the messages."""
        now = self._clock.now()
        found = look(
            "cloudwatch:GetMetricStatistics",
            self._client_of("cloudwatch").get_metric_statistics,
            Namespace="AWS/SQS",
            MetricName="ApproximateAgeOfOldestMessage",
            Dimensions=[{"Name": "QueueName", "Value": queue_name}],
            StartTime=now - timedelta(hours=1),
            EndTime=now,
            Period=300,
            Statistics=["Maximum"],
        )
        points = sorted((found or {}).get("Datapoints", []), key=lambda point: point["Timestamp"])
        return timedelta(seconds=points[-1]["Maximum"]) if points else None

    def bucket_notices(self, bucket: str) -> BucketNotices | None:
        call = self._client_of("s3").get_bucket_notification_configuration
        found = look("s3:GetBucketNotification", call, Bucket=bucket)
        if found is None:
            return None
        notices = tuple(map(_notice, found.get("QueueConfigurations", [])))
        return BucketNotices(notices, "EventBridgeConfiguration" in found)

    def rule(self, name: str) -> Rule | None:
        client = self._client_of("events")
        found = look("events:DescribeRule", client.describe_rule, Name=name)
        if found is None:
            return None
        targets = look("events:ListTargetsByRule", client.list_targets_by_rule, Rule=name) or {}
        return Rule(
            found["Arn"],
            found["State"] != "DISABLED",
            found.get("EventPattern", ""),
            tuple(each["Arn"] for each in targets.get("Targets", [])),
        )

    def schedule(self, name: str) -> Schedule | None:
        found = look("scheduler:GetSchedule", self._client_of("scheduler").get_schedule, Name=name)
        if found is None:
            return None
        return Schedule(found["State"] == "ENABLED", found["ScheduleExpression"], found["Target"]["Arn"])

    def secret(self, name: str) -> str | None:
        found: str | None = look(permission_to_read(name), self._secrets.text, name=name)
        return found


def _resources(client: Any, name: str) -> Iterator[Resource]:
    """What was not made, or is no longer, has no id."""
    pages = client.get_paginator("list_stack_resources").paginate
    found = look("cloudformation:ListStackResources", lambda: list(pages(StackName=name))) or []
    for each in chain.from_iterable(page["StackResourceSummaries"] for page in found):
        if each.get("PhysicalResourceId") and each["ResourceStatus"] != "DELETE_COMPLETE":
            yield Resource(each["LogicalResourceId"], each["ResourceType"], each["PhysicalResourceId"])


def _notice(configuration: Mapping[str, Any]) -> Notice:
    rules = configuration.get("Filter", {}).get("Key", {}).get("FilterRules", [])
    return Notice(
        configuration["QueueArn"],
        tuple(configuration["Events"]),
        tuple(f"{rule['Name'].lower()} {rule['Value']}" for rule in rules if rule["Value"]),
    )
