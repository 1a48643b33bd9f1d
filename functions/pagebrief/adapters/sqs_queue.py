"""The queue of deliveries: an SQS FIFO queue, one message group a channel."""

import json
import re
from hashlib import sha256
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, is_transient
from pagebrief.errors import PagebriefError, PermanentError, TransientError

LONGEST_DELAY = 43_200
"""Seconds: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html"""

# Alphanumeric characters and ASCII punctuation, 128 at most:
# https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
_GROUP_ID = re.compile(r"[!-~]{1,128}")


class SqsDeliveryQueue:
    """The deduplication id is the item's: what is put twice within five minutes comes once."""

    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def put(self, channel: str, item_id: str) -> None:
        try:
            self._client.send_message(
                QueueUrl=self._url,
                MessageBody=json.dumps({"channel": channel, "item": item_id}),
                MessageGroupId=_group_id(channel),
                MessageDeduplicationId=item_id,
            )
        except AWS_ERRORS as error:
            raise _translate(error, self._url, "SendMessage") from error

    def delay(self, receipt_handle: str, seconds: int) -> None:
        """Let a message that was received come again after that time, and with it those behind it."""
        try:
            self._client.change_message_visibility(
                QueueUrl=self._url,
                ReceiptHandle=receipt_handle,
                VisibilityTimeout=max(0, min(seconds, LONGEST_DELAY)),
            )
        except AWS_ERRORS as error:
            raise _translate(error, self._url, "ChangeMessageVisibility") from error


def read_message(body: str) -> tuple[str, str]:
    """The channel and the item that a message asks to be told. Raises PermanentError."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        message = None
    match message:
        case {"channel": str(channel), "item": str(item)}:
            return channel, item
    raise PermanentError('The message is no delivery: expected {"channel": "…", "item": "…"}.')


def _group_id(channel: str) -> str:
    return channel if _GROUP_ID.fullmatch(channel) else sha256(channel.encode()).hexdigest()


def _translate(error: AwsError, url: str, action: str) -> PagebriefError:
    if is_transient(error):
        return TransientError(
            f"The queue {url} does not answer just now ({describe(error)}). Try again later."
        )
    return PermanentError(
        f"The queue {url} refused ({describe(error)}). Check DELIVERY_QUEUE; allow the function sqs:{action}."
    )
