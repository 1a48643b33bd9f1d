"""The functions' desk, from their environment: the one place that chooses adapters of the account."""

from collections.abc import Iterator, Mapping
from functools import partial

import boto3  # type: ignore[import-untyped] # boto3 ships no types
from botocore.config import Config  # type: ignore[import-untyped] # neither does botocore

from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.adapters.lambda_rewriter import LambdaRewriter
from pagebrief.adapters.s3_archive import S3Archive
from pagebrief.adapters.s3_pages import S3Pages
from pagebrief.adapters.secrets_manager import SecretCache, read_slack_secret
from pagebrief.adapters.ses import SesEmail
from pagebrief.adapters.slack import SlackFromSecret
from pagebrief.bootstrap import SystemClock, find_encoder, find_templates
from pagebrief.pipeline import Desk
from pagebrief.ports import Channel, Rewriter
from pagebrief.settings import Settings

_TIMES = {"connect_timeout": 5, "read_timeout": 20}  # seconds
_PATIENT = Config(**_TIMES, retries={"mode": "standard"})
# SES has no idempotency token: a retry of the client's own could send twice unseen.
_ONCE = Config(**_TIMES, retries={"total_max_attempts": 1})
# A cold start takes half a minute. on_page begins no rewriting that could outlast it: two calls at most.
_REWRITING = Config(connect_timeout=5, read_timeout=65, retries={"mode": "standard", "total_max_attempts": 2})


def page_desk(environment: Mapping[str, str]) -> Desk:
    """All that ``on_page`` needs.

    Raises SettingsError, ModelError, TemplateError: at cold start, so that a wrong set-up is seen at
    the first message and not at the first page that is worth telling.
    """
    settings = Settings.from_environment(environment)
    s3 = boto3.client("s3", config=_PATIENT)
    return Desk(
        pages=S3Pages(s3, settings.max_page_bytes),
        encoder=find_encoder(settings.model_dir),
        store=DynamoDbStore(
            boto3.client("dynamodb", config=_PATIENT), settings.state_table, settings.retention
        ),
        archive=S3Archive(s3, settings.state_bucket),
        channels=tuple(_channels(settings)),
        templates=find_templates(settings.templates_dir),
        clock=SystemClock(),
        sentences=settings.sentences,
        limits=settings.limits,
        rewriter=_rewriter(settings),
        lease=settings.lease,
    )


def _rewriter(settings: Settings) -> Rewriter | None:
    if settings.rewriter_arn is None:
        return None
    return LambdaRewriter(boto3.client("lambda", config=_REWRITING), settings.rewriter_arn)


def _channels(settings: Settings) -> Iterator[Channel]:
    if settings.slack_secret:
        secret = _slack_secret(settings.slack_secret)
        yield SlackFromSecret(secret.get, settings.slack_channel, settings.slack_api_url)
    if settings.email_from:
        yield SesEmail(boto3.client("sesv2", config=_ONCE), settings.email_from, settings.email_to)


def _slack_secret(secret_id: str) -> SecretCache:
    client = boto3.client("secretsmanager", config=_PATIENT)
    return SecretCache(partial(read_slack_secret, client, secret_id), SystemClock())
