"""What Slack refuses, and what its user is told to do."""

import pytest

from http_double import HttpDouble, Reply
from integration.slack_channels import bot, failure_of, says_no, webhook
from pagebrief.adapters.slack import SlackBot
from pagebrief.errors import CredentialRefused, DeliveryRefused
from pagebrief.message import SlackMessage
from slack_double import SlackDouble


@pytest.mark.parametrize(
    ("code", "advice"),
    [
        ("invalid_auth", "current bot token"),
        ("token_revoked", "current bot token"),
        ("channel_not_found", "Check the channel's name"),
        ("not_in_channel", "Invite the app"),
        ("is_archived", "Unarchive the channel"),
        ("missing_scope", "chat:write"),
        ("msg_blocks_too_long", "shorten it"),
        ("something_new", "Check the Slack secret and the channel's name"),
    ],
)
def test_a_refusal_of_the_bot_says_what_to_do(code: str, advice: str) -> None:
    with HttpDouble(says_no(code)) as slack:
        failure = failure_of(bot(slack.url))
    assert isinstance(failure, DeliveryRefused)
    assert f"slack:#desk: Slack refused with 200 ({code})" in str(failure)
    assert advice in str(failure)
    assert isinstance(failure, CredentialRefused) == (advice == "current bot token")


@pytest.mark.parametrize(
    ("status", "code", "advice"),
    [
        (400, "invalid_blocks", "mend it"),
        (403, "invalid_token", "Make a new incoming webhook"),
        (403, "action_prohibited", "ask its administrators"),
        (404, "no_service", "Make a new incoming webhook"),
        (404, "channel_not_found", "Check the channel's name"),
        (410, "channel_is_archived", "Unarchive the channel"),
    ],
)
def test_a_refusal_of_the_webhook_says_what_to_do(status: int, code: str, advice: str) -> None:
    with HttpDouble(Reply(status, code.encode())) as slack:
        failure = failure_of(webhook(slack.url))
    assert isinstance(failure, DeliveryRefused)
    assert f"slack:#desk: Slack refused with {status} ({code})" in str(failure)
    assert advice in str(failure)


def test_slack_s_own_words_about_the_blocks_are_repeated(slack: SlackDouble) -> None:
    too_long = {"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}
    with pytest.raises(
        DeliveryRefused, match=r"must be less than 3001 characters \[json-pointer:/blocks/1/text/text\]"
    ):
        SlackBot(slack.token, "#desk", slack.url).send(SlackMessage("x", ({"type": "divider"}, too_long)))
    assert slack.messages == []


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"", b'{"ok": true}', b"OK"])
def test_a_webhook_that_answers_200_without_ok_is_none_of_slack_s(body: bytes) -> None:
    with HttpDouble(Reply(200, body)) as slack:
        assert isinstance(failure_of(webhook(slack.url)), DeliveryRefused)


@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b"", b"[]", b"{}"])
def test_an_api_that_answers_200_without_its_json_is_none_of_slack_s(body: bytes) -> None:
    with HttpDouble(Reply(200, body)) as slack:
        assert isinstance(failure_of(bot(slack.url)), DeliveryRefused)
