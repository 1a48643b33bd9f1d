"""Policies of the template: wildcards with their reasons, services of this account alone; and its outputs."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from stack_template import Stack, read

GIVEN = {"SlackSecret": "pagebrief/slack", "EmailFrom": "brief@example.org"}
KEY = "arn:aws:kms:us-east-1:123456789012:key/0f1e2d3c"
STACKS = {
    "own bucket": Stack(**GIVEN),
    "existing bucket": Stack(**GIVEN, ExistingPageBucket="crawl", Stage="prod", KmsKeyArn=KEY),
}
EACH = pytest.mark.parametrize("stack", STACKS.values(), ids=STACKS.keys())

Statement = Mapping[str, Any]

RESOURCE_POLICIES = {"AWS::SQS::QueuePolicy", "AWS::S3::BucketPolicy", "AWS::SNS::TopicPolicy"}
WILDCARDS = {
    "WriteTraces": "X-Ray knows no resources",
    "OnlyOverTls": "a refusal, to everybody",
    "ReadPages": "all objects of one bucket",
    "KeepRecords": "all objects under a prefix",
    "ReadBriefs": "all objects under a prefix",
    "KeepAndLinkDigests": "all objects under a prefix",
    "ReadSlackSecret": "the six characters that Secrets Manager ends an ARN with",
    "SendEmail": "SES checks recipients' identities in the sandbox, too; the condition holds the sender",
}
"""Statements with a wildcard, and why."""


def statements(stack: Stack) -> Iterator[Statement]:
    for resource in stack.resources.values():
        properties = resource.get("Properties", {})
        if resource["Type"] in RESOURCE_POLICIES:
            yield from properties["PolicyDocument"]["Statement"]
        for policy in properties.get("Policies", []):
            yield from policy["PolicyDocument"]["Statement"]


@EACH
def test_a_wildcard_stands_only_where_its_reason_is_known(stack: Stack) -> None:
    found = {
        each["Sid"]
        for each in statements(stack)
        if re.search(r"\*|\?", str([each["Action"], each.get("Resource"), each.get("Principal")]))
    }
    assert found <= WILDCARDS.keys()


def test_no_reason_is_left_over() -> None:
    sids = {each["Sid"] for stack in STACKS.values() for each in statements(stack)}
    assert sids >= WILDCARDS.keys()


@EACH
def test_a_service_that_may_write_acts_for_this_account(stack: Stack) -> None:
    policies = [entry for entry in stack.resources.values() if entry["Type"] in RESOURCE_POLICIES]
    services = 0
    for policy in policies:
        for each in policy["Properties"]["PolicyDocument"]["Statement"]:
            if each["Effect"] == "Allow":
                services += 1
                assert each["Principal"].keys() == {"Service"}
                assert each["Condition"]["StringEquals"]["aws:SourceAccount"] == "123456789012"
    assert services


def test_what_the_stack_names_afterwards_is_in_it() -> None:
    template = read()
    for name, output in template["Outputs"].items():
        assert output["Description"], name
        for reference in re.findall(r"'Ref': '(\w+)'|\$\{(\w+)\}", str(output["Value"])):
            assert "".join(reference) in template["Resources"] | template["Parameters"], name


def test_every_queue_function_and_log_can_be_found_by_an_output() -> None:
    template = read()
    named = str([output["Value"] for output in template["Outputs"].values()])
    for name, resource in template["Resources"].items():
        if resource["Type"] in {"AWS::SQS::Queue", "AWS::Serverless::Function", "AWS::Logs::LogGroup"}:
            assert f"'{name}'" in named
