"""The lines of docs/local.md, run as they stand there."""

import json
import platform
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from threading import Thread

import pytest
from tools.sam_local import ROOT, clean_environment

pytestmark = pytest.mark.container

DOC = (ROOT / "docs/local.md").read_text("utf-8")
START_SECONDS = 120
"""The first start on a machine builds the container's image."""


def line(beginning: str) -> str:
    """The one command that begins so, for this machine's processor."""
    blocks = re.findall(r"^```console\n(.*?)^```", DOC, re.MULTILINE | re.DOTALL)
    commands = [command for block in blocks for command in re.split(r"^\$ ", block, flags=re.MULTILINE)]
    (found,) = [command for command in commands if command.startswith(beginning)]
    return found.replace("x86_64", platform.machine().replace("aarch64", "arm64"))


class Terminal:
    """A command that goes on until Ctrl-C; what it says is waited for."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._lines: Queue[str] = Queue()
        self.process = process
        self._reader = Thread(target=self._read)
        self._reader.start()

    def wait_for(self, text: str) -> None:
        said = ""
        while text not in said:
            said = self._lines.get(timeout=START_SECONDS)

    def close(self) -> None:
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=60)
        finally:
            self.process.kill()  # or the test would wait for ever
            self._reader.join()

    def _read(self) -> None:
        assert self.process.stdout
        for said in self.process.stdout:
            self._lines.put(said)


@contextmanager
def terminal(command: str) -> Iterator[Terminal]:
    """Ctrl-C goes to the command itself, without make or a shell between.

    What a shell starts in the background ignores it, and so would all that is started here.
    """
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(
        ["bash", "-c", f"exec {command}"],
        cwd=ROOT,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        opened = Terminal(process)
        try:
            yield opened
        finally:
            opened.close()
            signal.signal(signal.SIGINT, before)


def run(command: str) -> object:
    finished = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=clean_environment(), capture_output=True, text=True, check=True
    )
    return json.loads(finished.stdout)


@pytest.fixture
def stand_ins() -> Iterator[Terminal]:
    """What `make local-aws` runs."""
    assert line("make local-aws")
    (ROOT / "out/deliveries.json").unlink(missing_ok=True)
    with terminal(".venv/bin/python -m tools.local_aws") as opened:
        opened.wait_for("Ctrl-C ends this")
        yield opened


def test_the_lines_of_sam_local_invoke_tell_a_page(stand_ins: Terminal) -> None:
    invoke = ".venv-sam/bin/sam local invoke"
    answer = run(line(f"{invoke} PageFunction"))
    everybody = ["slack:#pages", "email:desk@example.org"]
    assert answer == {
        "pages": [{"page": "s3://pagebrief-pages/incoming/harbour-bridge.txt", "waiting": everybody}]
    }
    stand_ins.wait_for("Deliveries wait")
    assert run(line(f"{invoke} DeliveryFunction")) == {"batchItemFailures": []}
    stand_ins.wait_for("Slack, #pages: Harbour Town Votes to Rebuild Its Lifting Bridge")
    stand_ins.wait_for("Email, pagebrief@example.org → desk@example.org: Harbour Town Votes")
    assert run(line(f"{invoke} ScheduleFunction")) == {"asked": []}


def test_the_lines_of_sam_local_start_lambda_answer_a_program(stand_ins: Terminal) -> None:
    with terminal(line(".venv-sam/bin/sam local start-lambda")) as endpoint:
        endpoint.wait_for("Running on http://127.0.0.1:3001")
        answer = run(line("curl"))
    everybody = ["slack:#pages", "email:desk@example.org"]
    assert answer == {"pages": [{"page": "s3://pagebrief-pages/incoming/kelp-farm.md", "waiting": everybody}]}
