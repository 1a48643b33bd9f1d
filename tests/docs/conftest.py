"""What a reader of the documentation has: a copy of the repository, and an account with a deployment."""

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import tests.moto_schedule  # noqa: F401 # moto finds it
from moto.awslambda.models import LambdaFunction
from tools.local_aws import client

from documented import ROOT
from integration.doctor.deployed import OWN, PAGES, SECRET, Deployed, deploy
from integration.stacks import stand
from pagebrief.digest import Rejection
from pagebrief.model import Discarded, DiscardReason, PageRef
from pagebrief.records import record_name, record_of
from ses_double import SesDouble
from slack_double import SlackDouble

STACK = "pagebrief"
PARAMETER = "/pagebrief/slack"
_NOT_COPIED = (".venv*", ".git", ".aws-sam", "build", "out", "__pycache__", ".*_cache")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the repository that is set up: by links, to what ``make setup`` made."""
    made = tmp_path / "pagebrief"
    shutil.copytree(ROOT, made, ignore=shutil.ignore_patterns(*_NOT_COPIED))
    (made / ".venv").symlink_to(sys.prefix)
    (made / "build").symlink_to(ROOT / "build")
    return made


@pytest.fixture(scope="module")
def _doubles() -> Iterator[tuple[SlackDouble, SesDouble]]:
    with SlackDouble() as slack, SesDouble() as ses:
        yield slack, ses


@pytest.fixture(scope="module")
def deployed(aws_endpoint: str, _doubles: tuple[SlackDouble, SesDouble]) -> Iterator[Callable[[], Deployed]]:
    """Gives the stack ``pagebrief``, which is made anew if a page told how to remove it."""
    found: list[Deployed] = []

    def give() -> Deployed:
        if not (found and _stands(aws_endpoint)):
            found.append(deploy(aws_endpoint, STACK, *_doubles, **OWN))
        return found[-1]

    yield give
    forget_secrets(aws_endpoint)
    for name in (STACK, f"{STACK}-backfill"):
        client("cloudformation", aws_endpoint).delete_stack(StackName=name)
    # Whoever asks moto for all that it holds would have it look for the Docker of each function.
    LambdaFunction.instances_tracked.clear()


def _stands(aws_url: str) -> bool:
    stacks = client("cloudformation", aws_url).list_stacks(StackStatusFilter=["CREATE_COMPLETE"])
    return STACK in {each["StackName"] for each in stacks["StackSummaries"]}


@pytest.fixture
def account(page: Path, aws_endpoint: str, deployed: Callable[[], Deployed]) -> dict[str, str]:
    """The environment of a reader whose deployment is well and has told something; one bucket more is there.

    Who is told how to make a secret has none.
    """
    there = deployed()
    forget_secrets(aws_endpoint)
    there.client("secretsmanager").create_secret(Name=SECRET, SecretString="{}")
    there.client("ssm").put_parameter(Name=PARAMETER, Value="{}", Type="SecureString")
    there.mend(OWN)
    there.slack.channels = [PAGES, {**PAGES, "id": "C0000002", "name": "harbour"}]
    _fill(there)
    if "create-secret" in page.read_text("utf-8"):
        forget_secrets(aws_endpoint)
    return {
        "AWS_ENDPOINT_URL": aws_endpoint,
        "AWS_ENDPOINT_URL_SESV2": there.ses.url,
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_PAGER": "",
        **there.environment,
    }


def _fill(there: Deployed) -> None:
    s3, outputs = there.client("s3"), there.deployment.outputs
    there.deployment.put_page("in/2026/11/bridge.txt", _page("harbour-bridge.txt"))
    s3.put_object(Bucket=outputs["StateBucketName"], Key="digests/2026-11-26/one.html", Body=b"<p>One</p>")
    ref = PageRef(outputs["PageBucketName"], "in/2026/11/bridge.txt")
    wall = Rejection(ref, Discarded(DiscardReason.NO_ARTICLE, "Nothing of it is an article."))
    now = datetime.now(UTC)
    s3.put_object(
        Bucket=outputs["StateBucketName"], Key=record_name(wall, now), Body=json.dumps(record_of(wall, now))
    )
    s3.create_bucket(Bucket="my-pages")
    _stand_backfill(there)


def _page(name: str) -> bytes:
    return (ROOT / "examples/pages" / name).read_bytes()


def _stand_backfill(there: Deployed) -> None:
    """What `make deploy-backfill` makes, as far as the command looks."""
    cloudformation = there.client("cloudformation")
    cloudformation.delete_stack(StackName=f"{STACK}-backfill")
    machine = there.client("stepfunctions").create_state_machine(
        name=f"{STACK}-backfill",
        definition=json.dumps({"StartAt": "a"}),
        roleArn="arn:aws:iam::123456789012:role/r",
    )
    stand(cloudformation, f"{STACK}-backfill", {"BackfillArn": machine["stateMachineArn"]}, "Unused")


def forget_secrets(aws_url: str) -> None:
    for name in (SECRET, "pagebrief/smtp"):
        client("secretsmanager", aws_url).delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    client("ssm", aws_url).delete_parameters(Names=[PARAMETER])
