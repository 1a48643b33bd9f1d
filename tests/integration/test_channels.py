"""The channel of any address that a watch may name, from settings and secrets on a moto server."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from conftest import REGION, MakeClient, SentMail
from pagebrief.adapters.smtp import SmtpEmail
from pagebrief.bootstrap_channels import channels_of
from pagebrief.errors import DeliveryRefused, PermanentError, SettingsError
from pagebrief.message import EmailMessage, SlackMessage
from pagebrief.ports import Channel
from pagebrief.settings import DeliverySettings
from slack_double import SlackDouble
from smtp_double import PASSWORD, USERNAME, SmtpDouble

MESSAGE = SlackMessage("One page", ())
MAIL = EmailMessage("One page", "<p>One page</p>", "One page")

Lookup = Callable[[str], Channel]


@pytest.fixture
def lookup(
    monkeypatch: pytest.MonkeyPatch, aws_endpoint: str, secrets: Any, ses: Any, slack: SlackDouble
) -> Callable[..., Lookup]:
    """``lookup(slack={…}, smtp={…}, EMAIL_FROM="…")``: channels by address, with those secrets."""
    for name, value in {
        "AWS_ENDPOINT_URL": aws_endpoint,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
    }.items():
        monkeypatch.setenv(name, value)

    def make(**given: Any) -> Lookup:
        environment = {
            "STATE_TABLE": "state",
            "STATE_BUCKET": "state",
            "DELIVERY_QUEUE": "https://sqs.example.org/1/d.fifo",
            "SLACK_API_URL": slack.url,
        }
        for key, value in given.items():
            if isinstance(value, str):
                environment[key] = value
            else:
                name = environment[f"{key.upper()}_SECRET"] = f"{key}-{uuid4().hex}"
                secrets.create_secret(Name=name, SecretString=json.dumps(value))
        return channels_of(DeliverySettings.from_environment(environment))

    return make


def test_any_slack_channel_is_told_by_the_bot_under_its_own_name(
    lookup: Callable[..., Lookup], slack: SlackDouble
) -> None:
    channel_at = lookup(slack={"bot_token": slack.token})
    for name in ("#desk", "C0123456789", "#Größe"):
        channel = channel_at(f"slack:{name}")
        assert channel.address == f"slack:{name}"
        channel.send(MESSAGE)
    assert [message["channel"] for message in slack.messages] == ["#desk", "C0123456789", "#Größe"]


def test_a_token_that_slack_refuses_is_read_anew_before_it_counts_as_refused(
    lookup: Callable[..., Lookup], secrets: Any, slack: SlackDouble
) -> None:
    name = f"slack-{uuid4().hex}"
    secrets.create_secret(Name=name, SecretString="xoxb-of-yesterday")
    channel = lookup(SLACK_SECRET=name)("slack:#desk")
    with pytest.raises(DeliveryRefused, match="invalid_auth"):
        channel.send(MESSAGE)
    secrets.put_secret_value(SecretId=name, SecretString=slack.token)
    channel.send(MESSAGE)
    assert len(slack.messages) == 1


def test_another_refusal_than_of_the_token_reads_no_secret(
    lookup: Callable[..., Lookup], secrets: Any, slack: SlackDouble
) -> None:
    name = f"slack-{uuid4().hex}"
    secrets.create_secret(Name=name, SecretString=slack.token)
    channel = lookup(SLACK_SECRET=name)("slack:#desk")
    channel.send(MESSAGE)
    secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    slack.answer_next(200, {"Content-Type": "application/json"}, '{"ok": false, "error": "is_archived"}')
    with pytest.raises(DeliveryRefused, match="Unarchive"):
        channel.send(MESSAGE)


def test_secrets_may_lie_in_ssm(
    lookup: Callable[..., Lookup], make_client: MakeClient, aws_endpoint: str, slack: SlackDouble
) -> None:
    name = f"/pagebrief/{uuid4().hex}"
    make_client("ssm", aws_endpoint).put_parameter(Name=name, Value=slack.token, Type="SecureString")
    lookup(SLACK_SECRET=f"ssm:{name}")("slack:#desk").send(MESSAGE)
    assert len(slack.messages) == 1


def test_a_webhook_goes_by_its_name_in_the_secret_beside_a_bot(
    lookup: Callable[..., Lookup], slack: SlackDouble
) -> None:
    channel_at = lookup(slack={"bot_token": slack.token, "webhooks": {"night": slack.webhook_url}})
    channel = channel_at("webhook:night")
    assert (channel.address, channel.send(MESSAGE).id) == ("webhook:night", "ok")
    channel_at("slack:#desk").send(MESSAGE)
    assert [message.get("channel") for message in slack.messages] == [None, "#desk"]


def test_a_name_that_is_not_in_the_secret_is_named_with_what_to_do(
    lookup: Callable[..., Lookup], slack: SlackDouble
) -> None:
    channel = lookup(slack={"webhooks": {"night": slack.webhook_url}})("webhook:day")
    with pytest.raises(SettingsError, match=r"webhook:day is not in .* are: night\. Add") as failure:
        channel.send(MESSAGE)
    assert slack.webhook_url not in str(failure.value)


@pytest.mark.parametrize(("given", "home"), [({}, "slack:webhook"), ({"SLACK_CHANNEL": "#a"}, "slack:#a")])
def test_the_settings_one_webhook_is_where_they_say_and_nowhere_else(
    lookup: Callable[..., Lookup], slack: SlackDouble, given: dict[str, str], home: str
) -> None:
    channel_at = lookup(slack={"webhook_url": slack.webhook_url}, **given)
    assert channel_at(home).send(MESSAGE).id == "ok"
    with pytest.raises(SettingsError, match="slack:#other: a webhook posts to its own channel only"):
        channel_at("slack:#other").send(MESSAGE)
    assert len(slack.messages) == 1


def test_a_bot_needs_to_know_the_channel(lookup: Callable[..., Lookup], slack: SlackDouble) -> None:
    with pytest.raises(SettingsError, match="SLACK_CHANNEL is not set"):
        lookup(slack={"bot_token": slack.token})("slack:webhook").send(MESSAGE)


def test_a_list_gets_one_message_by_ses_from_the_sender(
    lookup: Callable[..., Lookup], sent_mail: SentMail
) -> None:
    one, two = f"{uuid4().hex}@example.org", f"{uuid4().hex}@example.org"
    channel = lookup(EMAIL_FROM="desk@example.org")(f"email:{one},{two}")
    channel.send(MAIL)
    assert channel.address == f"email:{one},{two}"
    assert sent_mail(one) == sent_mail(two)
    assert [mail["source"] for mail in sent_mail(one)] == ["desk@example.org"]


def test_an_smtp_secret_takes_the_place_of_ses(
    lookup: Callable[..., Lookup], sent_mail: SentMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipient = f"{uuid4().hex}@example.org"
    with SmtpDouble() as server:
        # As a machine would that trusts the authority.
        monkeypatch.setattr("ssl.create_default_context", lambda: server.trust)
        secret = {"host": "localhost", "port": server.secret.port, "username": USERNAME, "password": PASSWORD}
        channel_at = lookup(EMAIL_FROM="desk@example.org", smtp=secret)
        channel = channel_at(f"email:{recipient},b@example.org")
        assert isinstance(channel, SmtpEmail)
        channel.send(MAIL)
    assert server.envelopes == [("desk@example.org", [recipient, "b@example.org"])]
    assert sent_mail(recipient) == []


def test_a_channel_is_made_once(lookup: Callable[..., Lookup]) -> None:
    channel_at = lookup(EMAIL_FROM="desk@example.org")
    assert channel_at("email:a@example.org") is channel_at("email:a@example.org")
    assert channel_at("email:a@example.org") is not channel_at("email:A@example.org")


@pytest.mark.parametrize(
    ("given", "address", "missing"),
    [
        ({"slack": {"bot_token": "xoxb-1"}}, "email:a@example.org", "EMAIL_FROM is not set"),
        ({"EMAIL_FROM": "desk@example.org"}, "slack:#desk", "SLACK_SECRET is not set"),
        ({"EMAIL_FROM": "desk@example.org"}, "webhook:night", "SLACK_SECRET is not set"),
        ({"EMAIL_FROM": "desk@example.org"}, "fax:desk", "fax:desk is no channel"),
    ],
)
def test_a_kind_that_is_not_set_up_says_which_setting_is_missing(
    lookup: Callable[..., Lookup], given: dict[str, Any], address: str, missing: str
) -> None:
    with pytest.raises(PermanentError, match=missing):
        lookup(**given)(address)
