"""The doctor, with the caller's own credentials: the one place that chooses its adapters."""

from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from pagebrief.adapters.aws_account import AwsAccount
from pagebrief.adapters.aws_looking import look
from pagebrief.adapters.s3_watches import S3Watches
from pagebrief.adapters.ses_account import SesAccount
from pagebrief.adapters.slack_secret import parse_slack_secret
from pagebrief.adapters.slack_workspace import SlackWorkspace
from pagebrief.adapters.smtp_server import parse_smtp_secret
from pagebrief.bootstrap import SystemClock
from pagebrief.bootstrap_aws import client
from pagebrief.deployment import SlackKeys
from pagebrief.diagnosing import Doctor

_SLACK_API = "https://slack.com/api/"


def doctor(environment: Mapping[str, str]) -> Doctor:
    """SLACK_API_URL may name another Slack. Raises PermanentError where no AWS region is set."""
    api_url = environment.get("SLACK_API_URL") or _SLACK_API
    client_of = cache(_client)
    return Doctor(
        account=AwsAccount(client_of, SystemClock()),
        mail=SesAccount(client_of("sesv2")),
        watches_in=lambda bucket: S3Watches(client_of("s3"), bucket),
        workspace=partial(SlackWorkspace, api_url=api_url),
        slack_keys=_slack_keys,
        smtp_server=parse_smtp_secret,
    )


def _client(service: str) -> Any:
    return look("", client, service=service)  # a missing region is an error of botocore's, too


def _slack_keys(text: str) -> SlackKeys:
    secret = parse_slack_secret(text)
    return SlackKeys(secret.bot_token, bool(secret.webhook_url), tuple(secret.webhooks))
