"""What the functions ask AWS for, as their boto3 clients say it, in the words of IAM policies."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import boto3  # type: ignore[import-untyped] # ships no types
import pytest

from conftest import REGION

ACCOUNT = f"{REGION}:123456789012"


@dataclass(frozen=True)
class Call:
    action: str
    resource: str
    sender: str | None = None


@dataclass
class Recorder:
    """Calls by the name of the function that was running."""

    calls: dict[str, set[Call]]
    running: str | None = None

    def during(self, name: str, handler: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            self.running = name
            try:
                return handler(*arguments)
            finally:
                self.running = None

        return run

    def note(self, params: Mapping[str, Any], model: Any, **_: Any) -> None:
        if self.running:
            called = set(_calls(model.service_model.service_name, model.name, params))
            self.calls.setdefault(self.running, set()).update(called)


@contextmanager
def recorded(monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """Of all clients that boto3 makes from now on."""
    session, recorder = boto3.Session(), Recorder({})
    session.events.register("provide-client-params", recorder.note)
    with monkeypatch.context() as patch:
        patch.setattr(boto3, "DEFAULT_SESSION", session)
        yield recorder


def _calls(service: str, operation: str, params: Mapping[str, Any]) -> Iterator[Call]:
    match service, operation:
        case "dynamodb", "TransactWriteItems":
            for item in params["TransactItems"]:  # allowed if each of its writes is
                ((kind, write),) = item.items()
                yield Call(f"dynamodb:{kind}Item", _table(write["TableName"]))
        case "dynamodb", _:
            yield Call(f"dynamodb:{operation}", _table(params["TableName"]))
        case "s3", _:
            version = "Version" if "VersionId" in params else ""
            yield Call(f"s3:{operation}{version}", f"arn:aws:s3:::{params['Bucket']}/{params['Key']}")
        case "sqs", _:
            yield Call(f"sqs:{operation}", f"arn:aws:sqs:{ACCOUNT}:{params['QueueUrl'].rpartition('/')[2]}")
        case "secretsmanager", _:
            secret = f"arn:aws:secretsmanager:{ACCOUNT}:secret:{params['SecretId']}-AbCdEf"
            yield Call(f"secretsmanager:{operation}", secret)
        case "ssm", _:
            yield Call(f"ssm:{operation}", f"arn:aws:ssm:{ACCOUNT}:parameter{params['Name']}")
        case "sesv2", _:
            sender = params["FromEmailAddress"]
            yield Call(f"ses:{operation}", f"arn:aws:ses:{ACCOUNT}:identity/{sender}", sender)
        case "lambda", "Invoke":
            yield Call("lambda:InvokeFunction", params["FunctionName"])
        case _:
            raise AssertionError(f"{service}:{operation}: what does IAM call it?")


def _table(name: str) -> str:
    return f"arn:aws:dynamodb:{ACCOUNT}:table/{name}"
