"""In place of awslambdaric's C++ client, which is for Linux alone: the same calls in Python."""

import os
from http.client import HTTPConnection, HTTPResponse

_INVOCATION = "/2018-06-01/runtime/invocation"
_DEADLINE = "Lambda-Runtime-Deadline-Ms"


def initialize_client(_user_agent: str) -> None:
    """Nothing is kept: each call has a connection of its own."""


def next() -> tuple[bytes, dict[str, str | int]]:
    """The event, and the headers that came with it. Waits as long as it takes."""
    response, body = _ask("GET", f"{_INVOCATION}/next")
    headers = dict(response.getheaders())
    return body, headers | {_DEADLINE: int(headers[_DEADLINE])}


def post_invocation_result(
    invoke_id: str, result: bytes, content_type: str, _invocation_id: str | None = None
) -> None:
    _ask("POST", f"{_INVOCATION}/{invoke_id}/response", result, {"Content-Type": content_type})


def post_error(invoke_id: str, error: str, _xray_fault: str, _invocation_id: str | None = None) -> None:
    _ask("POST", f"{_INVOCATION}/{invoke_id}/error", error.encode(), {"Content-Type": "application/json"})


def _ask(
    method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        return response, response.read()
    finally:
        connection.close()
