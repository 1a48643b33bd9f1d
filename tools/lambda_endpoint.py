"""The built functions in their containers, kept warm by ``sam local start-lambda``."""

import json
import os
import socket
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

import boto3  # type: ignore[import-untyped] # boto3 ships no types
from botocore.config import Config  # type: ignore[import-untyped] # nor does botocore
from tools.sam_local import REGION, ROOT, InvocationError, clean_environment, container_options, sam

START_SECONDS = 120
"""The first start on a machine builds the container's image."""


class LambdaEndpoint:
    """``with LambdaEndpoint(environments, folder) as call: call("PageFunction", event)``."""

    def __init__(self, environments: Mapping[str, Mapping[str, str]], folder: Path) -> None:
        self._port = _free_port()
        self._environment = folder / "env.json"
        self._environment.write_text(json.dumps(environments), "utf-8")
        self._log = folder / "sam.log"
        keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
        self._client = boto3.client(
            "lambda",
            endpoint_url=f"http://127.0.0.1:{self._port}",
            region_name=REGION,
            config=Config(read_timeout=120, retries={"total_max_attempts": 1}),
            **keys,
        )

    def __call__(self, function: str, event: Mapping[str, Any]) -> Any:
        """The function's answer. Raises InvocationError; SAM gives a failure no error status either."""
        response = self._client.invoke(FunctionName=function, Payload=json.dumps(event))
        text = response["Payload"].read().decode()
        try:
            answer = json.loads(text)
        except ValueError:
            raise InvocationError(f"{text}\n{self.said()}") from None
        if isinstance(answer, dict) and "errorMessage" in answer:
            raise InvocationError(f"{text}\n{self.said()}")
        return answer

    def __enter__(self) -> Self:
        command = [sam(), "local", "start-lambda", "--port", str(self._port), "--warm-containers", "EAGER"]
        command += ["--env-vars", os.fspath(self._environment), *container_options()]
        with self._log.open("w") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own command
                command,
                cwd=ROOT,
                env=clean_environment(),
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for this process, which ends that one
            )
        try:
            self._wait()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(self.said())
            time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=60)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self._port)) == 0

    def said(self) -> str:
        """What SAM and the functions have logged so far."""
        return self._log.read_text("utf-8")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
