"""``python -m benchmarks.load.aws``: AWS in a process of its own.

It throttles the functions, counts what they ask, and prints its address. ``/counted`` there is what was
asked so far, as JSON.
"""

import json
import logging
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from random import Random
from threading import Lock
from typing import Any
from urllib.request import urlopen

from tests.aws_double import AwsDouble

from benchmarks.load.capacity import read_units, write_units
from benchmarks.load.transactions import without_copies

_ROOT = Path(__file__).parents[2]
THROTTLED = 0.02
"""Of the functions' requests."""
_BURST = 4
"""Requests to one service that are throttled one after the other: as many as a client tries, and one more."""
_XML = "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>"
_CODES = {"dynamodb": "ProvisionedThroughputExceededException", "sqs": "RequestThrottled"}


@contextmanager
def aws() -> Iterator[tuple[str, int]]:
    """Address and process id, while it runs."""
    command = [sys.executable, "-m", "benchmarks.load.aws"]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 # ours
        assert server.stdout  # noqa: S101 - for mypy: it is a pipe
        try:
            yield server.stdout.readline().strip(), server.pid
        finally:
            server.terminate()


def counted(url: str) -> dict[str, Any]:
    """``{"calls": {"FUNCTION service:Operation": …}, "throttled": {service: …}, "read": {FUNCTION: units},
    "written": the same}``.
    """
    with urlopen(f"{url}/counted") as answer:  # noqa: S310 - our own server
        found: dict[str, Any] = json.load(answer)
    return found


class Counting:
    """A WSGI application around moto's."""

    def __init__(self, app: Any) -> None:
        self._app, self._lock, self._random = app, Lock(), Random(7)  # noqa: S311 - no secret
        self._left: Counter[str] = Counter()
        self._calls: Counter[str] = Counter()
        self._throttled: Counter[str] = Counter()
        self._read: Counter[str] = Counter()
        self._written: Counter[str] = Counter()

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        if environ["PATH_INFO"] == "/counted":
            start_response("200 OK", [("Content-Type", "application/json")])
            return [json.dumps(self._counted()).encode()]
        function = _function(environ)
        if function is None:
            answer: Iterable[bytes] = self._app(environ, start_response)
            return answer
        service, operation = _asked(environ)
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        environ["wsgi.input"] = BytesIO(body)
        with self._lock:
            self._calls[f"{function} {service}:{operation}"] += 1
            throttle = self._throttles(service)
        if throttle:
            return _refusal(service, start_response)
        said = b"".join(self._app(environ, start_response))
        if service == "dynamodb":
            self._count(function, operation, body, said)
        return [said]

    def _throttles(self, service: str) -> bool:
        if not self._left[service] and self._random.random() < THROTTLED / _BURST:
            self._left[service] = _BURST
        if self._left[service]:
            self._left[service] -= 1
            self._throttled[service] += 1
            return True
        return False

    def _count(self, function: str, operation: str, asked: bytes, said: bytes) -> None:
        with self._lock:
            self._read[function] += read_units(operation, json.loads(said))
            self._written[function] += write_units(operation, json.loads(asked))

    def _counted(self) -> Mapping[str, Any]:
        with self._lock:
            return {
                "calls": dict(self._calls),
                "throttled": dict(self._throttled),
                "read": dict(self._read),
                "written": dict(self._written),
            }


def _function(environ: Mapping[str, Any]) -> str | None:
    """Who asks, by the id of the access key; None: the benchmark itself."""
    key = environ.get("HTTP_AUTHORIZATION", "").partition("Credential=")[2].partition("/")[0]
    return key if key.endswith("Function") else None


def _asked(environ: Mapping[str, Any]) -> tuple[str, str]:
    """Service and operation."""
    target, _, operation = environ.get("HTTP_X_AMZ_TARGET", "").partition(".")
    if not target:
        return "s3", environ["REQUEST_METHOD"]
    return {"DynamoDB_20120810": "dynamodb", "AmazonSQS": "sqs"}.get(target, target.lower()), operation


def _refusal(service: str, start_response: Any) -> Iterable[bytes]:
    if service == "s3":
        start_response("503 Slow Down", [("Content-Type", "application/xml")])
        return [_XML.encode()]
    code = _CODES.get(service, "ThrottlingException")
    start_response(
        "400 Bad Request", [("Content-Type", "application/x-amz-json-1.0"), ("x-amzn-ErrorType", code)]
    )
    return [json.dumps({"__type": code, "message": "Rate exceeded"}).encode()]


def main() -> None:
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # not every request
    without_copies()
    with AwsDouble(around=Counting) as double:
        print(double.url, flush=True)
        signal.sigwait({signal.SIGTERM, signal.SIGINT})


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM, signal.SIGINT})
    main()
