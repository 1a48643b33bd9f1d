"""Executions of the backfill's state machine, with the caller's own credentials."""

import json
from collections.abc import Mapping
from typing import Any

from pagebrief.adapters.aws_looking import look
from pagebrief.errors import PermanentError

_NONE = frozenset({"StateMachineDoesNotExist", "ExecutionDoesNotExist"})


def start(client: Any, machine: str, name: str, given: Mapping[str, object]) -> str:
    """The ARN of the execution. Raises NotAllowed, TransientError, PermanentError.

    One that runs by that name with the same input is taken for this one.
    """
    call = client.start_execution
    answer = look(
        "states:StartExecution", call, _NONE, stateMachineArn=machine, name=name, input=json.dumps(given)
    )
    if answer is None:
        raise PermanentError(f"The state machine {machine} does not exist. Deploy infra/backfill.yaml anew.")
    return str(answer["executionArn"])
