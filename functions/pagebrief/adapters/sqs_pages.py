"""The queue that pages come in by, and the dead letters of both queues, with the caller's own credentials."""

import json
from collections.abc import Sequence
from typing import Any

from pagebrief.adapters.aws_looking import look
from pagebrief.adapters.s3_events import replay_message
from pagebrief.delivery import Replay
from pagebrief.errors import PermanentError, TransientError
from pagebrief.model import PageRef

_ATTEMPTS = 3
MOST_PER_SECOND = 500
"""That a redrive can be told to move."""


class SqsPageQueue:
    def __init__(self, client: Any, url: str) -> None:
        self._client = client
        self._url = url

    def put(self, replay: Replay, refs: Sequence[PageRef]) -> None:
        """A message that was taken twice tells nothing twice. Raises TransientError, PermanentError."""
        entries = [
            {"Id": str(number), "MessageBody": json.dumps(replay_message(replay, [ref]))}
            for number, ref in enumerate(refs)
        ]
        for _ in range(_ATTEMPTS):
            failed = self._failed(entries)
            entries = [entry for entry in entries if entry["Id"] in failed]
            if not entries:
                return
        raise TransientError(f"The queue {self._url} does not take all messages. Try again later.")

    def _failed(self, entries: Sequence[dict[str, str]]) -> set[str]:
        call = self._client.send_message_batch
        answer = look("sqs:SendMessage", call, QueueUrl=self._url, Entries=entries)
        if answer is None:
            raise PermanentError(f"The queue {self._url} does not exist.")
        failures = answer.get("Failed", [])
        for each in failures:
            if each["SenderFault"]:
                raise PermanentError(f"The queue {self._url} refused a message ({each['Code']}).")
        return {each["Id"] for each in failures}


def redrive(client: Any, arn: str, per_second: int | None) -> None:
    """Start moving what lies in a dead-letter queue back to where it came from, standard or FIFO.

    https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html
    """
    pace: dict[str, Any] = (
        {"MaxNumberOfMessagesPerSecond": min(per_second, MOST_PER_SECOND)} if per_second else {}
    )
    call = client.start_message_move_task
    if look("sqs:StartMessageMoveTask", call, SourceArn=arn, **pace) is None:
        raise PermanentError(f"The queue {arn} does not exist, or no queue has it for its dead letters.")
