"""The channel of any address that a watch may name, made when it is first asked for and kept."""

from collections.abc import Callable
from functools import cache, partial

from botocore.config import Config  # type: ignore[import-untyped] # botocore ships no types

from pagebrief.adapters.secret_stores import NamedSecret, SecretStores
from pagebrief.adapters.ses import SesEmail
from pagebrief.adapters.slack_secret import SlackFromSecret, parse_slack_secret
from pagebrief.adapters.smtp import SmtpEmail
from pagebrief.adapters.smtp_server import parse_smtp_secret
from pagebrief.bootstrap_aws import TIMES, client
from pagebrief.errors import SettingsError
from pagebrief.ports import Channel
from pagebrief.settings import DeliverySettings
from pagebrief.watch import Kind

# SES has no idempotency token: a retry of the client's own could send twice unseen.
_ONCE = Config(**TIMES, retries={"total_max_attempts": 1})


def channels_of(settings: DeliverySettings) -> Callable[[str], Channel]:
    """Address → channel, the same for each. That raises SettingsError for a kind that isn't set up."""
    stores = SecretStores(client)
    slack, email = _slack(settings, stores), _email(settings, stores)

    @cache
    def channel(address: str) -> Channel:
        match address.partition(":")[0]:
            case Kind.SLACK | Kind.WEBHOOK:
                return slack(address)
            case Kind.EMAIL:
                return email(address)
            case _:
                raise SettingsError(f"{address} is no channel: slack:…, webhook:… and email:… are")

    return channel


def _slack(settings: DeliverySettings, stores: SecretStores) -> Callable[[str], Channel]:
    if not settings.slack_secret:
        return partial(_not_set_up, "SLACK_SECRET")
    secret = NamedSecret(stores, "SLACK_SECRET", settings.slack_secret, parse_slack_secret)
    return lambda address: SlackFromSecret(secret, address, settings.slack_home, settings.slack_api_url)


def _email(settings: DeliverySettings, stores: SecretStores) -> Callable[[str], Channel]:
    sender = settings.email_from
    if not sender:
        return partial(_not_set_up, "EMAIL_FROM")
    if not settings.smtp_secret:
        ses = client("sesv2", _ONCE)
        return lambda address: SesEmail(ses, sender, _recipients(address))
    server = NamedSecret(stores, "SMTP_SECRET", settings.smtp_secret, parse_smtp_secret)
    return lambda address: SmtpEmail(server, sender, _recipients(address))


def _recipients(address: str) -> list[str]:
    return address.removeprefix("email:").split(",")


def _not_set_up(variable: str, address: str) -> Channel:
    raise SettingsError(f"{address} can't be told: {variable} is not set. Set it, and redrive what waits.")
