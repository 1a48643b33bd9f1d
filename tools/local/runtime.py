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
from http import HTTPStatus
from importlib.util import find_spec
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic, time
from typing import Any, Self
from uuid import uuid4

from tests.serving import Serving
from tools.local.server import LocalHandler, LocalServer
from tools.sam_local import REGION, ROOT, InvocationError

FUNCTIONS = ROOT / "functions"
CLIENT = Path(__file__).parent / "client"
"""What stands in for awslambdaric's own HTTP client where that isn't built: on anything but Linux."""
_API = "/2018-06-01/runtime"
START_SECONDS = 60
"""Lambda gives 10, to a processor that does nothing else."""

Tell = Callable[[str], None]
"""Takes a line of what the function says."""


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
class _Invocation:
    id: str
    event: bytes
    timeout: float


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
        self._server = LocalServer(0, _handler(self))
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
        invocation = _Invocation(str(uuid4()), json.dumps(event).encode(), self._function.timeout)
        self._wait_for(f"{_API}/invocation/next", START_SECONDS)
        self._invocations.put(invocation)
        said = self._wait_for(f"{_API}/invocation/{invocation.id}/", invocation.timeout)
        answer = json.loads(said.body)
        if said.path.endswith("/error"):
            raise InvocationError(f"{answer.get('errorType')}: {answer.get('errorMessage')}")
        return answer

    def next(self) -> _Invocation | None:
        """What the process that asks is to do next; None: nothing more."""
        invocations = self._invocations  # those of this process: another has its own
        self.take(f"{_API}/invocation/next")
        return invocations.get()

    def take(self, path: str, body: bytes = b"") -> None:
        self._said.put(_Said(path, body))

    def _start(self) -> None:
        self._invocations: SimpleQueue[_Invocation | None] = SimpleQueue()
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
        """Lambda's own variables and the template's, and nothing of this machine's but the PATH.

        https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
        """
        function = self._function
        of_lambda = {
            "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{self._server.server_port}",
            "AWS_LAMBDA_FUNCTION_NAME": function.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(function.memory),
            "AWS_LAMBDA_LOG_FORMAT": "JSON",
            "AWS_LAMBDA_LOG_LEVEL": "INFO",
            "_HANDLER": function.handler,
            "LAMBDA_TASK_ROOT": os.fspath(self._code),
            "AWS_REGION": REGION,
            "AWS_DEFAULT_REGION": REGION,
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
        }
        here = {
            "PATH": os.environ.get("PATH", os.defpath),
            "PYTHONPATH": os.fspath(self._client or ""),
            "PYTHONUTF8": "1",
            "POWERTOOLS_TRACE_DISABLED": "true",  # nobody gathers traces here
        }
        return {**of_lambda, **here, **function.environment}


def _handler(runtime: Runtime) -> type[LocalHandler]:
    class Handler(LocalHandler):
        def do_GET(self) -> None:  # noqa: N802 - http.server's name
            if (invocation := runtime.next()) is None:
                self.close_connection = True
                return
            self.answer(HTTPStatus.OK, invocation.event, _headers(invocation))

        def do_POST(self) -> None:  # noqa: N802 - http.server's name
            runtime.take(self.path, self.rfile.read(int(self.headers["Content-Length"])))
            self.answer(HTTPStatus.ACCEPTED, b"{}", {})

    return Handler


def _headers(invocation: _Invocation) -> Mapping[str, str]:
    return {
        "Content-Type": "application/json",
        "Lambda-Runtime-Aws-Request-Id": invocation.id,
        "Lambda-Runtime-Deadline-Ms": str(int((time() + invocation.timeout) * 1000)),
        "Lambda-Runtime-Invoked-Function-Arn": f"arn:aws:lambda:{REGION}:123456789012:function:local",
        "Lambda-Runtime-Trace-Id": "",
    }
