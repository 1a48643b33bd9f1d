"""A function of the working copy in a process of its own, called as Lambda calls it.

AWS's own runtime interface client runs in it, ``awslambdaric``; here is what Lambda has on the other side:
https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import Any, Self
from uuid import uuid4

from tests.serving import Serving
from tools.local.server import LocalServer
from tools.runtime_api import Function, Invocation, environment, handler_of
from tools.sam_local import ROOT, InvocationError

FUNCTIONS = ROOT / "functions"
CLIENT = Path(__file__).parent / "client"
"""What stands in for awslambdaric's own HTTP client where that isn't built: on anything but Linux."""
_API = "/2018-06-01/runtime"
START_SECONDS = 60
"""Lambda gives 10, to a processor that does nothing else."""

Tell = Callable[[str], None]
"""Takes a line of what the function says."""


@dataclass(frozen=True)
class _Said:
    """What the process posted: to which path, and what."""

    path: str
    body: bytes


class Runtime(Serving):
    """``with Runtime(function, tell) as call: call(event)``: one event at a time.

    A process that ended or took too long is replaced by a new one, as in Lambda.
    """

    def __init__(
        self, function: Function, tell: Tell, code: Path = FUNCTIONS, client: Path | None = None
    ) -> None:
        self._function, self._tell, self._code = function, tell, code
        self._client = client or (None if find_spec("runtime_client") else CLIENT)

    def __enter__(self) -> Self:
        self._server = LocalServer(0, handler_of(self._function, self.next, self.take))
        self.serve(self._server)
        self._start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop()
        super().__exit__()

    def __call__(self, event: Mapping[str, Any]) -> Any:
        """The handler's answer. Raises InvocationError."""
        if self._process.poll() is not None:
            self._stop()
            self._start()
        invocation = Invocation(str(uuid4()), json.dumps(event).encode(), self._function.timeout)
        self._wait_for(f"{_API}/invocation/next", START_SECONDS)
        self._invocations.put(invocation)
        said = self._wait_for(f"{_API}/invocation/{invocation.id}/", invocation.timeout)
        answer = json.loads(said.body)
        if said.path.endswith("/error"):
            raise InvocationError(f"{answer.get('errorType')}: {answer.get('errorMessage')}")
        return answer

    def next(self) -> Invocation | None:
        """What the process that asks is to do next; None: nothing more."""
        invocations = self._invocations  # those of this process: another has its own
        self.take(f"{_API}/invocation/next")
        return invocations.get()

    def take(self, path: str, body: bytes = b"") -> None:
        self._said.put(_Said(path, body))

    def _start(self) -> None:
        self._invocations: SimpleQueue[Invocation | None] = SimpleQueue()
        self._said: SimpleQueue[_Said] = SimpleQueue()
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "awslambdaric", self._function.handler],
            cwd=self._code,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C is for this process, which ends that one
        )
        self._reader = Thread(target=self._read, args=(self._process,))
        self._reader.start()

    def _stop(self) -> None:
        self._invocations.put(None)
        self._process.kill()
        self._process.wait()
        self._reader.join()

    def _read(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout  # noqa: S101 - for mypy: it is a pipe
        with process.stdout as lines:
            for line in lines:
                self._tell(line.rstrip("\n"))

    def _wait_for(self, path: str, seconds: float) -> _Said:
        """What the process says to that path or below it."""
        deadline = monotonic() + seconds
        while True:
            try:
                said = self._said.get(timeout=0.05)
            except Empty:
                self._check(deadline, seconds)
                continue
            if said.path.startswith(path):
                return said
            if said.path == f"{_API}/init/error":
                raise InvocationError(f"it does not start: {json.loads(said.body).get('errorMessage')}")

    def _check(self, deadline: float, seconds: float) -> None:
        if (status := self._process.poll()) is not None:
            raise InvocationError(f"its process ended with {status}")
        if monotonic() > deadline:
            self._process.kill()
            self._process.wait()
            raise InvocationError(f"it took more than {seconds:g} s")

    def _environment(self) -> dict[str, str]:
        api = f"127.0.0.1:{self._server.server_port}"
        here = {"PATH": os.environ.get("PATH", os.defpath), "PYTHONPATH": os.fspath(self._client or "")}
        return {**environment(self._function, api, self._code), **here}
