"""Both stores of secrets, the same to whoever reads: Secrets Manager, and SSM's SecureStrings."""

import json
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from aws_lambda_powertools.utilities.parameters import base

from conftest import MakeClient
from http_double import HttpDouble, Reply, refusing_url
from pagebrief.adapters.secret_stores import NamedSecret, SecretStores
from pagebrief.errors import SettingsError, TransientError

ACCOUNT = "eu-west-1:123456789012"


@dataclass(frozen=True)
class Store:
    service: str
    name: str
    put: Callable[[Any, str], None]
    """With a client: so that the secret of that name holds this."""
    action: str
    absent: str


def put_secret(client: Any, value: str) -> None:
    try:
        client.create_secret(Name=SECRET, SecretString=value)
    except client.exceptions.ResourceExistsException:
        client.put_secret_value(SecretId=SECRET, SecretString=value)


def put_parameter(client: Any, value: str, kind: str = "SecureString") -> None:
    client.put_parameter(Name=PARAMETER, Value=value, Type=kind, Overwrite=True)


SECRET, PARAMETER = f"pagebrief/{uuid4().hex}", f"/pagebrief/{uuid4().hex}"
_SECRETS = ("secretsmanager", put_secret, "secretsmanager:GetSecretValue", "ResourceNotFoundException")
_SSM = ("ssm", put_parameter, "ssm:GetParameter", "ParameterNotFound")
STORES = {
    name: Store(service, name, put, action, absent)
    for name, (service, put, action, absent) in {
        SECRET: _SECRETS,
        f"ssm:{PARAMETER}": _SSM,
        f"arn:aws:ssm:{ACCOUNT}:parameter{PARAMETER}": _SSM,
    }.items()
}
EACH = pytest.mark.parametrize("store", STORES.values(), ids=["secret", "parameter", "parameter's ARN"])


def upper(text: str) -> str:
    """A parser that takes letters alone."""
    if not text.isalpha():
        raise ValueError("it must hold letters")
    return text.upper()


def named(store: Store, client: Any) -> NamedSecret[str]:
    def client_of(service: str) -> Any:
        assert service == store.service
        return client

    return NamedSecret(SecretStores(client_of), "SLACK_SECRET", store.name, upper)


@EACH
def test_what_is_in_it_is_read_from_the_store_that_its_name_tells(
    store: Store, make_client: MakeClient, aws_endpoint: str
) -> None:
    client = make_client(store.service, aws_endpoint)
    store.put(client, " private\n")
    assert named(store, client)() == "PRIVATE"


def test_a_parameter_that_is_not_encrypted_is_refused_and_never_shown(
    make_client: MakeClient, aws_endpoint: str
) -> None:
    client, name = make_client("ssm", aws_endpoint), f"/pagebrief/{uuid4().hex}"
    client.put_parameter(Name=name, Value="private", Type="String")
    secret = NamedSecret(SecretStores(lambda _: client), "SLACK_SECRET", f"ssm:{name}", upper)
    with pytest.raises(SettingsError, match=f"the parameter {name} is a String, .* not encrypted") as failure:
        secret()
    assert "private" not in "".join(traceback.format_exception(failure.value))


@EACH
def test_another_shape_is_a_settings_error_that_names_the_secret_and_never_shows_it(
    store: Store, make_client: MakeClient, aws_endpoint: str
) -> None:
    client = make_client(store.service, aws_endpoint)
    store.put(client, "private-1")
    expected = f"SLACK_SECRET: the secret {store.name} is not understood: it must hold letters"
    with pytest.raises(SettingsError, match=expected) as failure:
        named(store, client)()
    assert "private" not in "".join(traceback.format_exception(failure.value))


@EACH
def test_it_is_read_once_in_five_minutes_and_a_rotated_one_taken_up_then(
    store: Store, make_client: MakeClient, aws_endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make_client(store.service, aws_endpoint)
    store.put(client, "old")
    clock = StandingClock(monkeypatch)
    secret = named(store, client)
    assert secret() == "OLD"
    store.put(client, "new")
    clock.advance(300)
    assert secret() == "OLD"
    clock.advance(1)
    assert secret() == "NEW"


@EACH
def test_who_asks_for_a_fresh_one_gets_it_and_so_do_all_after(
    store: Store, make_client: MakeClient, aws_endpoint: str
) -> None:
    client = make_client(store.service, aws_endpoint)
    store.put(client, "old")
    secret = named(store, client)
    assert secret() == "OLD"
    store.put(client, "new")
    assert (secret(), secret(fresh=True), secret()) == ("OLD", "NEW", "NEW")


@EACH
def test_a_corrected_one_is_taken_up_at_once(
    store: Store, make_client: MakeClient, aws_endpoint: str
) -> None:
    client = make_client(store.service, aws_endpoint)
    store.put(client, "private-1")
    secret = named(store, client)
    with pytest.raises(SettingsError):
        secret()
    store.put(client, "right")
    assert secret() == "RIGHT"


def error(status: int, code: str) -> Reply:
    body = json.dumps({"__type": code, "Message": "As told."}).encode()
    return Reply(status, body, {"Content-Type": "application/x-amz-json-1.1"})


@EACH
def test_a_refusal_says_what_to_do(store: Store, make_client: MakeClient) -> None:
    for code, advice in {
        store.absent: "Check SLACK_SECRET and the region",
        "AccessDeniedException": f"Allow the function {store.action}",
        "DecryptionFailure": "kms:Decrypt",
        "InvalidKeyId": "kms:Decrypt",
        "InvalidRequestException": "not marked for deletion",
    }.items():
        with HttpDouble(error(400, code)) as aws, pytest.raises(SettingsError, match=advice) as failure:
            named(store, make_client(store.service, aws.url))()
        assert f"SLACK_SECRET: the secret {store.name} can't be read ({code}: As told.)" in str(failure.value)


@EACH
def test_there_is_none_of_that_name(store: Store, make_client: MakeClient, aws_endpoint: str) -> None:
    secret = NamedSecret(
        SecretStores(lambda service: make_client(service, aws_endpoint)),
        "SLACK_SECRET",
        f"{store.name}/not-here",
        upper,
    )
    with pytest.raises(SettingsError, match="Check SLACK_SECRET and the region"):
        secret()


@EACH
@pytest.mark.parametrize(
    "reply", [error(400, "ThrottlingException"), error(500, "InternalServerError"), Reply(503)]
)
def test_what_may_pass_is_transient(store: Store, make_client: MakeClient, reply: Reply) -> None:
    with HttpDouble(reply) as aws, pytest.raises(TransientError, match="could not be read just now"):
        named(store, make_client(store.service, aws.url))()


@EACH
def test_a_refused_connection_is_transient(store: Store, make_client: MakeClient) -> None:
    with pytest.raises(TransientError, match="Try again later"):
        named(store, make_client(store.service, refusing_url()))()


class StandingClock:
    """Powertools' clock, which goes on when it is told to."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._now = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 # as Powertools has it
        monkeypatch.setattr(base, "datetime", self)

    def now(self) -> datetime:
        return self._now

    def advance(self, seconds: int) -> None:
        self._now += timedelta(seconds=seconds)
