"""Secrets of AWS Secrets Manager. No error or log ever shows what is in one."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import PagebriefError, SettingsError, TransientError
from pagebrief.ports import Clock

Secret = TypeVar("Secret")


def read_secret(client: Any, variable: str, secret_id: str, parse: Callable[[str], Secret]) -> Secret:
    """What ``parse`` makes of the secret that the setting ``variable`` names.

    ``parse`` raises ValueError, whose text says what it expected and nothing of what it got.

    Raises SettingsError where the secret is missing, forbidden or of another shape, TransientError where
    trying again may help.
    """
    try:
        response = client.get_secret_value(SecretId=secret_id)
    except AWS_ERRORS as error:
        raise _translate(error, variable, secret_id) from error
    try:
        return parse(response.get("SecretString", "").strip())
    except ValueError as error:
        problem = f"{variable}: the secret {secret_id} is not understood: {error}."
    raise SettingsError(problem)  # outside the handler: what went before may show the value


class SecretCache(Generic[Secret]):
    """Reads again once ``max_age`` has passed, so that a rotated secret is taken up without a deployment."""

    def __init__(
        self, read: Callable[[], Secret], clock: Clock, max_age: timedelta = timedelta(seconds=300)
    ) -> None:
        self._read = read
        self._clock = clock
        self._max_age = max_age
        self._held: tuple[datetime, Secret] | None = None

    def get(self) -> Secret:
        now = self._clock.now()
        if self._held is None or now - self._held[0] >= self._max_age:
            self._held = now, self._read()
        return self._held[1]


def _translate(error: AwsError, variable: str, secret_id: str) -> PagebriefError:
    if is_transient(error):
        return TransientError(
            f"The secret {secret_id} could not be read just now ({describe(error)}). Try again later."
        )
    match error_code(error):
        case "ResourceNotFoundException":
            advice = f"Check {variable} and the region."
        case "AccessDeniedException":
            advice = "Allow the function secretsmanager:GetSecretValue on it (and kms:Decrypt on its key)."
        case "DecryptionFailure":
            advice = "Allow the function kms:Decrypt on its key, and check that the key is enabled."
        case _:
            advice = "Check that the secret has a value and is not marked for deletion."
    return SettingsError(f"{variable}: the secret {secret_id} can't be read ({describe(error)}). {advice}")
