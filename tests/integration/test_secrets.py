"""What the secrets hold: their shapes, and that nobody ever sees them in an error."""

import json
import traceback
from typing import Any
from uuid import uuid4

import pytest

from pagebrief.adapters.secret_stores import NamedSecret, SecretStores
from pagebrief.adapters.slack_secret import SlackSecret, parse_slack_secret
from pagebrief.adapters.smtp_server import Security, SmtpServer, parse_smtp_secret
from pagebrief.errors import SettingsError

WEBHOOK = "https://hooks.slack.com/services/T00000000/B00000000/private"
TOKEN = "xoxb-1-2-private"


def keep(secrets: Any, value: str) -> str:
    name = f"pagebrief/{uuid4().hex}"
    secrets.create_secret(Name=name, SecretString=value)
    return name


def read_slack(client: Any, name: str) -> SlackSecret:
    return NamedSecret(SecretStores(lambda _: client), "SLACK_SECRET", name, parse_slack_secret)()


def read_smtp(client: Any, name: str) -> SmtpServer:
    return NamedSecret(SecretStores(lambda _: client), "SMTP_SECRET", name, parse_smtp_secret)()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (json.dumps({"webhook_url": WEBHOOK}), SlackSecret(webhook_url=WEBHOOK)),
        (json.dumps({"bot_token": TOKEN}), SlackSecret(TOKEN)),
        (json.dumps({"bot_token": f" {TOKEN}\n", "note": "of the desk"}), SlackSecret(TOKEN)),
        (json.dumps({"webhooks": {"night": f"{WEBHOOK} "}}), SlackSecret(webhooks={"night": WEBHOOK})),
        (
            json.dumps({"bot_token": TOKEN, "webhooks": {"night": WEBHOOK}}),
            SlackSecret(TOKEN, webhooks={"night": WEBHOOK}),
        ),
        (
            json.dumps({"webhook_url": WEBHOOK, "webhooks": {}}),
            SlackSecret(webhook_url=WEBHOOK),
        ),
        (WEBHOOK, SlackSecret(webhook_url=WEBHOOK)),
        (
            "http://127.0.0.1:8080/services/private",
            SlackSecret(webhook_url="http://127.0.0.1:8080/services/private"),
        ),
        (f"{TOKEN}\n", SlackSecret(TOKEN)),
    ],
)
def test_a_slack_secret_is_json_or_just_the_url_or_the_token(
    secrets: Any, value: str, expected: SlackSecret
) -> None:
    assert read_slack(secrets, keep(secrets, value)) == expected
    assert "private" not in repr(expected)


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
        json.dumps({"webhooks": {}}),
        json.dumps({"webhooks": [WEBHOOK]}),
        json.dumps({"bot_token": TOKEN, "webhooks": {"night": "private"}}),
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
        read_slack(secrets, name)
    assert "private" not in "".join(traceback.format_exception(failure.value))


SERVER = {"host": "mail.example.org", "username": "desk", "password": "private"}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (SERVER, SmtpServer("mail.example.org", 587, Security.STARTTLS, "desk", "private")),
        (
            SERVER | {"security": "tls", "port": 465},
            SmtpServer("mail.example.org", 465, Security.TLS, "desk", "private"),
        ),
        (SERVER | {"security": "tls"}, SmtpServer("mail.example.org", 465, Security.TLS, "desk", "private")),
        (
            SERVER | {"port": "2525"},
            SmtpServer("mail.example.org", 2525, Security.STARTTLS, "desk", "private"),
        ),
        ({"host": "relay.internal", "security": "none"}, SmtpServer("relay.internal", 25, Security.NONE)),
    ],
)
def test_an_smtp_secret_is_a_host_and_who_logs_in_there(
    secrets: Any, value: dict[str, object], expected: SmtpServer
) -> None:
    read = read_smtp(secrets, keep(secrets, json.dumps(value)))
    assert read == expected
    assert "private" not in repr(read)


@pytest.mark.parametrize(
    "value",
    [
        {"username": "desk", "password": "private"},
        {"host": "mail.example.org", "password": "private"},
        {"host": "mail.example.org", "username": "desk"},
        SERVER | {"password": "privaté"},
        SERVER | {"password": "private\nprivate"},
        SERVER | {"security": "private"},
        SERVER | {"security": "none"},
        SERVER | {"port": 0},
        SERVER | {"port": 65_536},
        SERVER | {"host": "mail example.org"},
        ["private"],
        "private",
    ],
)
def test_an_smtp_secret_of_another_shape_is_never_shown(secrets: Any, value: object) -> None:
    name = keep(secrets, json.dumps(value))
    with pytest.raises(SettingsError, match=f"SMTP_SECRET: the secret {name} is not understood") as failure:
        read_smtp(secrets, name)
    assert "private" not in "".join(traceback.format_exception(failure.value))


def test_a_binary_secret_is_not_understood(secrets: Any) -> None:
    name = f"pagebrief/{uuid4().hex}"
    secrets.create_secret(Name=name, SecretBinary=b"private")
    with pytest.raises(SettingsError, match="is not understood"):
        read_slack(secrets, name)
