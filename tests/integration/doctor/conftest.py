"""Deployments that are well, and a caller with credentials."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
import tests.moto_schedule  # noqa: F401 # moto finds it
from moto.awslambda.models import LambdaFunction

from integration.doctor.deployed import EXISTING, OWN, SECRET, Deployed, deploy
from ses_double import SesDouble
from slack_double import SlackDouble


@pytest.fixture(scope="module")
def _own(aws_endpoint: str) -> Iterator[Deployed]:
    with SlackDouble() as slack, SesDouble() as ses:
        made = deploy(aws_endpoint, f"own-{uuid4().hex[:8]}", slack, ses, **OWN)
        made.client("secretsmanager").create_secret(Name=SECRET, SecretString="{}")
        yield made
        made.client("secretsmanager").delete_secret(SecretId=SECRET, ForceDeleteWithoutRecovery=True)
    # Whoever asks moto for all that it holds (sent_mail) would have it look for the Docker of each function.
    LambdaFunction.instances_tracked.clear()


@pytest.fixture
def own(_own: Deployed, aws_endpoint: str, monkeypatch: pytest.MonkeyPatch) -> Deployed:
    """A deployment that is well, with a bucket of its own."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", aws_endpoint)
    monkeypatch.setenv("AWS_ENDPOINT_URL_SESV2", _own.ses.url)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "testing")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    _own.mend(OWN)
    return _own


@pytest.fixture
def existing(own: Deployed, aws_endpoint: str) -> Deployed:
    """One beside a bucket that was there before, which tells EventBridge nothing yet."""
    name = f"existing-{uuid4().hex[:8]}"
    own.client("s3").create_bucket(Bucket=name)
    made = deploy(aws_endpoint, name, own.slack, own.ses, **EXISTING, ExistingPageBucket=name)
    made.mend({**EXISTING, "ExistingPageBucket": name})
    return made
