"""What ``pagebrief doctor`` says of the watches, of Slack and of email."""

import json
from collections.abc import Iterator
from uuid import uuid4

import pytest

from integration.doctor.deployed import EXISTING, SECRET, Deployed, deploy


def test_every_mistake_in_watches_yaml_is_named_with_its_line_and_column(own: Deployed) -> None:
    own.deployment.put_watches("watches:\n  - name: w\n    mach: {}\n    send: [{to: 'slak:#x'}]\n")
    first, second, last = own.findings("problem")
    assert first == "watches.yaml: watches.yaml:3:5: «mach» is unknown: did you mean «match»?"
    assert second.startswith("watches.yaml: watches.yaml:4:17: «slak:#x» is no channel")
    assert last == "watches.yaml: is broken: pages wait, since there never was a good one"


def test_channels_are_those_of_the_watches_that_are_in_force(own: Deployed) -> None:
    own.deployment.put_watches(
        "watches:\n  - name: w\n    match: {any: [x]}\n"
        "    send: [{to: 'slack:#away'}, {to: 'slack:#old'}, {to: 'slack:#gone'}, {to: 'webhook:lab'}]\n"
    )
    own.slack.channels += [
        {"id": "C0000002", "name": "away", "is_member": False, "is_archived": False},
        {"id": "C0000003", "name": "old", "is_member": True, "is_archived": True},
    ]
    own.slack.channels_a_page = 1  # as if there were thousands
    assert own.findings("problem") == [
        "Slack secret: watches.yaml sends to webhook:lab, which it does not hold",
        "Slack channel: the bot is not in #away",
        "Slack channel: #old is archived",
        "Slack channel: the bot sees no #gone: there is none, or it is private and the bot is not in it",
    ]


def test_a_token_that_slack_does_not_know_is_a_problem_and_never_shown(own: Deployed) -> None:
    token = "xoxb-a-token-of-yesterday"
    own.client("secretsmanager").put_secret_value(
        SecretId=SECRET, SecretString=json.dumps({"bot_token": token})
    )
    assert own.findings("problem") == [
        "Slack bot: Slack refused (invalid_auth). "
        "Put the app's current bot token (xoxb-…) into the Slack secret."
    ]
    assert token not in "\n".join(own.findings())


def test_a_bot_that_may_not_post_is_a_problem_and_one_that_may_not_look_a_warning(own: Deployed) -> None:
    own.slack.scopes = ("channels:read", "groups:read")
    assert own.findings("problem") == ["Slack bot: is pagebrief of The Desk, and lacks the scope chat:write"]
    own.slack.scopes = ("chat:write",)
    assert own.findings("problem") == []
    assert own.findings("warning") == [
        "Slack channel: whether there is #pages can't be seen without the scope channels:read"
    ]


@pytest.mark.parametrize("text", ['{"token": "xoxp-wrong-key"}', "hunter2", '{"bot_token": ""}'])
def test_a_secret_of_another_form_is_a_problem_and_never_shown(own: Deployed, text: str) -> None:
    own.client("secretsmanager").put_secret_value(SecretId=SECRET, SecretString=text)
    assert own.findings("problem") == [f"Slack secret: {SECRET} is not understood"]
    (advice,) = own.advice()
    assert advice.startswith('Correct it: it must hold {"bot_token": "xoxb-…"}')
    assert "hunter2" not in advice
    assert "xoxp" not in advice


IN_SSM = {"SlackSecret": "ssm:/pagebrief/slack", "SmtpSecret": "ssm:/pagebrief/smtp"}


@pytest.fixture
def in_ssm(own: Deployed, aws_endpoint: str) -> Iterator[Deployed]:
    made = deploy(aws_endpoint, f"ssm-{uuid4().hex[:8]}", own.slack, own.ses, **EXISTING, **IN_SSM)
    yield made
    made.client("ssm").delete_parameters(Names=["/pagebrief/slack", "/pagebrief/smtp"])


def put(deployed: Deployed, kind: str) -> None:
    slack, smtp = deployed.slack.token, '{"host": "smtp.example.org"}'
    for name, value in {"slack": slack, "smtp": smtp}.items():
        deployed.client("ssm").put_parameter(Name=f"/pagebrief/{name}", Value=value, Type=kind)


def of_secrets(findings: list[str]) -> list[str]:
    return [each for each in findings if each.startswith(("Slack secret", "SMTP secret"))]


def test_secrets_in_ssm_are_looked_for_there(in_ssm: Deployed) -> None:
    assert of_secrets(in_ssm.findings("problem")) == [
        "Slack secret: there is no secret ssm:/pagebrief/slack",
        "SMTP secret: there is no secret ssm:/pagebrief/smtp",
    ]
    put(in_ssm, "SecureString")
    assert of_secrets(in_ssm.findings("problem")) == []
    assert of_secrets(in_ssm.findings("ok")) == [
        "Slack secret: is readable and holds a bot token",
        "SMTP secret: is readable and names a server, which is not called from here",
    ]


def test_a_secret_in_the_clear_is_a_problem_and_never_shown(in_ssm: Deployed) -> None:
    put(in_ssm, "String")
    first, second = of_secrets(in_ssm.findings("problem"))
    assert first.startswith(
        "Slack secret: the parameter /pagebrief/slack is a String, which is not encrypted."
    )
    assert second.startswith("SMTP secret: the parameter /pagebrief/smtp is a String")
    assert in_ssm.slack.token not in "".join(in_ssm.findings())


def test_in_the_sandbox_each_recipient_must_be_verified(own: Deployed) -> None:
    own.ses.production = False
    own.ses.identities = {"example.org": False, "brief@example.org": True}
    assert own.findings("problem") == [
        "email recipient: desk@example.org is not verified, and SES refuses a message to it from the sandbox"
    ]
    assert own.findings("warning") == [
        "email account: is in the SES sandbox: 200 messages a day, to verified recipients alone"
    ]
    own.ses.identities["desk@example.org"] = True
    assert own.findings("problem") == []


def test_a_paused_account_and_an_unverified_sender_are_problems(own: Deployed) -> None:
    own.ses.sending, own.ses.identities = False, {}
    assert own.findings("problem") == [
        "email account: sending is paused",
        "email sender: neither brief@example.org nor its domain is verified: SES refuses everything",
    ]
