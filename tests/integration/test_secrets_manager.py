"""The Slack secret: its shapes, its age, and that nobody ever sees it in an error."""

import json
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from fakes import FixedClock
from http_double import HttpDouble, Reply, refusing_url
from pagebrief.adapters.secrets_manager import SecretCache, read_slack_secret
from pagebrief.errors import SettingsError, TransientError

MakeClient = Callable[..., Any]
WEBHOOK = "https://hooks.slack.com/services/T00000000/B00000000/private"
TOKEN = "xoxb-1-2-private"


def keep(secrets: Any, value: str) -> str:
    name = f"pagebrief/{uuid4().hex}"
    secrets.create_secret(Name=name, SecretString=value)
    return name


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (json.dumps({"webhook_url": WEBHOOK}), {"webhook_url": WEBHOOK}),
        (json.dumps({"bot_token": TOKEN}), {"bot_token": TOKEN}),
        (json.dumps({"bot_token": f" {TOKEN}\n", "note": "of the desk"}), {"bot_token": TOKEN}),
        (WEBHOOK, {"webhook_url": WEBHOOK}),
        ("http://127.0.0.1:8080/services/private", {"webhook_url": "http://127.0.0.1:8080/services/private"}),
        (f"{TOKEN}\n", {"bot_token": TOKEN}),
    ],
)
def test_a_secret_is_json_or_just_the_url_or_the_token(
    secrets: Any, value: str, expected: dict[str, str]
) -> None:
    assert read_slack_secret(secrets, keep(secrets, value)) == expected


@pytest.mark.parametrize(
    "value",
    [
        json.dumps({"webhook_url": WEBHOOK, "bot_token": TOKEN}),
        json.dumps({"bot_token": TOKEN, "webhook_url": ""}),
        json.dumps({"token": "private"}),
        json.dumps({"webhook_url": "hooks.slack.com/private"}),
        json.dumps({"webhook_url": "https://hooks.slack.com/\nprivate"}),
        json.dumps({"bot_token": ""}),
        json.dumps({"bot_token": ["private"]}),
        json.dumps(["private"]),
        '"private"',
        "private",
        "xoxp-private",
        "{private",
    ],
)
def test_another_shape_is_a_settings_error_that_never_shows_the_value(secrets: Any, value: str) -> None:
    name = keep(secrets, value)
    with pytest.raises(SettingsError, match=f"SLACK_SECRET: the secret {name} is not understood") as failure:
        read_slack_secret(secrets, name)
    assert "private" not in "".join(traceback.format_exception(failure.value))


def test_a_binary_secret_is_not_understood(secrets: Any) -> None:
    name = f"pagebrief/{uuid4().hex}"
    secrets.create_secret(Name=name, SecretBinary=b"private")
    with pytest.raises(SettingsError, match="is not understood"):
        read_slack_secret(secrets, name)


def test_a_missing_secret_says_what_to_check(secrets: Any) -> None:
    with pytest.raises(SettingsError, match="Check SLACK_SECRET and the region"):
        read_slack_secret(secrets, "pagebrief/nothing-here")


def error(status: int, code: str) -> Reply:
    body = json.dumps({"__type": code, "Message": "As told."}).encode()
    return Reply(status, body, {"Content-Type": "application/x-amz-json-1.1"})


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("AccessDeniedException", "secretsmanager:GetSecretValue"),
        ("DecryptionFailure", "kms:Decrypt"),
        ("InvalidRequestException", "not marked for deletion"),
    ],
)
def test_a_refusal_says_what_to_do(make_client: MakeClient, code: str, advice: str) -> None:
    with HttpDouble(error(400, code)) as secrets, pytest.raises(SettingsError, match=advice):
        read_slack_secret(make_client("secretsmanager", secrets.url), "pagebrief/slack")


@pytest.mark.parametrize(
    "reply", [error(400, "ThrottlingException"), error(500, "InternalServiceError"), Reply(503)]
)
def test_what_may_pass_is_transient(make_client: MakeClient, reply: Reply) -> None:
    with HttpDouble(reply) as secrets, pytest.raises(TransientError, match="pagebrief/slack"):
        read_slack_secret(make_client("secretsmanager", secrets.url), "pagebrief/slack")


def test_a_refused_connection_is_transient(make_client: MakeClient) -> None:
    with pytest.raises(TransientError, match="Try again later"):
        read_slack_secret(make_client("secretsmanager", refusing_url()), "pagebrief/slack")


def test_a_secret_is_read_once_in_five_minutes_and_a_rotated_one_taken_up_then(secrets: Any) -> None:
    name, clock = keep(secrets, "xoxb-old"), FixedClock()
    cache = SecretCache(lambda: read_slack_secret(secrets, name), clock)
    assert cache.get() == {"bot_token": "xoxb-old"}
    secrets.put_secret_value(SecretId=name, SecretString="xoxb-new")
    clock.advance(timedelta(seconds=299))
    assert cache.get() == {"bot_token": "xoxb-old"}
    clock.advance(timedelta(seconds=1))
    assert cache.get() == {"bot_token": "xoxb-new"}
