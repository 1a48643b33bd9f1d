"""A bot and a webhook on this machine, and how they fail."""

import json

import pytest

from http_double import Reply
from pagebrief.adapters.slack import SlackBot, SlackWebhook
from pagebrief.errors import PagebriefError
from pagebrief.message import SlackMessage
from pagebrief.ports import Channel

TOKEN = "xoxb-1-2-private"
PATH = "/services/T00000000/B00000000/private"
MESSAGE = SlackMessage(
    text="One page: «é» &amp; more",
    blocks=({"type": "section", "text": {"type": "mrkdwn", "text": "*One page*"}}, {"type": "divider"}),
)


def bot(url: str, timeout: int = 10) -> Channel:
    return SlackBot(TOKEN, "#desk", f"{url}/api/", timeout)


def webhook(url: str, timeout: int = 10) -> Channel:
    return SlackWebhook(f"{url}{PATH}", "slack:#desk", timeout)


def says_no(error: str, **more: object) -> Reply:
    return Reply(200, json.dumps({"ok": False, "error": error, **more}).encode())


def failure_of(channel: Channel) -> PagebriefError:
    with pytest.raises(PagebriefError) as failure:
        channel.send(MESSAGE)
    return failure.value
