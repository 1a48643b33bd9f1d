"""A deployment of the template on moto, made whole where moto leaves something out, and its doctor."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tools.deployment import Deployment

from pagebrief.bootstrap_doctor import doctor
from ses_double import SesDouble
from slack_double import SlackDouble
from stack_template import TEMPLATE, Stack

SECRET = "pagebrief/slack"
OWN = {
    "SlackSecret": SECRET,
    "SlackChannel": "#pages",
    "EmailFrom": "brief@example.org",
    "EmailTo": "desk@example.org",
}
EXISTING = {"EmailFrom": "brief@example.org", "EmailTo": "desk@example.org"}
PAGES = {"id": "C0000001", "name": "pages", "is_member": True, "is_archived": False}


@dataclass
class Deployed:
    """``environment`` is that of whoever calls the doctor."""

    name: str
    deployment: Deployment
    slack: SlackDouble
    ses: SesDouble
    environment: dict[str, str]

    def client(self, service: str) -> Any:
        return self.deployment.client(service)

    def findings(self, grade: str = "") -> list[str]:
        """``check: text`` of each finding of that grade, or of every one with its grade before it."""
        found = list(doctor(self.environment).examine(self.name))
        if grade:
            return [f"{each.check}: {each.text}" for each in found if each.grade == grade]
        return [f"{each.grade} {each.check}: {each.text}" for each in found]

    def advice(self) -> list[str]:
        """Of each finding that has any."""
        return [each.advice for each in doctor(self.environment).examine(self.name) if each.advice]

    @property
    def page_queue_arn(self) -> str:
        return self.arn(self.deployment.outputs["PageQueueUrl"])

    def arn(self, url: str) -> str:
        sqs = self.client("sqs")
        return str(
            sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
        )

    def set_policy(self, policy: str) -> None:
        url = self.deployment.outputs["PageQueueUrl"]
        self.client("sqs").set_queue_attributes(QueueUrl=url, Attributes={"Policy": policy})

    def mend(self, parameters: Mapping[str, str]) -> None:
        """The queue's policy as the template has it, and whatever else a test broke."""
        self.set_policy(self._policy(parameters))
        for queue in ("PageDeadLetterQueueUrl", "DeliveryDeadLetterQueueUrl", "ScheduleDeadLetterQueueUrl"):
            self._empty(self.deployment.outputs[queue])
        self.deployment.forget()
        if "SlackSecret" in parameters:
            self.client("secretsmanager").put_secret_value(
                SecretId=SECRET, SecretString=json.dumps({"bot_token": self.slack.token})
            )
        self.slack.channels, self.slack.channels_a_page = [PAGES], 200
        self.slack.scopes = ("chat:write", "channels:read", "groups:read")
        self.ses.production = self.ses.sending = True
        self.ses.identities = {"example.org": True}

    def _empty(self, url: str) -> None:
        sqs = self.client("sqs")  # which purges once a minute
        while found := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            for message in found:
                sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    def _policy(self, parameters: Mapping[str, str]) -> str:
        (stack,) = self.client("cloudformation").describe_stacks(StackName=self.name)["Stacks"]
        made = Stack(**parameters, **{"AWS::StackId": stack["StackId"]}).properties("PageQueuePolicy")
        text = json.dumps(made["PolicyDocument"])
        for name, arn in self._arns():
            text = text.replace(json.dumps({"Fn::GetAtt": [name, "Arn"]}), json.dumps(arn))
        assert "Fn::" not in text
        return text

    def _arns(self) -> Iterator[tuple[str, str]]:
        yield "PageQueue", self.page_queue_arn
        if rule := self.deployment.ids.get("ExistingBucketRule"):
            yield "ExistingBucketRule", str(self.client("events").describe_rule(Name=rule)["Arn"])


def deploy(aws_url: str, name: str, slack: SlackDouble, ses: SesDouble, **parameters: str) -> Deployed:
    environment = {"SLACK_API_URL": slack.url}
    return Deployed(name, Deployment(aws_url, name, parameters, TEMPLATE), slack, ses, environment)
