"""Where the functions run: each in a process of its own, or built and in containers."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from tools.deployment import Call
from tools.lambda_endpoint import LambdaEndpoint
from tools.local.runtime import Runtime
from tools.local.said import Log
from tools.runtime_api import Function
from tools.sam_local import in_container, listening_address


class Place(Protocol):
    host: str
    """Where a server must listen so that a function can reach it."""

    def url(self, url: str) -> str:
        """The same server, as a function names it."""

    def running(self, functions: Sequence[Function], log: Log) -> AbstractContextManager[Call]: ...


class Processes:
    """The functions of the working copy."""

    host = "127.0.0.1"

    def url(self, url: str) -> str:
        return url

    @contextmanager
    def running(self, functions: Sequence[Function], log: Log) -> Iterator[Call]:
        with ExitStack() as servers:
            started = {
                each.name: servers.enter_context(Runtime(each, log.of(each.name))) for each in functions
            }
            yield lambda name, event: started[name](event)


class Containers:
    """The functions as they were built, by ``sam local start-lambda``. Raises NoEngineError."""

    def __init__(self) -> None:
        self.host = listening_address()

    def url(self, url: str) -> str:
        return in_container(url)

    @contextmanager
    def running(self, functions: Sequence[Function], log: Log) -> Iterator[Call]:
        environments = {each.name: each.environment for each in functions}
        with TemporaryDirectory() as folder, LambdaEndpoint(environments, Path(folder)) as endpoint:
            yield _logged(endpoint, log)


def _logged(endpoint: LambdaEndpoint, log: Log) -> Call:
    """SAM has one log for all: what is new after a call was said by the function that was called."""
    read = 0

    def call(name: str, event: Mapping[str, Any]) -> Any:
        nonlocal read
        try:
            return endpoint(name, event)
        finally:
            new = endpoint.said()[read:]
            read += len(new)
            for line in new.splitlines():
                if line.startswith("{"):
                    log.take(name, line)

    return call
