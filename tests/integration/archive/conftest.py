"""A shelf in S3, and somebody with credentials of their own."""

import json
import os
from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

import boto3  # type: ignore[import-untyped] # boto3 ships no types
import pytest

from conftest import REGION
from pagebrief.adapters.s3_shelf import S3Shelf
from pagebrief.bootstrap_aws import shelf_in

MakeClient = Callable[..., Any]


@pytest.fixture
def environment(aws_endpoint: str) -> dict[str, str]:
    """Of somebody with temporary credentials, as a function has them."""
    return {
        "AWS_ENDPOINT_URL": aws_endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_SESSION_TOKEN": "aB3d/" * 200,
    }


@pytest.fixture
def shelf(environment: Mapping[str, str], bucket: str, monkeypatch: pytest.MonkeyPatch) -> S3Shelf:
    """The function's own."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    return shelf_in(bucket)


@pytest.fixture
def stack(make_client: MakeClient, aws_endpoint: str, bucket: str) -> str:
    """One whose output names the bucket."""
    name = f"archive-{uuid4().hex[:8]}"
    template = {
        "Resources": {"Topic": {"Type": "AWS::SNS::Topic"}},
        "Outputs": {"StateBucketName": {"Value": bucket}},
    }
    make_client("cloudformation", aws_endpoint).create_stack(
        StackName=name, TemplateBody=json.dumps(template)
    )
    return name


@pytest.fixture
def person(environment: Mapping[str, str]) -> dict[str, str]:
    return {**os.environ, **environment}
