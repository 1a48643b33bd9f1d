"""Lambda's side of its Runtime API, for a function in a process of its own: what it is given and asked.

https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from time import time

from tools.local.server import LocalHandler
from tools.sam_local import REGION


@dataclass(frozen=True)
class Function:
    """As the template has it."""

    name: str
    handler: str
    timeout: float
    """In seconds."""
    memory: int
    """In MiB; the function can read it, but nobody holds it to that."""
    environment: Mapping[str, str]


@dataclass(frozen=True)
class Invocation:
    """One call: its event as JSON, and how many seconds it may take."""

    id: str
    event: bytes
    timeout: float


def environment(function: Function, api: str, code: Path, key_id: str = "testing") -> dict[str, str]:
    """Lambda's own variables and the template's, and nothing of this machine's. ``key_id``: who asks AWS.

    https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
    """
    of_lambda = {
        "AWS_LAMBDA_RUNTIME_API": api,
        "AWS_LAMBDA_FUNCTION_NAME": function.name,
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "INFO",
        "_HANDLER": function.handler,
        "LAMBDA_TASK_ROOT": os.fspath(code),
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": key_id,
        "AWS_SECRET_ACCESS_KEY": "testing",
        "LANG": "en_US.UTF-8",
        "TZ": ":UTC",
    }
    # Nobody gathers traces here.
    here = {"PATH": os.defpath, "PYTHONUTF8": "1", "POWERTOOLS_TRACE_DISABLED": "true"}
    return {**of_lambda, **here, **function.environment}


def handler_of(
    function: Function, following: Callable[[], Invocation | None], take: Callable[[str, bytes], None]
) -> type[LocalHandler]:
    """``following`` waits for what the process is to do next; None: nothing more. ``take``: what it posts."""

    class Handler(LocalHandler):
        def do_GET(self) -> None:  # noqa: N802 - http.server's name
            if (invocation := following()) is None:
                self.close_connection = True
                return
            self.answer(HTTPStatus.OK, invocation.event, _headers(function, invocation))

        def do_POST(self) -> None:  # noqa: N802 - http.server's name
            take(self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.answer(HTTPStatus.ACCEPTED, b"{}", {})

    return Handler


def _headers(function: Function, invocation: Invocation) -> Mapping[str, str]:
    arn = f"arn:aws:lambda:{REGION}:123456789012:function:{function.name}"
    return {
        "Content-Type": "application/json",
        "Lambda-Runtime-Aws-Request-Id": invocation.id,
        "Lambda-Runtime-Deadline-Ms": str(int((time() + invocation.timeout) * 1000)),
        "Lambda-Runtime-Invoked-Function-Arn": arn,
        "Lambda-Runtime-Trace-Id": "",
    }
