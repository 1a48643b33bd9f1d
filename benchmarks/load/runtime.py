"""A function in a process of its own, called as Lambda calls it, and what each call takes.

AWS's own runtime interface client runs in it, with ``tools.runtime_api`` on the other side.
"""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from time import monotonic
from typing import Any, Self
from uuid import uuid4

from tests.serving import Serving
from tools.local.server import LocalServer
from tools.runtime_api import Function, Invocation, environment, handler_of

from benchmarks.load import process

_START_SECONDS = 120


class FunctionError(Exception):
    """The function raised; the message says what."""


@dataclass(frozen=True)
class Built(Function):
    """With where its code and its Python lie."""

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

    def __init__(self, function: Built, log: Path) -> None:
        self.function, self.calls = function, list[Call]()
        self._log, self._events, self._answers = (
            log,
            SimpleQueue[Invocation | None](),
            SimpleQueue[tuple[str, bytes]](),
        )

    def __enter__(self) -> Self:
        self._server = LocalServer(0, handler_of(self.function, self.next, self.take))
        self.serve(self._server)
        with self._log.open("w") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                [os.fspath(self.function.python), "-m", "awslambdaric", self.function.handler],
                cwd=self.function.code,
                # The key's id tells the functions' calls from others, and apart.
                env=environment(
                    self.function,
                    f"127.0.0.1:{self._server.server_port}",
                    self.function.code,
                    self.function.name,
                ),
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
        self._events.put(None)
        super().__exit__()

    def __call__(self, event: Mapping[str, Any]) -> Any:
        """The handler's answer. Raises FunctionError, Empty (it took longer than its timeout)."""
        before, began = process.cpu_seconds(self._process.pid), monotonic()
        self._events.put(Invocation(str(uuid4()), json.dumps(event).encode(), self.function.timeout))
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

    def next(self) -> Invocation | None:
        """The next call, once there is one. None: there will be none."""
        self._answers.put(("next", b""))
        return self._events.get()

    def take(self, path: str, body: bytes) -> None:
        self._answers.put((path.rsplit("/", 1)[-1], body))
