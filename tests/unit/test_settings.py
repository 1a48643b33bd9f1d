"""Settings are checked once, and every problem is told at once."""

from datetime import timedelta
from pathlib import Path

import pytest

from pagebrief.delivery import IfUnknown
from pagebrief.errors import SettingsError
from pagebrief.settings import DeliverySettings, Settings
from pagebrief.settings_page import PageSettings

REQUIRED = {
    "STATE_TABLE": "state",
    "STATE_BUCKET": "example-state",
    "DELIVERY_QUEUE": "https://sqs.example.org/1/deliveries.fifo",
    "SLACK_SECRET": "pagebrief/slack",
}
SHARED = {
    "state_table": "state",
    "state_bucket": "example-state",
    "delivery_queue": "https://sqs.example.org/1/deliveries.fifo",
    "slack_secret": "pagebrief/slack",
    "slack_channel": None,
    "email_from": None,
    "email_to": (),
    "retention_days": 90,
}


def problems(env: dict[str, str], settings: type[Settings] = Settings) -> list[str]:
    with pytest.raises(SettingsError) as failure:
        settings.from_environment(env)
    return str(failure.value).splitlines()


def test_what_is_not_set_has_its_default() -> None:
    page, delivery = PageSettings.from_environment(REQUIRED), DeliverySettings.from_environment(REQUIRED)
    assert page.model_dump() == SHARED | {
        "sentences": 3,
        "max_page_bytes": 20_000_000,
        "max_unpacked_bytes": 200_000_000,
        "max_pages": 1_000,
        "rewriter_arn": None,
        "model_dir": None,
    }
    assert delivery.model_dump() == SHARED | {
        "slack_api_url": "https://slack.com/api/",
        "lease_seconds": 120,
        "if_unknown": IfUnknown.AGAIN,
        "smtp_secret": None,
        "templates_dir": None,
    }
    assert (page.retention, delivery.lease) == (timedelta(days=90), timedelta(minutes=2))


def test_every_variable_is_taken() -> None:
    env = REQUIRED | {
        "SLACK_CHANNEL": "#desk",
        "SLACK_API_URL": "http://127.0.0.1:8080/api/",
        "EMAIL_FROM": "The Desk <desk@example.org>",
        "EMAIL_TO": "a@example.org, b@example.org,,a@example.org",
        "SENTENCES": "5",
        "MAX_PAGE_BYTES": "50000000",
        "RETENTION_DAYS": "7",
        "LEASE_SECONDS": "60",
        "IF_UNKNOWN": "hold",
        "SMTP_SECRET": "pagebrief/smtp",
        "MODEL_DIR": "/opt/model",
        "TEMPLATES_DIR": "/opt/templates",
    }
    page, delivery = PageSettings.from_environment(env), DeliverySettings.from_environment(env)
    assert page.slack_channel == delivery.slack_channel == "#desk"
    assert page.email_to == delivery.email_to == ("a@example.org", "b@example.org")
    assert delivery.slack_api_url == "http://127.0.0.1:8080/api/"
    assert delivery.email_from == "The Desk <desk@example.org>"
    assert delivery.smtp_secret == "pagebrief/smtp"
    assert (page.sentences, page.max_page_bytes, page.model_dir) == (5, 50_000_000, Path("/opt/model"))
    assert (page.retention, delivery.lease) == (timedelta(days=7), timedelta(minutes=1))
    assert (delivery.if_unknown, delivery.templates_dir) == (IfUnknown.HOLD, Path("/opt/templates"))


@pytest.mark.parametrize(
    ("given", "addresses"),
    [
        ({}, ("slack:webhook",)),
        ({"SLACK_CHANNEL": "#desk"}, ("slack:#desk",)),
        (
            {"EMAIL_FROM": "a@example.org", "EMAIL_TO": "b@example.org, c@example.org"},
            ("slack:webhook", "email:b@example.org,c@example.org"),
        ),
    ],
)
def test_channels_are_known_by_their_addresses(given: dict[str, str], addresses: tuple[str, ...]) -> None:
    assert Settings.from_environment(REQUIRED | given).addresses == addresses


def test_an_empty_variable_counts_as_not_set_and_an_unknown_one_is_ignored() -> None:
    env = REQUIRED | {"SENTENCES": "", "MODEL_DIR": "", "EMAIL_FROM": " ", "EMAIL_TO": "", "PATH": "/bin"}
    assert PageSettings.from_environment(env) == PageSettings.from_environment(REQUIRED)


def test_all_problems_are_listed_at_once_one_a_line() -> None:
    env = {
        "SLACK_API_URL": "slack.com",
        "EMAIL_TO": "a@example.org,b at example.org",
        "SENTENCES": "11",
        "MAX_PAGE_BYTES": "50000001",
        "RETENTION_DAYS": "none",
        "LEASE_SECONDS": "0",
        "DELIVERY_QUEUE": "deliveries",
    }
    shared = ["STATE_TABLE", "STATE_BUCKET", "DELIVERY_QUEUE", "EMAIL_TO", "RETENTION_DAYS"]
    for settings, own in (
        (PageSettings, ["SENTENCES", "MAX_PAGE_BYTES"]),
        (DeliverySettings, ["SLACK_API_URL", "LEASE_SECONDS"]),
    ):
        assert [line.split()[0] for line in problems(env, settings)] == [*shared, *own, "EMAIL_FROM"]


@pytest.mark.parametrize(
    ("settings", "variable", "value", "expected"),
    [
        (Settings, "STATE_TABLE", "", "STATE_TABLE is not set: expected the name of the DynamoDB table"),
        (PageSettings, "SENTENCES", "0", "SENTENCES is '0': expected a whole number from 1 to 10"),
        (PageSettings, "SENTENCES", "three", "SENTENCES is 'three': expected a whole number from 1 to 10"),
        (
            PageSettings,
            "MAX_PAGE_BYTES",
            "0",
            "MAX_PAGE_BYTES is '0': expected a whole number of bytes from 1 to 50000000",
        ),
        (
            DeliverySettings,
            "LEASE_SECONDS",
            "29",
            "LEASE_SECONDS is '29': expected a whole number of seconds from 30 to 43200, "
            "more than the function's timeout",
        ),
        (DeliverySettings, "SLACK_API_URL", "ftp://x", "SLACK_API_URL is 'ftp://x': expected an http(s) URL"),
        (
            DeliverySettings,
            "IF_UNKNOWN",
            "maybe",
            "IF_UNKNOWN is 'maybe': expected again or hold: what becomes of a message that may have arrived",
        ),
    ],
)
def test_a_problem_names_the_variable_and_what_is_expected(
    settings: type[Settings], variable: str, value: str, expected: str
) -> None:
    assert problems(REQUIRED | {variable: value}, settings) == [expected]


def test_without_slack_and_email_nobody_would_be_told() -> None:
    env = REQUIRED | {"SLACK_SECRET": ""}
    assert problems(env) == ["nobody would be told: set SLACK_SECRET or EMAIL_FROM, or both"]


def test_a_sender_is_enough_since_watches_name_the_recipients() -> None:
    settings = Settings.from_environment(REQUIRED | {"SLACK_SECRET": "", "EMAIL_FROM": "desk@example.org"})
    assert settings.addresses == ()


def test_recipients_and_an_smtp_server_need_a_sender() -> None:
    env = REQUIRED | {"EMAIL_TO": "desk@example.org", "SMTP_SECRET": "pagebrief/smtp"}
    assert problems(env, DeliverySettings) == [
        "EMAIL_FROM is not set, but EMAIL_TO is: an email needs a sender",
        "EMAIL_FROM is not set, but SMTP_SECRET is: an email needs a sender",
    ]


@pytest.mark.parametrize(
    "address", ["desk", "desk@example", "@example.org", "a b@example.org", "desk@example.org.", "a@b@c.org"]
)
def test_what_is_no_email_address_is_named(address: str) -> None:
    env = REQUIRED | {"EMAIL_FROM": address, "EMAIL_TO": f"fine@example.org,{address}"}
    found = problems(env)
    assert [line.split(":")[0] for line in found] == [
        f"EMAIL_FROM is {address!r}",
        f"EMAIL_TO is {address!r}",
    ]


@pytest.mark.parametrize("addresses", [",", ",".join(f"a{n}@example.org" for n in range(51))])
def test_a_list_of_none_or_of_more_than_fifty_recipients_is_refused(addresses: str) -> None:
    env = REQUIRED | {"EMAIL_FROM": "desk@example.org", "EMAIL_TO": addresses}
    [problem] = problems(env)
    assert problem.startswith("EMAIL_TO is '")
    assert problem.endswith(": expected 1 to 50 email addresses with commas between them")
    assert len(problem) < 150


def test_fifty_recipients_are_taken() -> None:
    addresses = ",".join(f"a{n}@example.org" for n in range(50))
    settings = Settings.from_environment(REQUIRED | {"EMAIL_FROM": "desk@example.org", "EMAIL_TO": addresses})
    assert len(settings.email_to) == 50


@pytest.mark.parametrize(
    "name", ["slack", "ssm:/slack", "ssm:/a/slack", "arn:aws:ssm:eu-west-1:123456789012:parameter/slack"]
)
def test_a_secret_lies_in_either_store(name: str) -> None:
    env = REQUIRED | {"EMAIL_FROM": "desk@example.org", "SLACK_SECRET": name, "SMTP_SECRET": name}
    settings = DeliverySettings.from_environment(env)
    assert (settings.slack_secret, settings.smtp_secret) == (name, name)


def test_a_parameter_is_named_from_the_root() -> None:
    [problem] = problems(REQUIRED | {"SLACK_SECRET": "ssm:slack"})
    assert problem.startswith("SLACK_SECRET is wrong: expected the name or ARN of a secret")
    assert "ssm:/path/name" in problem


@pytest.mark.parametrize("variable", ["SLACK_SECRET", "SLACK_CHANNEL", "SMTP_SECRET"])
@pytest.mark.parametrize(
    "secret", ["https://hooks.slack.com/services/T0/B0/abc", "xoxb-1-2-abc", '{"password": "abc"}']
)
def test_a_secret_pasted_in_the_wrong_place_is_refused_and_never_shown(variable: str, secret: str) -> None:
    env = REQUIRED | {"EMAIL_FROM": "desk@example.org", variable: secret}
    [problem] = problems(env, DeliverySettings)
    assert problem.startswith(f"{variable} is wrong")
    assert secret not in problem


def test_settings_do_not_change_once_they_are_read() -> None:
    settings = PageSettings.from_environment(REQUIRED)
    with pytest.raises(ValueError, match="frozen"):
        settings.sentences = 4
