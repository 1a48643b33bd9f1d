"""The stack of the template on a server that stands for AWS, its functions, and those who are told."""

import json
import platform
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.slack_double import SlackDouble
from tests.smtp_double import SmtpDouble
from tests.stack_template import TEMPLATE
from tools.deployment import Deployment
from tools.local_aws import client

from benchmarks.load.runtime import Built
from pagebrief.adapters.smtp_server import Security

_NAME = "pagebrief-load"
FUNCTIONS = ("PageFunction", "DeliveryFunction", "ScheduleFunction")


@dataclass(frozen=True)
class House:
    aws_url: str
    deployment: Deployment
    slack: SlackDouble
    smtp: SmtpDouble
    functions: dict[str, Built]


@contextmanager
def house(aws_url: str, code: Path, python: Path) -> Iterator[House]:
    """Slack takes a message a second and channel, as Slack does; the SMTP server takes whatever comes."""
    smtp_double = SmtpDouble(Security.NONE, log_in=False)
    with SlackDouble(pause=1.0) as slack, smtp_double as smtp:
        secret = json.dumps({"bot_token": slack.token})
        client("secretsmanager", aws_url).create_secret(Name=_NAME, SecretString=secret)
        server = json.dumps({"host": "127.0.0.1", "port": smtp.port, "security": "none"})
        client("ssm", aws_url).put_parameter(Name=f"/{_NAME}/smtp", Value=server, Type="SecureString")
        parameters = {
            "SlackSecret": _NAME,
            "EmailFrom": "brief@example.org",
            "SmtpSecret": f"ssm:/{_NAME}/smtp",
            "Architecture": platform.machine().replace("aarch64", "arm64"),
        }
        deployment = Deployment(aws_url, _NAME, parameters, TEMPLATE)
        here = {
            "AWS_ENDPOINT_URL": aws_url,
            "DELIVERY_QUEUE": deployment.deliveries.url,
            "SLACK_API_URL": slack.url,
        }
        functions = {name: _function(deployment, name, here, code, python) for name in FUNCTIONS}
        yield House(aws_url, deployment, slack, smtp, functions)


def _function(deployment: Deployment, name: str, here: dict[str, str], code: Path, python: Path) -> Built:
    found = deployment.configuration(name)
    environment = deployment.environment(name) | here
    return Built(name, found["Handler"], found["Timeout"], found["MemorySize"], environment, code, python)
