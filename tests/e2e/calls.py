"""What the functions asked AWS for, in the words of IAM policies."""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from moto.moto_api import recorder

from aws_calls import Call

ACCOUNT = "us-east-1:123456789012"


@contextmanager
def recorded(file: Path) -> Iterator[list[Call]]:
    """Fills the list, once left, with the calls that came from the container in the meantime."""
    calls: list[Call] = []
    file.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recorder, "_location", str(file))
        recorder.start_recording()
        try:
            yield calls
        finally:
            recorder.stop_recording()
    requests = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    asked = [request for request in requests if "Credential=testing/" not in str(request["headers"])]
    calls += [call for request in asked for call in _calls(request)]


def allows(statements: Iterable[Mapping[str, Any]], call: Call) -> bool:
    """Whether one of the statements does; conditions on the sender are the only ones there are."""
    return any(
        call.action in _several(statement["Action"])
        and any(fnmatchcase(call.resource, pattern) for pattern in _several(statement["Resource"]))
        and statement.get("Condition", {}) in ({}, {"StringEquals": {"ses:FromAddress": call.sender}})
        for statement in statements
    )


def _calls(request: Mapping[str, Any]) -> Iterator[Call]:
    headers = {name.lower(): value for name, value in request["headers"].items()}
    path = unquote(urlsplit(request["url"]).path)
    body = base64.b64decode(request["body"])
    match request["method"], headers.get("x-amz-target", "").split("."):
        case "POST", ["secretsmanager", operation]:
            name = json.loads(body)["SecretId"]
            secret = f"arn:aws:secretsmanager:{ACCOUNT}:secret:{name}-AbCdEf"
            yield Call(f"secretsmanager:{operation}", secret)
        case "POST", ["AmazonSSM", operation]:
            yield Call(f"ssm:{operation}", f"arn:aws:ssm:{ACCOUNT}:parameter{json.loads(body)['Name']}")
        case "POST", ["DynamoDB_20120810", "TransactWriteItems"]:
            # Allowed if each of its writes is.
            for item in json.loads(body)["TransactItems"]:
                ((operation, write),) = item.items()
                yield _table_call(f"{operation}Item", write["TableName"])
        case "POST", ["DynamoDB_20120810", operation]:
            yield _table_call(operation, json.loads(body)["TableName"])
        case "POST", ["AmazonSQS", operation]:
            name = json.loads(body)["QueueUrl"].rsplit("/", 1)[-1]
            yield Call(f"sqs:{operation}", f"arn:aws:sqs:{ACCOUNT}:{name}")
        case "POST", [""] if path == "/v2/email/outbound-emails":
            sender = json.loads(body)["FromEmailAddress"]
            yield Call("ses:SendEmail", f"arn:aws:ses:{ACCOUNT}:identity/{sender}", sender)
        case ("GET" | "PUT") as method, [""]:
            yield Call(f"s3:{method.capitalize()}Object", f"arn:aws:s3:::{path.removeprefix('/')}")
        case _:
            yield Call(f"unknown: {request['method']} {headers}", path)


def _table_call(operation: str, table: str) -> Call:
    return Call(f"dynamodb:{operation}", f"arn:aws:dynamodb:{ACCOUNT}:table/{table}")


def _several(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value
