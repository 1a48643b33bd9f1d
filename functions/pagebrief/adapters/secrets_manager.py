"""The Slack secret, from AWS Secrets Manager. No error or log ever shows its value."""

import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import PagebriefError, SettingsError, TransientError
from pagebrief.ports import Clock

_WEBHOOK = re.compile(r"https?://[!-~]+")
_TOKEN = re.compile(r"[!-~]+")
_BARE_TOKEN = re.compile(r"xoxb-[!-~]+")
_EXPECTED = (
    'it must hold {"webhook_url": "https://…"} or {"bot_token": "xoxb-…"}, one of the two, '
    "or just the URL or the token as plain text"
)


def read_slack_secret(client: Any, secret_id: str) -> dict[str, str]:
    """The secret as a dict with one key: ``webhook_url`` or ``bot_token``.

    Raises SettingsError where it is missing, forbidden or of another shape, TransientError where
    trying again may help.
    """
    try:
        response = client.get_secret_value(SecretId=secret_id)
    except AWS_ERRORS as error:
        raise _translate(error, secret_id) from error
    secret = _parse(response.get("SecretString", "").strip())
    if secret is None:
        raise SettingsError(f"SLACK_SECRET: the secret {secret_id} is not understood: {_EXPECTED}.")
    return secret


def _parse(text: str) -> dict[str, str] | None:
    if _WEBHOOK.fullmatch(text):
        return {"webhook_url": text}
    if _BARE_TOKEN.fullmatch(text):
        return {"bot_token": text}
    try:
        fields = json.loads(text)
    except ValueError:
        return None
    match fields:
        case {"webhook_url": str(url), **rest} if _WEBHOOK.fullmatch(url.strip()) and "bot_token" not in rest:
            return {"webhook_url": url.strip()}
        case {"bot_token": str(token), **rest} if (
            _TOKEN.fullmatch(token.strip()) and "webhook_url" not in rest
        ):
            return {"bot_token": token.strip()}
        case _:
            return None


class SecretCache:
    """Reads again once ``max_age`` has passed, so that a rotated secret is taken up without a deployment."""

    def __init__(
        self, read: Callable[[], dict[str, str]], clock: Clock, max_age: timedelta = timedelta(seconds=300)
    ) -> None:
        self._read = read
        self._clock = clock
        self._max_age = max_age
        self._held: tuple[datetime, dict[str, str]] | None = None

    def get(self) -> dict[str, str]:
        now = self._clock.now()
        if self._held is None or now - self._held[0] >= self._max_age:
            self._held = now, self._read()
        return self._held[1]


def _translate(error: AwsError, secret_id: str) -> PagebriefError:
    if is_transient(error):
        return TransientError(
            f"The secret {secret_id} could not be read just now ({describe(error)}). Try again later."
        )
    match error_code(error):
        case "ResourceNotFoundException":
            advice = "Check SLACK_SECRET and the region."
        case "AccessDeniedException":
            advice = "Allow the function secretsmanager:GetSecretValue on it (and kms:Decrypt on its key)."
        case "DecryptionFailure":
            advice = "Allow the function kms:Decrypt on its key, and check that the key is enabled."
        case _:
            advice = "Check that the secret has a value and is not marked for deletion."
    return SettingsError(f"SLACK_SECRET: the secret {secret_id} can't be read ({describe(error)}). {advice}")
