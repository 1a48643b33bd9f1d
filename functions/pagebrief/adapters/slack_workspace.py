"""What Slack says of a bot token and of the channels that the bot sees.

https://docs.slack.dev/reference/methods/auth.test and
https://docs.slack.dev/reference/methods/conversations.list
"""

from collections.abc import Callable, Mapping
from http.client import HTTPException
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from pagebrief.adapters.slack import ADVICE, SILENT, TRANSIENT_CODES
from pagebrief.deployment import SlackBotSeen, SlackRoom, SlackRooms
from pagebrief.errors import DeliveryRefused, PagebriefError, TransientError

_A_PAGE, _MOST_PAGES = 999, 10
"""Channels that are asked for at once, and how often: Slack allows 20 such calls a minute."""


class SlackWorkspace:
    """The token never reaches a log or an error: see ``adapters.slack``."""

    def __init__(self, token: str, api_url: str = WebClient.BASE_URL, timeout: int = 10) -> None:
        self._client = WebClient(token, base_url=api_url, timeout=timeout, logger=SILENT, retry_handlers=[])

    def bot(self) -> SlackBotSeen:
        answer = _asked(self._client.auth_test)
        headers = {name.lower(): value for name, value in answer.headers.items()}
        scopes = headers.get("x-oauth-scopes", "").split(",")
        return SlackBotSeen(
            str(answer.get("team", "")),
            str(answer.get("user", "")),
            frozenset(scope.strip() for scope in scopes if scope.strip()),
        )

    def rooms(self, kinds: tuple[str, ...]) -> SlackRooms:
        found: list[SlackRoom] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            answer = _asked(
                self._client.conversations_list, types=",".join(kinds), limit=_A_PAGE, cursor=cursor or None
            )
            found += map(_room, answer.get("channels", []))
            cursor = (answer.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return SlackRooms(tuple(found), complete=True)
        return SlackRooms(tuple(found), complete=False)


def _room(channel: Mapping[str, Any]) -> SlackRoom:
    joined, archived = bool(channel.get("is_member")), bool(channel.get("is_archived"))
    return SlackRoom(channel["id"], channel["name"], joined, archived)


def _asked(call: Callable[..., SlackResponse], **arguments: Any) -> SlackResponse:
    """Raises DeliveryRefused, TransientError."""
    try:
        return call(**arguments)
    except (OSError, HTTPException, SlackClientError, ValueError) as error:
        raise _translate(error) from None


def _translate(error: Exception) -> PagebriefError:
    if not isinstance(error, SlackApiError):
        return TransientError(f"Slack can't be reached ({type(error).__name__}). Try again later.")
    response = error.response
    code = response.data.get("error", "no error code") if isinstance(response.data, dict) else "no error code"
    if response.status_code == 429 or response.status_code >= 500 or code in TRANSIENT_CODES:
        return TransientError(f"Slack answered {response.status_code} ({code}). Try again later.")
    return DeliveryRefused(f"Slack refused ({code}). {ADVICE.get(code, 'Check the Slack secret.')}")
