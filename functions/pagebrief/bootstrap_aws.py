"""The account's state, as every function has it: its store, its archive, its queue."""

from typing import Any

import boto3  # type: ignore[import-untyped] # boto3 ships no types
from botocore.config import Config  # type: ignore[import-untyped] # neither does botocore

from pagebrief.adapters.dynamodb_store import DynamoDbStore
from pagebrief.adapters.s3_archive import S3Archive
from pagebrief.adapters.s3_shelf import S3Shelf
from pagebrief.adapters.sqs_queue import SqsDeliveryQueue
from pagebrief.bootstrap import SystemClock
from pagebrief.settings import Settings

TIMES = {"connect_timeout": 5, "read_timeout": 20}  # seconds
_PATIENT = Config(**TIMES, retries={"mode": "standard"})


def client(service: str, config: Config = _PATIENT) -> Any:
    return boto3.client(service, config=config)


def store_of(settings: Settings) -> DynamoDbStore:
    return DynamoDbStore(client("dynamodb"), settings.state_table, settings.retention)


def archive_of(settings: Settings) -> S3Archive:
    return S3Archive(client("s3"), settings.state_bucket)


def shelf_in(bucket: str, prefix: str = "") -> S3Shelf:
    """``prefix``: of the names that it lists."""
    s3 = client("s3", _PATIENT.merge(Config(signature_version="s3v4")))
    return S3Shelf(s3, bucket, SystemClock(), prefix)


def queue_of(settings: Settings) -> SqsDeliveryQueue:
    return SqsDeliveryQueue(client("sqs"), settings.delivery_queue)
