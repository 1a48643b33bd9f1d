"""The double says no wherever Slack does: a test that trusts it may trust it."""

from typing import Any

import pytest

from pagebrief.adapters.slack import SlackBot, SlackWebhook
from pagebrief.errors import TransientError
from pagebrief.message import SlackMessage
from slack_double import SlackDouble
from slack_limits import check

MESSAGE = SlackMessage("One page", ())


def text(length: int, kind: str = "mrkdwn") -> dict[str, str]:
    return {"type": kind, "text": "x" * length}


def section(length: int) -> dict[str, Any]:
    return {"type": "section", "text": text(length)}


def header(length: int) -> dict[str, Any]:
    return {"type": "header", "text": text(length, "plain_text")}


def button(label: int, url: int = 20) -> dict[str, Any]:
    return {"type": "button", "text": text(label, "plain_text"), "url": "https://".ljust(url, "u")}


FITTING: list[dict[str, Any]] = [
    section(3000),
    section(1) | {"accessory": button(75, 3000)},
    {"type": "section", "fields": [text(600)] * 10},
    header(150),
    {"type": "context", "elements": [text(10)] * 10},
    {"type": "context", "elements": [text(2000)]},
    {"type": "actions", "elements": [button(75)] * 25},
    {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "a"},
    {"type": "divider", "block_id": "x" * 255},
]

REFUSED: list[dict[str, Any]] = [
    section(0),
    section(3001),
    section(1) | {"accessory": button(76)},
    {"type": "section"},
    {"type": "section", "fields": []},
    {"type": "section", "fields": [text(1)] * 11},
    {"type": "section", "fields": [text(2001)]},
    {"type": "section", "text": "no text object"},
    header(151),
    {"type": "header", "text": text(1)},
    {"type": "context", "elements": []},
    {"type": "context", "elements": [text(1)] * 11},
    {"type": "context", "elements": [text(2001)]},
    {"type": "actions", "elements": [button(1)] * 26},
    {"type": "actions", "elements": [button(1, url=3001)]},
    {"type": "image", "image_url": "https://example.org/a.png"},
    {"type": "divider", "block_id": "x" * 256},
    {"type": "headline"},
    {"type": "divider", "colour": "red"},
    {"type": "actions", "elements": [button(1) | {"url": "javascript:alert(1)"}]},
    {"type": "context", "elements": [{"type": "image", "image_url": "https://example.org/a.png"}]},
    {},
]


@pytest.mark.parametrize("block", FITTING)
def test_a_block_just_within_the_limits_is_taken(block: dict[str, Any]) -> None:
    assert list(check({"text": "x", "blocks": [block]})) == []


@pytest.mark.parametrize("block", REFUSED)
def test_a_block_beyond_a_limit_is_refused(block: dict[str, Any]) -> None:
    assert {code for code, _ in check({"text": "x", "blocks": [block]})} == {"invalid_blocks"}


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({}, "invalid_payload"),
        ({"blocks": []}, "no_text"),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"blocks": [{"type": "divider"}] * 51}, "invalid_blocks"),
        ({"blocks": [{"type": "divider", "block_id": "a"}] * 2}, "invalid_blocks"),
        ({"blocks": [section(2900)] * 5}, "msg_blocks_too_long"),
    ],
)
def test_a_message_beyond_a_limit_is_refused(payload: dict[str, Any], code: str) -> None:
    assert next(iter(check(payload)))[0] == code


def test_an_answer_may_be_told_in_advance_and_holds_for_one_request(slack: SlackDouble) -> None:
    slack.answer_next(429, {"Retry-After": "1"}, "slow down")
    path = slack.webhook_url.removeprefix(f"http://{slack.host}:{slack.port}")
    assert slack.take(path, "", b'{"text": "x"}') == (429, {"Retry-After": "1"}, b"slow down")
    assert slack.take(path, "", b'{"text": "x"}') == (200, {}, b"ok")
    assert slack.messages == [{"text": "x"}]


def test_one_message_a_second_is_taken_in_each_channel() -> None:
    with SlackDouble(pause=60) as slack:
        desk, night = (SlackBot(slack.token, name, slack.url) for name in ("#desk", "#night"))
        webhook = SlackWebhook(slack.webhook_url)
        for channel in (desk, night, webhook):
            channel.send(MESSAGE)
            with pytest.raises(TransientError) as failure:
                channel.send(MESSAGE)
            assert failure.value.retry_after == 1
    assert len(slack.messages) == 3


def test_only_a_message_of_the_channel_that_is_no_answer_can_be_answered(slack: SlackDouble) -> None:
    desk, night = (SlackBot(slack.token, name, slack.url) for name in ("#desk", "#night"))
    first = desk.send(MESSAGE)
    answer = desk.send(MESSAGE, first.id)
    for channel, thread in ((desk, answer.id), (desk, "1"), (night, first.id)):
        assert channel.send(MESSAGE, thread).thread != thread
    assert ["thread_ts" in message for message in slack.messages] == [False, True, False, False, False]
