"""on_delivery's desk, from its environment: the one place that chooses its adapters."""

from collections.abc import Iterator, Mapping
from functools import partial

from botocore.config import Config  # type: ignore[import-untyped] # botocore ships no types

from pagebrief.adapters.secrets_manager import SecretCache, read_slack_secret
from pagebrief.adapters.ses import SesEmail
from pagebrief.adapters.slack import SlackFromSecret
from pagebrief.adapters.sqs_queue import SqsDeliveryQueue
from pagebrief.bootstrap import SystemClock, find_templates
from pagebrief.bootstrap_aws import TIMES, archive_of, client, queue_of, store_of
from pagebrief.delivering import DeliveryDesk
from pagebrief.ports import Channel
from pagebrief.settings import DeliverySettings
from pagebrief.storytelling import Storyteller

# SES has no idempotency token: a retry of the client's own could send twice unseen.
_ONCE = Config(**TIMES, retries={"total_max_attempts": 1})


def delivery_desk(environment: Mapping[str, str]) -> tuple[DeliveryDesk, SqsDeliveryQueue]:
    """All that ``on_delivery`` needs, and the queue that it puts messages back into.

    Raises SettingsError, TemplateError: at cold start, so that a wrong set-up is seen at the first message.
    """
    settings = DeliverySettings.from_environment(environment)
    archive = archive_of(settings)
    desk = DeliveryDesk(
        store=store_of(settings),
        archive=archive,
        channels={channel.address: channel for channel in channels_of(settings)},
        templates=find_templates(settings.templates_dir),
        clock=SystemClock(),
        lease=settings.lease,
        decide=Storyteller(archive),
        if_unknown=settings.if_unknown,
    )
    return desk, queue_of(settings)


def channels_of(settings: DeliverySettings) -> Iterator[Channel]:
    if settings.slack_secret:
        secret = _slack_secret(settings.slack_secret)
        yield SlackFromSecret(secret.get, settings.slack_channel, settings.slack_api_url)
    if settings.email_from:
        yield SesEmail(client("sesv2", _ONCE), settings.email_from, settings.email_to)


def _slack_secret(secret_id: str) -> SecretCache:
    return SecretCache(partial(read_slack_secret, client("secretsmanager"), secret_id), SystemClock())
