"""Slack, by an incoming webhook or by a bot token with chat.postMessage.

Neither the webhook's URL nor the token may reach a log or an error: slack_sdk gets a logger that
says nothing, and its exceptions are not chained to ours.
"""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException, InvalidURL
from typing import Any
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from pagebrief.delivery import Receipt
from pagebrief.errors import CredentialRefused, DeliveryRefused, PagebriefError, TransientError
from pagebrief.message import Medium, Message, SlackMessage

# https://docs.slack.dev/reference/methods/chat.postMessage#errors
TRANSIENT_CODES = frozenset(
    {
        "fatal_error",
        "internal_error",
        "rate_limited",
        "ratelimited",
        "request_timeout",
        "rollup_error",
        "service_unavailable",
    }
)

_RENEW_BOT = "Put the app's current bot token (xoxb-…) into the Slack secret."
_RENEW_WEBHOOK = "Make a new incoming webhook and put its URL into the Slack secret."
ADVICE = {
    "account_inactive": _RENEW_BOT,
    "action_prohibited": "A workspace setting forbids posting there: ask its administrators.",
    "channel_is_archived": "Unarchive the channel or choose another one.",
    "channel_not_found": "Check the channel's name, and invite the app if the channel is private.",
    "invalid_auth": _RENEW_BOT,
    "invalid_blocks": "The Slack template makes blocks that Slack does not take: mend it.",
    "invalid_token": _RENEW_WEBHOOK,
    "is_archived": "Unarchive the channel or choose another one.",
    "missing_scope": "Give the app the scope chat:write and install it again.",
    "msg_blocks_too_long": "The Slack template makes too long a message: shorten it.",
    "msg_too_long": "The Slack template makes too long a message: shorten it.",
    "no_active_hooks": _RENEW_WEBHOOK,
    "no_service": _RENEW_WEBHOOK,
    "no_service_id": _RENEW_WEBHOOK,
    "no_team": _RENEW_WEBHOOK,
    "not_authed": _RENEW_BOT,
    "not_in_channel": "Invite the app to the channel (/invite @app).",
    "restricted_action": "A workspace setting forbids posting there: ask its administrators.",
    "token_expired": _RENEW_BOT,
    "token_revoked": _RENEW_BOT,
}
_NO_THREAD = frozenset({"invalid_thread_ts", "thread_not_found"})
_MAX_DETAIL = 300

SILENT = logging.Logger("pagebrief.slack.silent", level=logging.CRITICAL + 1)
_FAILURES = (OSError, HTTPException, SlackClientError, ValueError)


class SlackWebhook:
    """An incoming webhook posts to the one channel it was made for; ``address`` names it to people.

    It answers no more than «ok», so that nothing can be told in a thread.
    """

    medium = Medium.SLACK

    def __init__(self, url: str, address: str = "slack:webhook", timeout: int = 10) -> None:
        self.address = address
        self._client = WebhookClient(url, timeout=timeout, logger=SILENT, retry_handlers=[])

    def send(self, message: Message, thread: str | None = None) -> Receipt:
        try:
            response = self._client.send(**_payload(message))
        except _FAILURES as error:
            raise _translate(error, self.address) from None
        if response.status_code == 200 and response.body == "ok":
            return Receipt(response.body)
        answer = _Answer(response.status_code, response.body, response.headers)
        raise _translate(answer, self.address)


class SlackBot:
    """Posts to ``channel`` (#name or id) by chat.postMessage; the receipt is the message's ts.

    https://docs.slack.dev/messaging#threading: a thread is named by the ts of its first message. Where
    somebody deleted that, the message begins a thread of its own.
    """

    medium = Medium.SLACK

    def __init__(
        self, token: str, channel: str, api_url: str = WebClient.BASE_URL, timeout: int = 10
    ) -> None:
        self.address = f"slack:{channel}"
        self._channel = channel
        self._client = WebClient(token, base_url=api_url, timeout=timeout, logger=SILENT, retry_handlers=[])

    def send(self, message: Message, thread: str | None = None) -> Receipt:
        try:
            response = self._client.chat_postMessage(
                channel=self._channel, thread_ts=thread, **_payload(message)
            )
        except _FAILURES as error:
            if thread and isinstance(error, SlackApiError) and _from_api(error).code in _NO_THREAD:
                return self.send(message)
            raise _translate(error, self.address) from None
        ts = str(response["ts"])
        return Receipt(ts, thread or ts)


def _payload(message: Message) -> dict[str, Any]:
    if not isinstance(message, SlackMessage):
        raise TypeError(f"a Slack channel sends a SlackMessage, not {type(message).__name__}")
    return {
        "text": message.text,
        "blocks": [dict(block) for block in message.blocks],
        "unfurl_links": False,
        "unfurl_media": False,
    }


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Slack said instead of yes. ``detail`` names the place in the blocks, if Slack did."""

    status: int
    text: str
    headers: Mapping[str, str]
    detail: str = ""

    @property
    def code(self) -> str:
        """Slack's error code; other text (a proxy's page, say) is not worth repeating."""
        return self.text if re.fullmatch(r"[a-z_]{1,80}", self.text) else "no error code"

    @property
    def retry_after(self) -> float | None:
        seconds = {name.lower(): value for name, value in self.headers.items()}.get("retry-after", "")
        return float(seconds) if seconds.isdecimal() else None


def _translate(failure: _Answer | Exception, address: str) -> PagebriefError:
    match failure:
        case SlackApiError():
            return _translate(_from_api(failure), address)
        case _Answer(status=status, code=code) if status == 429 or status >= 500 or code in TRANSIENT_CODES:
            return TransientError(
                f"{address}: Slack answered {status} ({code}). Try again later.", failure.retry_after
            )
        case _Answer():
            advice = ADVICE.get(failure.code, "Check the Slack secret and the channel's name.")
            detail = f": {failure.detail[:_MAX_DETAIL]}" if failure.detail else ""
            kind = CredentialRefused if advice in {_RENEW_BOT, _RENEW_WEBHOOK} else DeliveryRefused
            return kind(f"{address}: Slack refused with {failure.status} ({failure.code}{detail}). {advice}")
        case InvalidURL() | ValueError() | SlackClientError():
            return DeliveryRefused(
                f"{address}: the webhook's URL or the token is malformed. Correct the Slack secret."
            )
        case URLError():
            # urllib wraps what happens until the request is out, and nothing after that.
            return TransientError(f"{address}: Slack can't be reached ({failure.reason}). Try again later.")
        case _:
            return TransientError(
                f"{address}: no answer from Slack ({type(failure).__name__}). The message may have arrived: "
                "trying again may repeat it.",
                may_have_arrived=True,
            )


def _from_api(error: SlackApiError) -> _Answer:
    response = error.response
    fields = response.data if isinstance(response.data, dict) else {}
    messages = fields.get("response_metadata", {}).get("messages", [])
    return _Answer(response.status_code, str(fields.get("error")), response.headers, "; ".join(messages))
