"""What the Slack secret holds, and the channel that it opens for an address."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pagebrief.adapters.secret_stores import Current, try_current
from pagebrief.adapters.slack import SlackBot, SlackWebhook
from pagebrief.delivery import Receipt
from pagebrief.errors import SettingsError
from pagebrief.message import Medium, Message
from pagebrief.ports import Channel

_URL = re.compile(r"https?://[!-~]+")
_TOKEN = re.compile(r"[!-~]+")
_BARE_TOKEN = re.compile(r"xoxb-[!-~]+")
_EXPECTED = (
    'it must hold {"bot_token": "xoxb-…"} or {"webhook_url": "https://…"}, not both, and may hold '
    '{"webhooks": {"NAME": "https://…"}}; or just the token or the URL as plain text'
)


@dataclass(frozen=True, slots=True)
class SlackSecret:
    """A bot's token, or the one webhook that the settings know; and webhooks by their names."""

    bot_token: str | None = field(default=None, repr=False)
    webhook_url: str | None = field(default=None, repr=False)
    webhooks: Mapping[str, str] = field(default_factory=dict, repr=False)


def parse_slack_secret(text: str) -> SlackSecret:
    """Raises ValueError, which says what is expected and nothing of what is there."""
    if _URL.fullmatch(text):
        return SlackSecret(webhook_url=text)
    if _BARE_TOKEN.fullmatch(text):
        return SlackSecret(bot_token=text)
    try:
        fields = json.loads(text)
    except ValueError:
        fields = None
    if not isinstance(fields, dict) or not _is_one_kind(fields):
        raise ValueError(_EXPECTED)
    hooks = fields.get("webhooks", {})
    if not isinstance(hooks, dict):
        raise ValueError(_EXPECTED)  # noqa: TRY004 # what a person wrote, not what a caller passed
    return SlackSecret(
        _checked(fields["bot_token"], _TOKEN) if "bot_token" in fields else None,
        _checked(fields["webhook_url"], _URL) if "webhook_url" in fields else None,
        {name: _checked(url, _URL) for name, url in hooks.items()},
    )


def _is_one_kind(fields: Mapping[str, object]) -> bool:
    both = {"bot_token", "webhook_url"} & fields.keys()
    return len(both) == 1 or (not both and bool(fields.get("webhooks")))


def _checked(value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value.strip()):
        raise ValueError(_EXPECTED)
    return value.strip()


class SlackFromSecret:
    """The channel of ``address`` as the secret opens it, which is asked for each message: secrets rotate.

    The address is known without the secret, so a secret that can't be read fails these channels alone.
    ``home``: the address that the settings give to the secret's one webhook, which posts nowhere else.
    """

    medium = Medium.SLACK

    def __init__(self, secret: Current[SlackSecret], address: str, home: str, api_url: str) -> None:
        self.address = address
        self._secret = secret
        self._home = home
        self._api_url = api_url

    def send(self, message: Message, thread: str | None = None) -> Receipt:
        return try_current(self._secret, lambda secret: self._open(secret).send(message, thread))

    def _open(self, secret: SlackSecret) -> Channel:
        kind, _, name = self.address.partition(":")
        if kind == "webhook":
            return SlackWebhook(self._named(secret, name), self.address)
        if secret.webhook_url and self.address == self._home:
            return SlackWebhook(secret.webhook_url, self.address)
        if not secret.bot_token:
            raise SettingsError(
                f'{self.address}: a webhook posts to its own channel only. Put {{"bot_token": "xoxb-…"}} '
                "into the Slack secret, or name the webhook there and send to webhook:NAME."
            )
        if self.address == "slack:webhook":
            raise SettingsError("SLACK_CHANNEL is not set: a bot token needs to know the channel")
        return SlackBot(secret.bot_token, name, self._api_url)

    def _named(self, secret: SlackSecret, name: str) -> str:
        if name not in secret.webhooks:
            known = ", ".join(secret.webhooks) or "none"
            raise SettingsError(
                f"{self.address} is not in the Slack secret, whose webhooks are: {known}. Add "
                f'{{"webhooks": {{"{name}": "https://…"}}}} to it, or correct the watch.'
            )
        return secret.webhooks[name]
