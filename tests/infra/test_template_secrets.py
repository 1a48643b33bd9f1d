"""Which secret a function may read, and who may send."""

import pytest

from infra.test_template_permissions import SECRETS, SLACK, VARIANTS, actions, allowed, resources
from stack_template import Stack


def test_who_does_not_use_slack_allows_no_secret() -> None:
    assert not any(action.startswith(SECRETS) for action in allowed(VARIANTS["email"]))


def test_who_does_not_use_email_allows_no_sending() -> None:
    assert not any(action.startswith("ses:") for action in allowed(VARIANTS["slack"]))


IN_SECRETS_MANAGER, IN_SSM = "secretsmanager:GetSecretValue", "ssm:GetParameter"


@pytest.mark.parametrize(
    ("given", "action", "resource"),
    [
        (
            "pagebrief/key",
            IN_SECRETS_MANAGER,
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:pagebrief/key-??????",
        ),
        (
            "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shared/key-AbCdEf",
            IN_SECRETS_MANAGER,
            "arn:aws:secretsmanager:eu-west-1:210987654321:secret:shared/key-AbCdEf",
        ),
        ("ssm:/pagebrief/key", IN_SSM, "arn:aws:ssm:us-east-1:123456789012:parameter/pagebrief/key"),
        (
            "arn:aws:ssm:us-east-1:210987654321:parameter/shared/key",
            IN_SSM,
            "arn:aws:ssm:us-east-1:210987654321:parameter/shared/key",
        ),
    ],
)
def test_a_secret_is_read_from_its_one_store_and_no_other_is(given: str, action: str, resource: str) -> None:
    for sid, stack in {
        "ReadSlackSecret": Stack(SlackSecret=given, SlackChannel="C0123456789"),
        "ReadSmtpSecret": Stack(EmailFrom="brief@example.org", SmtpSecret=given),
    }.items():
        statement = stack.statements("DeliveryRole")[sid]
        assert (actions(statement), resources(statement)) == ([action], [resource])
        assert [each for each in allowed(stack) if each.startswith(SECRETS)] == [action]


def test_each_secret_has_a_store_of_its_own() -> None:
    stack = Stack(**SLACK, EmailFrom="brief@example.org", SmtpSecret="ssm:/pagebrief/smtp")
    statements = stack.statements("DeliveryRole")
    assert actions(statements["ReadSlackSecret"]) == [IN_SECRETS_MANAGER]
    assert actions(statements["ReadSmtpSecret"]) == [IN_SSM]


def test_who_sends_by_smtp_sends_nothing_by_ses() -> None:
    assert not any(action.startswith("ses:") for action in allowed(VARIANTS["smtp"]))


def test_email_is_sent_in_the_senders_name_only() -> None:
    statement = VARIANTS["email"].statements("DeliveryRole")["SendEmail"]
    assert actions(statement) == ["ses:SendEmail"]
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": "brief@example.org"}}
