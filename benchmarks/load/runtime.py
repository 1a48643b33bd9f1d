"""A function in a process of its own, called as Lambda calls it, and what each call takes.

The process runs AWS's own runtime interface client; here is what Lambda has on the other side:
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from time import monotonic, time
from typing import Any, Self
from uuid import uuid4

from tests.serving import Serving
from tools.sam_local import REGION

from benchmarks.load import process

_START_SECONDS = 120


class FunctionError(Exception):
    """The function raised; the message says what."""


@dataclass(frozen=True)
class Function:
    """As the template has it. ``timeout`` in seconds, ``memory`` in MiB; where code and Python lie."""

    name: str
    handler: str
    timeout: int
    memory: int
    environment: Mapping[str, str]
    code: Path
    python: Path


@dataclass(frozen=True)
class Call:
    """What one took: ``cpu`` and ``wall`` in seconds. ``resident``: MB after it; ``records`` of its event."""

    cpu: float
    wall: float
    resident: float
    records: int


class Sandbox(Serving):
    """``with Sandbox(function) as call: call(event)``: one process of it, one event at a time."""

    def __init__(self, function: Function, log: Path) -> None:
        self.function, self.calls = function, list[Call]()
        self._log, self._events, self._answers = log, SimpleQueue[bytes](), SimpleQueue[tuple[str, bytes]]()

    def __enter__(self) -> Self:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.serve(self._server)
        with self._log.open("w") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [os.fspath(self.function.python), "-m", "awslambdaric", self.function.handler],
                cwd=self.function.code,
                env=self._environment(),
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        path, body = self._answers.get(timeout=_START_SECONDS)
        if path != "next":
            self.__exit__()
            raise RuntimeError(f"{self.function.name} does not start: {body.decode()}")
        self.start_cpu = process.cpu_seconds(self._process.pid)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        self._events.put(b"")
        super().__exit__()

    def __call__(self, event: Mapping[str, Any]) -> Any:
        """The handler's answer. Raises FunctionError, Empty (it took longer than its timeout)."""
        before, began = process.cpu_seconds(self._process.pid), monotonic()
        self._events.put(json.dumps(event).encode())
        path, body = self._answers.get(timeout=self.function.timeout)
        wall = monotonic() - began
        while self._answers.get(timeout=self.function.timeout)[0] != "next":
            pass
        cpu = process.cpu_seconds(self._process.pid) - before
        resident = process.resident_megabytes(self._process.pid)
        self.calls.append(Call(cpu, wall, resident, len(event.get("Records", ()))))
        if path != "response":
            raise FunctionError(f"{self.function.name}: {body.decode()}")
        return json.loads(body)

    def said(self) -> str:
        return self._log.read_text("utf-8")

    def next(self) -> bytes:
        """The next event, once there is one. Empty: there will be none."""
        self._answers.put(("next", b""))
        return self._events.get()

    def take(self, path: str, body: bytes) -> None:
        self._answers.put((path.rsplit("/", 1)[-1], body))

    def _environment(self) -> dict[str, str]:
        """Lambda's own and the template's. The key's id tells the functions' calls from others, and apart."""
        function = self.function
        of_lambda = {
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_port}",
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_LOG_LEVEL": "INFO",
            "LAMBDA_TASK_ROOT": os.fspath(function.code),
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": function.name,
            "AWS_SECRET_ACCESS_KEY": "none",
            "TZ": ":UTC",
        }
        # Nobody gathers traces here.
        here = {"PATH": os.defpath, "PYTHONUTF8": "1", "POWERTOOLS_TRACE_DISABLED": "true"}
        return of_lambda | here | dict(function.environment)


def _handler(sandbox: Sandbox) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # head and body in one packet

        def do_GET(self) -> None:
            self.close_connection = not (event := sandbox.next())
            if event:
                self._answer(200, event, _headers(sandbox.function))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(202, b"{}", {})
            sandbox.take(self.path, body)

        def _answer(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)
            self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler


def _headers(function: Function) -> Mapping[str, str]:
    arn = f"arn:aws:lambda:{REGION}:123456789012:function:{function.name}"
    return {
        "Content-Type": "application/json",
        "Lambda-Runtime-Aws-Request-Id": str(uuid4()),
        "Lambda-Runtime-Deadline-Ms": str(int((time() + function.timeout) * 1000)),
        "Lambda-Runtime-Invoked-Function-Arn": arn,
    }
