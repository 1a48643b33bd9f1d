"""Secrets of Secrets Manager, and SecureStrings of SSM's Parameter Store (``ssm:/path/name``, or its ARN).

Powertools reads them and keeps them for five minutes, so that a rotated one is taken up without a deployment.
No error or log ever shows what is in one.
"""

from collections.abc import Callable
from functools import cache
from typing import Any, Generic, Protocol, TypeVar

from aws_lambda_powertools.utilities.parameters import SecretsProvider, SSMProvider
from aws_lambda_powertools.utilities.parameters.exceptions import GetParameterError

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import CredentialRefused, PagebriefError, SettingsError, TransientError

MAX_AGE = 300  # seconds
_SCHEME = "ssm:"

Secret = TypeVar("Secret")
Held_co = TypeVar("Held_co", covariant=True)
Answer = TypeVar("Answer")


class Current(Protocol[Held_co]):
    """What a secret holds: read within the last five minutes, or ``fresh``."""

    def __call__(self, *, fresh: bool = False) -> Held_co: ...


class SecretStores:
    """Both, with what was read lately. ``client_of`` makes a boto3 client of a service by its name."""

    def __init__(self, client_of: Callable[[str], Any]) -> None:
        self._secrets = cache(lambda: SecretsProvider(boto3_client=client_of("secretsmanager")))
        self._parameters = cache(lambda: _SecureStrings(boto3_client=client_of("ssm")))

    def text(self, name: str, *, fresh: bool = False) -> str:
        """What is in it; ``""`` where that is no text.

        Raises what boto3 raises, and SettingsError where it lies in the clear.
        """
        provider = self._parameters() if _is_parameter(name) else self._secrets()
        try:
            value = provider.get(name.removeprefix(_SCHEME), max_age=MAX_AGE, force_fetch=fresh)
        except GetParameterError as error:
            raise (error.__context__ or error) from None  # Powertools makes a text of every error
        return value.strip() if isinstance(value, str) else ""


class _SecureStrings(SSMProvider):
    """Powertools' own hands out the value without its type, and so Strings, which lie in the clear."""

    def _get(self, name: str, decrypt: bool = True, **_options: object) -> str:
        found = self.client.get_parameter(Name=name, WithDecryption=True)["Parameter"]
        if found["Type"] != "SecureString":
            raise SettingsError(
                f"the parameter {name} is a {found['Type']}, which is not encrypted. Put what it holds into "
                "a new one of the type SecureString, and delete this one."
            )
        return str(found["Value"])


class NamedSecret(Generic[Secret]):
    """What ``parse`` makes of the secret that the setting ``variable`` names: a ``Current``.

    ``parse`` raises ValueError, whose text says what it expected and nothing of what it got.
    """

    def __init__(
        self, stores: SecretStores, variable: str, name: str, parse: Callable[[str], Secret]
    ) -> None:
        self._stores = stores
        self._variable = variable
        self._name = name
        self._parse = parse

    def __call__(self, *, fresh: bool = False) -> Secret:
        """Raises SettingsError where it is missing, forbidden, in the clear or of another shape.

        Raises TransientError where trying again may help.
        """
        try:
            return self._parse(self._stores.text(self._name, fresh=fresh))
        except AWS_ERRORS as error:
            raise _translate(error, self._variable, self._name) from error
        except ValueError as error:
            problem = f"{self._variable}: the secret {self._name} is not understood: {error}."
        # Outside the handler: what went before may show the value.
        if not fresh:
            return self(fresh=True)  # it may have been corrected since it was read
        raise SettingsError(problem)


def try_current(secret: Current[Secret], send: Callable[[Secret], Answer]) -> Answer:
    """``send`` with the secret; if that is refused, once more with what the secret holds by now."""
    held = secret()
    try:
        return send(held)
    except CredentialRefused:
        now = secret(fresh=True)
        if now == held:
            raise
    return send(now)


def permission_to_read(name: str) -> str:
    return "ssm:GetParameter" if _is_parameter(name) else "secretsmanager:GetSecretValue"


def _is_parameter(name: str) -> bool:
    return name.startswith(_SCHEME) or name.split(":")[2:3] == ["ssm"]


def _translate(error: AwsError, variable: str, name: str) -> PagebriefError:
    if is_transient(error):
        return TransientError(
            f"The secret {name} could not be read just now ({describe(error)}). Try again later."
        )
    match error_code(error):
        case "ResourceNotFoundException" | "ParameterNotFound":
            advice = f"Check {variable} and the region."
        case "AccessDeniedException":
            advice = f"Allow the function {permission_to_read(name)} on it (and kms:Decrypt on its key)."
        case "DecryptionFailure" | "InvalidKeyId":
            advice = "Allow the function kms:Decrypt on its key, and check that the key is enabled."
        case _:
            advice = "Check that the secret has a value and is not marked for deletion."
    return SettingsError(f"{variable}: the secret {name} can't be read ({describe(error)}). {advice}")
