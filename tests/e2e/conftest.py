"""Stand-ins for AWS and Slack, and a real SMTP server, where a container can reach them."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from tools.deployment import Deployment
from tools.lambda_endpoint import LambdaEndpoint
from tools.local_aws import client
from tools.sam_local import THIS_MACHINE, in_container, listening_address

from aws_double import AwsDouble, sent_mail
from pagebrief.adapters.smtp_server import Security
from slack_double import SlackDouble
from smtp_double import SmtpDouble


@dataclass
class World:
    """A deployment, its functions, and those who are told."""

    aws: AwsDouble
    slack: SlackDouble
    smtp: SmtpDouble
    deployment: Deployment
    call: LambdaEndpoint
    desk: str
    """Who is told by email."""
    _mail_before: int = 0

    def told(self) -> list[str]:
        """Where which headline arrived: Slack's in order, then email's in order."""
        slack = [f"slack {each['channel']}: {each['text'].splitlines()[0]}" for each in self.slack.messages]
        return slack + [f"email: {mail['subject']}" for mail in self._mail()[self._mail_before :]]

    def work_off(self) -> list[dict[str, Any]]:
        """Pages and deliveries, until nothing is visible; the records that failed."""
        return self.deployment.work_off(self.call)

    def sweep(self) -> list[dict[str, str]]:
        """What the schedule calls for: the deliveries that were asked for."""
        target = self.deployment.schedule["Target"]
        assert target["Arn"] == {"Fn::GetAtt": ["ScheduleFunction", "Arn"]}
        asked: list[dict[str, str]] = self.call("ScheduleFunction", json.loads(target["Input"]))["asked"]
        return asked

    def forget(self) -> None:
        """Whatever was told or recorded."""
        self.slack.messages.clear()
        self._mail_before = len(self._mail())
        self.deployment.forget()

    def _mail(self) -> list[Mapping[str, Any]]:
        return [mail for mail in sent_mail() if self.desk in mail["destinations"]["ToAddresses"]]


MakeWorld = Callable[..., World]


@pytest.fixture(scope="module")
def make_world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[MakeWorld]:
    """``make_world("slack", "email", **parameters)``: the built template deployed, its functions warm.

    Slack's secret lies in Secrets Manager. "smtp" in place of "email": its secret lies in SSM, and names a
    server that takes whatever comes, unencrypted as within one's own network. Nobody vouches for a
    certificate that could be made here, and the functions send nothing to a server without a good one.

    All names are new each time, since the moto servers of one process share what they hold.
    """
    with ExitStack() as servers:

        def make(*channels: str, **parameters: str) -> World:
            host, name = listening_address(), f"pagebrief-{uuid4().hex[:8]}"
            aws = servers.enter_context(AwsDouble(host))
            slack = servers.enter_context(SlackDouble(host))
            smtp = servers.enter_context(SmtpDouble(Security.NONE, log_in=False, address=host))
            desk = f"desk@{name}.example.org"
            if "slack" in channels:
                webhooks = {"arabic": in_container(slack.webhook_url)}
                secret = json.dumps({"bot_token": slack.token, "webhooks": webhooks})
                client("secretsmanager", aws.url).create_secret(Name=name, SecretString=secret)
                parameters |= {"SlackSecret": name, "SlackChannel": "#pages"}
            if "email" in channels:
                sender = f"brief@{name}.example.org"
                client("sesv2", aws.url).create_email_identity(EmailIdentity=sender)
                parameters |= {"EmailFrom": sender, "EmailTo": desk}
            if "smtp" in channels:
                server = json.dumps({"host": THIS_MACHINE, "port": smtp.port, "security": "none"})
                client("ssm", aws.url).put_parameter(Name=f"/{name}/smtp", Value=server, Type="SecureString")
                parameters |= {"EmailFrom": f"brief@{name}.example.org", "SmtpSecret": f"ssm:/{name}/smtp"}
            deployment = Deployment(aws.url, name, parameters)
            here = {
                "AWS_ENDPOINT_URL": in_container(aws.url),
                "DELIVERY_QUEUE": in_container(deployment.deliveries.url),
                "SLACK_API_URL": in_container(slack.url),
            }
            functions = ("PageFunction", "ScheduleFunction", "DeliveryFunction")
            environments = {name: deployment.environment(name) | here for name in functions}
            endpoint = LambdaEndpoint(environments, tmp_path_factory.mktemp("sam"))
            return World(aws, slack, smtp, deployment, servers.enter_context(endpoint), desk)

        yield make
