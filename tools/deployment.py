"""The template on a moto server, and Lambda's part of the work, played by the template's own values.

moto creates the resources, but ignores bucket notifications, and its own event source mappings eat
messages: so the first is applied here, and the second is played, as Lambda's documentation has it:
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import ast
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from moto.cloudformation.parsing import get_model_map
from tests.stack_template import TEMPLATE, read, transform
from tools.local_aws import client, sqs_record

from pagebrief.delivery import stamp

BUILT = TEMPLATE.parent.parent / ".aws-sam/build/template.yaml"

Call = Callable[[str, Mapping[str, Any]], Any]
"""A function's name and its event → its answer."""


@dataclass(frozen=True)
class Stage:
    """A queue and the function that it feeds, as their event source mapping has it."""

    sqs: Any
    url: str
    function: str
    mapping: Mapping[str, Any]

    def send(self, body: str, **attributes: str) -> None:
        """Put a message into the queue by hand."""
        self.sqs.send_message(QueueUrl=self.url, MessageBody=body, **attributes)

    def take_batch(self) -> dict[str, Any]:
        """What the mapping would hand to the function next."""
        found = self.sqs.receive_message(
            QueueUrl=self.url, MaxNumberOfMessages=int(self.mapping["BatchSize"]), AttributeNames=["All"]
        )
        return {"Records": [sqs_record(message) for message in found.get("Messages", [])]}

    def deliver(self, event: Mapping[str, Any], call: Call) -> list[dict[str, Any]]:
        """Hand over the batch and settle it; the records that failed, which the queue still has."""
        answer = call(self.function, event)
        if self.mapping["FunctionResponseTypes"] != ["ReportBatchItemFailures"]:
            raise ValueError(f"the batch of {self.function} would count as one")
        failed = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
        for record in event["Records"]:
            if record["messageId"] not in failed:
                self.sqs.delete_message(QueueUrl=self.url, ReceiptHandle=record["receiptHandle"])
        return [record for record in event["Records"] if record["messageId"] in failed]

    def work_off(self, call: Call) -> list[dict[str, Any]]:
        """Deliver until nothing is visible; the records that failed."""
        failed = []
        while (event := self.take_batch())["Records"]:
            failed += self.deliver(event, call)
        return failed

    def let_time_pass(self, failed: list[dict[str, Any]], until: int = 0) -> None:
        """Until the visibility timeout of these records is over, or so many seconds before."""
        for record in failed:
            handle = record["receiptHandle"]
            self.sqs.change_message_visibility(
                QueueUrl=self.url, ReceiptHandle=handle, VisibilityTimeout=until
            )

    def waiting(self) -> int:
        """Messages in the queue, those in flight too."""
        return count(self.sqs, self.url)


class Deployment:
    """A stack of the built template, or another, with these parameters."""

    def __init__(
        self, aws_url: str, name: str, parameters: Mapping[str, str], template_path: Path = BUILT
    ) -> None:
        self._aws_url = aws_url
        self._name = name
        template = _without_aliases(transform(read(template_path), parameters))
        for resource in template["Resources"].values():
            if resource.get("DeletionPolicy") == "RetainExceptOnCreate":
                resource["DeletionPolicy"] = "Retain"  # all that moto knows of it
        resources = template["Resources"]
        page = resources.pop("PageFunctionPages")["Properties"]
        delivery = resources.pop("DeliveryFunctionDeliveries")["Properties"]
        self.schedule = resources["Schedule"]["Properties"]
        for queue in ("DeliveryQueue", "DeliveryDeadLetterQueue"):
            # CloudFormation ends the name that it makes up so, moto doesn't.
            resources[queue]["Properties"]["QueueName"] = f"{name}-{queue}.fifo"
        self._template = dict(resources)
        for resource in _unknown_to_moto(resources):
            del resources[resource]
        self.client("s3").create_bucket(Bucket="code")  # where `sam deploy` would have put the zip
        self.client("s3").put_object(Bucket="code", Key="function.zip", Body=_EMPTY_ZIP)
        self._create(template, parameters)
        self._connect()
        sqs = self.client("sqs")
        self.pages = Stage(sqs, self.outputs["PageQueueUrl"], "PageFunction", page)
        self.deliveries = Stage(sqs, self.outputs["DeliveryQueueUrl"], "DeliveryFunction", delivery)

    def client(self, service: str) -> Any:
        return client(service, self._aws_url)

    def environment(self, function: str) -> dict[str, str]:
        """The function's environment, references resolved."""
        variables = self.configuration(function)["Environment"]["Variables"]
        return {name: str(value) for name, value in variables.items()}

    def configuration(self, function: str) -> Any:
        """What Lambda says of the function."""
        return self.client("lambda").get_function_configuration(FunctionName=self.ids[function])

    def role_statements(self, role: str, policy_name: str) -> list[dict[str, Any]]:
        """What a function's role allows, references resolved."""
        policy = self.client("iam").get_role_policy(RoleName=self.ids[role], PolicyName=policy_name)
        # moto gives a document that came with a stack as Python writes it, with None for AWS::NoValue.
        statements: list[dict[str, Any] | None] = ast.literal_eval(policy["PolicyDocument"])["Statement"]
        return [statement for statement in statements if statement]

    def put_page(self, key: str, body: bytes) -> None:
        self.client("s3").put_object(Bucket=self.outputs["PageBucketName"], Key=key, Body=body)

    def put_watches(self, text: str) -> None:
        self.client("s3").put_object(**self._watches, Body=text.encode())

    def remove_watches(self) -> None:
        self.client("s3").delete_object(**self._watches)

    @property
    def _watches(self) -> dict[str, str]:
        bucket, _, key = self.outputs["WatchesFile"].removeprefix("s3://").partition("/")
        return {"Bucket": bucket, "Key": key}

    def remove_page(self, key: str) -> None:
        self.client("s3").delete_object(Bucket=self.outputs["PageBucketName"], Key=key)

    def work_off(self, call: Call) -> list[dict[str, Any]]:
        """Pages, then their deliveries, until nothing is visible; the records that failed."""
        return self.pages.work_off(call) + self.deliveries.work_off(call)

    def dead(self, stage: str) -> int:
        """Messages in the dead-letter queue of pages (``Page``) or deliveries (``Delivery``)."""
        return count(self.client("sqs"), self.outputs[f"{stage}DeadLetterQueueUrl"])

    def records(self, kind: str) -> list[dict[str, Any]]:
        """What was kept under briefs/ or discarded/."""
        s3, bucket = self.client("s3"), self.outputs["StateBucketName"]
        found = s3.list_objects_v2(Bucket=bucket, Prefix=f"{kind}/").get("Contents", [])
        return [json.load(s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"]) for entry in found]

    def rows(self, kind: str = "") -> list[dict[str, Any]]:
        """The rows of the state table whose sort key begins so."""
        items = self.client("dynamodb").scan(TableName=self.ids["StateTable"])["Items"]
        return [item for item in items if item["sk"]["S"].startswith(kind)]

    def let_come_due(self) -> None:
        """As if a week and more had passed for all that waits: the functions' clock can't be set."""
        dynamodb, table = self.client("dynamodb"), self.ids["StateTable"]
        for row in self.rows("waiting#"):
            due = datetime.fromisoformat(row["due"]["S"])
            earlier = stamp(due - timedelta(days=8))
            if not row["id"]["S"].startswith(stamp(due)):
                raise ValueError(f"{row['id']['S']} does not begin with the time that it is due")
            earlier_ids = {name: {"S": row[name]["S"].replace(stamp(due), earlier)} for name in ("sk", "id")}
            moved = {**earlier_ids, "due": {"S": earlier}}
            dynamodb.put_item(TableName=table, Item=row | moved)
            dynamodb.delete_item(TableName=table, Key={"pk": row["pk"], "sk": row["sk"]})

    def forget(self) -> None:
        """Empty the state bucket and the state table."""
        s3, bucket = self.client("s3"), self.outputs["StateBucketName"]
        for entry in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            s3.delete_object(Bucket=bucket, Key=entry["Key"])
        for item in self.rows():
            key = {"pk": item["pk"], "sk": item["sk"]}
            self.client("dynamodb").delete_item(TableName=self.ids["StateTable"], Key=key)

    def _create(self, template: Mapping[str, Any], parameters: Mapping[str, str]) -> None:
        cloudformation = self.client("cloudformation")
        cloudformation.create_stack(
            StackName=self._name,
            TemplateBody=json.dumps(template),
            Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            Capabilities=["CAPABILITY_IAM"],
        )
        (stack,) = cloudformation.describe_stacks(StackName=self._name)["Stacks"]
        if stack["StackStatus"] != "CREATE_COMPLETE":
            raise RuntimeError(f"the stack is {stack['StackStatus']}")
        self.outputs = {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}
        made = cloudformation.describe_stack_resources(StackName=self._name)["StackResources"]
        known = [entry for entry in made if "PhysicalResourceId" in entry]  # moto has no policies and aliases
        self.ids = {entry["LogicalResourceId"]: entry["PhysicalResourceId"] for entry in known}

    def _connect(self) -> None:
        """Apply the bucket's notification from the template, to the queue that the template names."""
        if "PageBucket" not in self.ids:
            return
        asked = self._template["PageBucket"]["Properties"]["NotificationConfiguration"]
        self.client("s3").put_bucket_notification_configuration(
            Bucket=self.ids["PageBucket"],
            NotificationConfiguration={
                "QueueConfigurations": [
                    {"QueueArn": self._arn(entry["Queue"]), "Events": [entry["Event"]]}
                    for entry in asked["QueueConfigurations"]
                ]
            },
        )

    def _arn(self, reference: Mapping[str, Any]) -> str:
        logical_id, _ = reference["Fn::GetAtt"]
        url = self.ids[logical_id]
        found = self.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return str(found["Attributes"]["QueueArn"])


def _without_aliases(template: Mapping[str, Any]) -> dict[str, Any]:
    """moto's CloudFormation makes none: what calls one calls its function there."""
    text = re.sub(r'{"Ref": "(\w+)Aliaslive"}', r'{"Fn::GetAtt": ["\1", "Arn"]}', json.dumps(template))
    made: dict[str, Any] = json.loads(text)
    return made


def _unknown_to_moto(resources: Mapping[str, Any]) -> list[str]:
    """Policies and aliases. moto would warn of them whenever it looks at the stack, also for a later test."""
    known = get_model_map()
    unknown = [name for name, resource in resources.items() if resource["Type"] not in known]
    for resource in resources.values():
        if resource.get("DependsOn") in unknown:
            del resource["DependsOn"]
    return unknown


def count(sqs: Any, url: str) -> int:
    """Messages in a queue, those in flight too."""
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    counts = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(number) for number in counts.values())


_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
