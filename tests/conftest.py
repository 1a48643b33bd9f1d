"""A real moto server over HTTP for the session, and fresh buckets and tables for each test."""

import os
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before anything imports ONNX Runtime

import boto3  # type: ignore[import-untyped] # boto3 ships no types
import pytest
from botocore.config import Config  # type: ignore[import-untyped] # nor does botocore

import aws_double
from aws_double import AwsDouble
from slack_double import SlackDouble

REGION = "eu-west-1"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shared", help="the folder of the development pages, for tests marked so")


MakeClient = Callable[..., Any]
SentMail = Callable[[str], list[dict[str, Any]]]


@pytest.fixture(scope="session", autouse=True)
def _no_settings_of_this_machine() -> Iterator[None]:
    """Neither the user's AWS account nor a proxy may be reached from a test, nor settings leak into one."""
    with pytest.MonkeyPatch.context() as patch:
        for name in list(os.environ):
            if name.startswith("AWS_") or name.lower() in {"http_proxy", "https_proxy", "all_proxy"}:
                patch.delenv(name)
        patch.setenv("AWS_CONFIG_FILE", os.devnull)
        patch.setenv("AWS_SHARED_CREDENTIALS_FILE", os.devnull)
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        yield


@pytest.fixture(scope="session")
def aws_endpoint() -> Iterator[str]:
    """The URL of a moto server on a free port."""
    with AwsDouble() as aws:
        yield aws.url


@pytest.fixture(scope="session")
def make_client() -> MakeClient:
    """``make_client(service, endpoint_url, read_timeout=20)``: a boto3 client that never tries again."""

    def make(service: str, endpoint_url: str, read_timeout: float = 20) -> Any:
        return boto3.client(
            service,
            endpoint_url=endpoint_url,
            region_name=REGION,
            aws_access_key_id="testing",
            aws_secret_access_key="testing",
            config=Config(
                connect_timeout=5,
                read_timeout=read_timeout,
                retries={"total_max_attempts": 1},
                s3={"addressing_style": "path"},
                max_pool_connections=32,
            ),
        )

    return make


@pytest.fixture(scope="session")
def s3(make_client: MakeClient, aws_endpoint: str) -> Any:
    return make_client("s3", aws_endpoint)


@pytest.fixture(scope="session")
def dynamodb(make_client: MakeClient, aws_endpoint: str) -> Any:
    return make_client("dynamodb", aws_endpoint)


@pytest.fixture(scope="session")
def secrets(make_client: MakeClient, aws_endpoint: str) -> Any:
    return make_client("secretsmanager", aws_endpoint)


@pytest.fixture(scope="session")
def sqs_client(make_client: MakeClient, aws_endpoint: str) -> Any:
    return make_client("sqs", aws_endpoint)


@pytest.fixture
def delivery_queue(sqs_client: Any) -> str:
    """The URL of a fresh, empty FIFO queue."""
    name = f"deliveries-{uuid4().hex}.fifo"
    url: str = sqs_client.create_queue(QueueName=name, Attributes={"FifoQueue": "true"})["QueueUrl"]
    return url


@pytest.fixture(scope="session")
def ses(make_client: MakeClient, aws_endpoint: str) -> Any:
    """SES v2, with the sender ``desk@example.org`` verified."""
    client = make_client("sesv2", aws_endpoint)
    client.create_email_identity(EmailIdentity="desk@example.org")
    return client


@pytest.fixture(scope="session")
def sent_mail(aws_endpoint: str) -> SentMail:  # whose mail it is
    """``sent_mail(recipient)``: what SES took for them, in order: source, subject, body (the HTML part)."""
    return lambda recipient: [
        mail for mail in aws_double.sent_mail() if recipient in mail["destinations"]["ToAddresses"]
    ]


@pytest.fixture
def bucket(s3: Any) -> str:
    """A fresh, empty bucket without versions."""
    name = f"pages-{uuid4().hex}"
    s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    return name


@pytest.fixture
def make_table(dynamodb: Any) -> Callable[[], str]:
    """Each call makes a fresh table with the string keys pk and sk, and gives its name."""

    def make() -> str:
        name = f"state-{uuid4().hex}"
        dynamodb.create_table(
            TableName=name,
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        return name

    return make


@pytest.fixture
def table(make_table: Callable[[], str]) -> str:
    return make_table()


@pytest.fixture
def slack() -> Iterator[SlackDouble]:
    with SlackDouble() as double:
        yield double
