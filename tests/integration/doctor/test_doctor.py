"""``pagebrief doctor`` over a deployment of the template on moto, with its own ends over real HTTP."""

import json
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import tests.moto_schedule  # noqa: F401 # moto finds it

from http_double import HttpDouble, Reply
from integration.doctor.deployed import Deployed
from unit.command import pagebrief


def test_a_deployment_that_is_well_is_ok_in_every_line(own: Deployed) -> None:
    bucket, queue = own.deployment.outputs["PageBucketName"], own.page_queue_arn.rpartition(":")[2]
    schedule, function = own.deployment.ids["Schedule"], own.deployment.ids["ScheduleFunction"]
    assert own.findings() == [
        f"ok stack {own.name}: stands (CREATE_COMPLETE)",
        f"ok notification: the bucket {bucket} tells {queue} of new pages",
        f"ok queue policy: {queue} takes what S3 sends",
        f"ok schedule: {schedule} calls {function}: cron(0/5 * * * ? *)",
        "ok dead letters of pages: none",
        "ok dead letters of deliveries: none",
        "ok dead letters of the schedule: none",
        "ok watches.yaml: there is none: everybody is told of every page",
        "ok Slack secret: is readable and holds a bot token",
        "ok Slack bot: is pagebrief of The Desk, and may post",
        "ok Slack channel: #pages is joined",
        "ok email account: sends to anybody",
        "ok email sender: brief@example.org is verified",
    ]
    assert own.advice() == []


def test_a_bucket_that_tells_nobody_is_a_problem(own: Deployed) -> None:
    bucket = own.deployment.outputs["PageBucketName"]
    s3 = own.client("s3")
    before = s3.get_bucket_notification_configuration(Bucket=bucket)["QueueConfigurations"]
    try:
        s3.put_bucket_notification_configuration(Bucket=bucket, NotificationConfiguration={})
        assert [each.split(":")[0] for each in own.findings("problem")] == ["notification"]
        narrow = [{**before[0], "Filter": {"Key": {"FilterRules": [{"Name": "prefix", "Value": "in/"}]}}}]
        s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"QueueConfigurations": narrow}
        )
        assert own.findings("problem") == []
        assert own.findings("warning") == [
            f"notification: the bucket {bucket} tells of keys with prefix in/ alone"
        ]
    finally:
        s3.put_bucket_notification_configuration(
            Bucket=bucket, NotificationConfiguration={"QueueConfigurations": before}
        )


def test_a_queue_that_does_not_let_the_bucket_send_is_a_problem(own: Deployed) -> None:
    other = {
        "Effect": "Allow",
        "Principal": {"Service": "s3.amazonaws.com"},
        "Action": "sqs:SendMessage",
        "Resource": own.page_queue_arn,
        "Condition": {"ArnEquals": {"aws:SourceArn": "arn:aws:s3:::another"}},
    }
    own.set_policy(json.dumps({"Version": "2012-10-17", "Statement": [other]}))
    queue, bucket = own.page_queue_arn.rpartition(":")[2], own.deployment.outputs["PageBucketName"]
    assert own.findings("problem") == [
        f"queue policy: {queue} takes nothing that S3 sends for arn:aws:s3:::{bucket}"
    ]


def test_dead_letters_are_counted_with_their_age_and_the_command_that_starts_their_redrive(
    own: Deployed,
) -> None:
    url = own.deployment.outputs["PageDeadLetterQueueUrl"]
    for body in "ab":
        own.client("sqs").send_message(QueueUrl=url, MessageBody=body)
    # As SQS does by itself, in AWS.
    own.client("cloudwatch").put_metric_data(
        Namespace="AWS/SQS",
        MetricData=[
            {
                "MetricName": "ApproximateAgeOfOldestMessage",
                "Dimensions": [{"Name": "QueueName", "Value": own.arn(url).rpartition(":")[2]}],
                "Timestamp": datetime.now(UTC) - timedelta(minutes=6),
                "Value": 3 * 3600 + 120,
            }
        ],
    )
    assert own.findings("problem") == [
        "dead letters of pages: 2 wait, the oldest for 3 hours; after 14 days they are deleted"
    ]
    (advice,) = own.advice()
    assert f"`aws sqs start-message-move-task --source-arn {own.arn(url)}`" in advice


def test_a_schedule_that_is_switched_off_or_gone_is_a_problem(own: Deployed) -> None:
    scheduler, name = own.client("scheduler"), own.deployment.ids["Schedule"]
    given = scheduler.get_schedule(Name=name)
    keys = ("Name", "ScheduleExpression", "FlexibleTimeWindow", "Target", "Description")
    given = {key: given[key] for key in keys}
    try:
        scheduler.update_schedule(**given, State="DISABLED")
        assert own.findings("problem") == [f"schedule: {name} is switched off"]
        wrong = {**given["Target"], "Arn": "arn:aws:lambda:us-east-1:123456789012:function:other"}
        scheduler.update_schedule(**{**given, "Target": wrong}, State="ENABLED")
        (found,) = own.findings("problem")
        assert found.startswith(
            f"schedule: {name} calls arn:aws:lambda:us-east-1:123456789012:function:other,"
        )
        scheduler.delete_schedule(Name=name)
        assert own.findings("problem") == [f"schedule: {name} is gone: digests are never due"]
        scheduler.create_schedule(**given, State="ENABLED")
    finally:
        scheduler.update_schedule(**given, State="ENABLED")


_JSON = b'{"__type": "AccessDeniedException", "message": "User is not authorized to perform that"}'
_XML = b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"
_REFUSED = {"x-amzn-ErrorType": "AccessDeniedException"}


@pytest.mark.parametrize(
    ("service", "permission", "check"),
    [
        ("S3", "s3:GetBucketNotification", "notification"),
        ("SQS", "sqs:GetQueueAttributes", "dead letters of PageDeadLetterQueue"),
        ("SCHEDULER", "scheduler:GetSchedule", "schedule"),
        ("S3", "s3:GetObject or s3:ListBucket", "watches.yaml"),
        ("SECRETS_MANAGER", "secretsmanager:GetSecretValue", "Slack secret"),
        ("SESV2", "ses:GetAccount", "email"),
    ],
)
def test_what_the_caller_may_not_look_at_is_a_warning_that_names_the_permission(
    own: Deployed, monkeypatch: pytest.MonkeyPatch, service: str, permission: str, check: str
) -> None:
    with HttpDouble(Reply(403, _XML if service == "S3" else _JSON, _REFUSED)) as refusing:
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", refusing.url)
        assert own.findings("problem") == []
        warned = own.findings("warning")
    assert f"{check}: may not be looked at: the permission {permission} is missing" in warned


def test_the_age_of_dead_letters_is_left_out_where_it_may_not_be_looked_at(
    own: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    own.client("sqs").send_message(QueueUrl=own.deployment.outputs["PageDeadLetterQueueUrl"], MessageBody="a")
    with HttpDouble(Reply(403, _JSON, _REFUSED)) as refusing:
        monkeypatch.setenv("AWS_ENDPOINT_URL_CLOUDWATCH", refusing.url)
        assert own.findings("problem") == ["dead letters of pages: 1 waits; after 14 days they are deleted"]
        (warned,) = own.findings("warning")
    assert "cloudwatch:GetMetricStatistics is missing" in warned


def test_a_stack_that_is_not_there_is_the_one_problem(own: Deployed) -> None:
    assert replace(own, name="nowhere").findings() == [
        "problem stack nowhere: there is none of that name in this account and region"
    ]


def test_the_command_prints_a_line_a_finding_and_ends_with_1_where_there_is_a_problem(own: Deployed) -> None:
    env = {**os.environ, **own.environment}
    well = pagebrief("doctor", own.name, env=env).stdout.splitlines()
    assert len(well) == len(own.findings())
    assert all(line.startswith("ok       ") for line in well)
    own.ses.identities = {}
    said = pagebrief("doctor", own.name, env=env, expect=1).stdout.splitlines()
    assert said[-1].startswith("problem  email sender: neither brief@example.org nor its domain is verified")
    assert "`aws sesv2 create-email-identity --email-identity brief@example.org`" in said[-1]
    assert own.slack.token not in "".join(well + said)


def test_without_credentials_the_command_says_so_and_ends_with_2(own: Deployed) -> None:
    env = {name: value for name, value in os.environ.items() if name != "AWS_ACCESS_KEY_ID"}
    said = pagebrief("doctor", own.name, env=env, expect=2)
    assert said.stdout == ""
    assert "AWS could not be asked" in said.stderr
    assert "AWS_PROFILE" in said.stderr


# What S3 says; moto keeps the setting, and leaves it out of its answer.
_TOLD = b"<NotificationConfiguration><EventBridgeConfiguration/></NotificationConfiguration>"
_NO_WATCHES = b"<Error><Code>NoSuchKey</Code></Error>"


def test_an_existing_bucket_must_tell_eventbridge_whose_rule_hands_on(
    existing: Deployed, monkeypatch: pytest.MonkeyPatch
) -> None:
    name, rule = existing.name, existing.deployment.ids["ExistingBucketRule"]
    queue = existing.page_queue_arn.rpartition(":")[2]
    assert existing.findings("problem") == [f"notification: the bucket {name} tells EventBridge nothing"]
    existing.client("events").disable_rule(Name=rule)
    with HttpDouble(Reply(200, _TOLD), Reply(404, _NO_WATCHES)) as s3:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", s3.url)
        assert existing.findings("problem") == [f"rule: {rule} is switched off"]
    existing.client("events").enable_rule(Name=rule)
    with HttpDouble(Reply(200, _TOLD), Reply(404, _NO_WATCHES)) as s3:
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", s3.url)
        assert existing.findings()[1:4] == [
            f"ok notification: the bucket {name} tells EventBridge of new pages",
            f"ok rule: {rule} hands on what {name} tells",
            f"ok queue policy: {queue} takes what EventBridge sends",
        ]
