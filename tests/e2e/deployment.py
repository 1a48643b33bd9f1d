"""The built template on a moto server, and Lambda's part of the work, played by the template's own values.

moto creates the resources, but ignores bucket notifications, and its own event source mappings eat
messages: so the first is applied here, and the second is played, as Lambda's documentation has it:
https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
"""

import ast
import json
from collections.abc import Callable, Mapping
from typing import Any

from tools.local_aws import client

from stack_template import TEMPLATE, read, transform

BUILT = TEMPLATE.parent.parent / ".aws-sam/build/template.yaml"

Function = Callable[[Mapping[str, Any]], Any]


class Deployment:
    """A stack of the built template with these parameters."""

    def __init__(self, aws_url: str, name: str, parameters: Mapping[str, str]) -> None:
        self._aws_url = aws_url
        self._name = name
        template = transform(read(BUILT), parameters)
        self._mapping = template["Resources"].pop("PageFunctionPages")["Properties"]
        self._template = template["Resources"]
        self.client("s3").create_bucket(Bucket="code")  # where `sam deploy` would have put the zip
        self.client("s3").put_object(Bucket="code", Key="function.zip", Body=_EMPTY_ZIP)
        self._create(template, parameters)
        self._connect()

    def client(self, service: str) -> Any:
        return client(service, self._aws_url)

    @property
    def environment(self) -> dict[str, str]:
        """The function's environment, references resolved."""
        function = self.client("lambda").get_function_configuration(FunctionName=self.ids["PageFunction"])
        return {name: str(value) for name, value in function["Environment"]["Variables"].items()}

    @property
    def role_statements(self) -> list[dict[str, Any]]:
        """What the function's role allows, references resolved."""
        role = self.ids["PageRole"]
        policy = self.client("iam").get_role_policy(RoleName=role, PolicyName="on_page")
        # moto gives a document that came with a stack as Python writes it, with None for AWS::NoValue.
        statements: list[dict[str, Any] | None] = ast.literal_eval(policy["PolicyDocument"])["Statement"]
        return [statement for statement in statements if statement]

    def put_page(self, key: str, body: bytes) -> None:
        self.client("s3").put_object(Bucket=self.outputs["PageBucketName"], Key=key, Body=body)

    def remove_page(self, key: str) -> None:
        self.client("s3").delete_object(Bucket=self.outputs["PageBucketName"], Key=key)

    def send(self, body: str) -> None:
        """Put a message into the queue by hand."""
        self._queue("send_message", MessageBody=body)

    def take_batch(self) -> dict[str, Any]:
        """What the event source mapping would hand to the function next."""
        found = self.client("sqs").receive_message(
            QueueUrl=self.outputs["PageQueueUrl"],
            MaxNumberOfMessages=int(self._mapping["BatchSize"]),
            AttributeNames=["All"],
        )
        return {"Records": [_record(message) for message in found.get("Messages", [])]}

    def deliver(self, event: Mapping[str, Any], function: Function) -> list[dict[str, Any]]:
        """Hand over the batch and settle it; the records that failed, which the queue still has."""
        answer = function(event)
        assert self._mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
        failed = {failure["itemIdentifier"] for failure in answer["batchItemFailures"]}
        for record in event["Records"]:
            if record["messageId"] not in failed:
                self._queue("delete_message", ReceiptHandle=record["receiptHandle"])
        return [record for record in event["Records"] if record["messageId"] in failed]

    def work_off(self, function: Function) -> list[dict[str, Any]]:
        """Deliver until nothing is visible; the records that failed."""
        failed = []
        while (event := self.take_batch())["Records"]:
            failed += self.deliver(event, function)
        return failed

    def let_time_pass(self, failed: list[dict[str, Any]]) -> None:
        """Until the visibility timeout of these records is over."""
        for record in failed:
            handle = record["receiptHandle"]
            self._queue("change_message_visibility", ReceiptHandle=handle, VisibilityTimeout=0)

    def waiting(self, queue: str = "PageQueueUrl") -> int:
        """Messages in a queue, those in flight too."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        url = self.outputs[queue]
        counts = self.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return sum(int(count) for count in counts.values())

    def records(self, kind: str) -> list[dict[str, Any]]:
        """What was kept under briefs/ or discarded/."""
        s3, bucket = self.client("s3"), self.outputs["StateBucketName"]
        found = s3.list_objects_v2(Bucket=bucket, Prefix=f"{kind}/").get("Contents", [])
        return [json.load(s3.get_object(Bucket=bucket, Key=entry["Key"])["Body"]) for entry in found]

    def deliveries(self) -> list[dict[str, Any]]:
        """The items of the state table."""
        items: list[dict[str, Any]] = self.client("dynamodb").scan(TableName=self.ids["StateTable"])["Items"]
        return items

    def forget(self) -> None:
        """Empty the state bucket and the state table."""
        s3, bucket = self.client("s3"), self.outputs["StateBucketName"]
        for entry in s3.list_objects_v2(Bucket=bucket).get("Contents", []):
            s3.delete_object(Bucket=bucket, Key=entry["Key"])
        for item in self.deliveries():
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
        assert stack["StackStatus"] == "CREATE_COMPLETE"
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
        logical_id, attribute = reference["Fn::GetAtt"]
        assert attribute == "Arn"
        url = self.ids[logical_id]
        found = self.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])
        return str(found["Attributes"]["QueueArn"])

    def _queue(self, operation: str, **arguments: Any) -> None:
        getattr(self.client("sqs"), operation)(QueueUrl=self.outputs["PageQueueUrl"], **arguments)


def _record(message: Mapping[str, Any]) -> dict[str, Any]:
    """A message as Lambda hands it to a function."""
    return {
        "messageId": message["MessageId"],
        "receiptHandle": message["ReceiptHandle"],
        "body": message["Body"],
        "attributes": message["Attributes"],
        "messageAttributes": {},
        "md5OfBody": message["MD5OfBody"],
        "eventSource": "aws:sqs",
        "eventSourceARN": "arn:aws:sqs:us-east-1:123456789012:PageQueue",
        "awsRegion": "us-east-1",
    }


_EMPTY_ZIP = b"PK\x05\x06" + bytes(18)
