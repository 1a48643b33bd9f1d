"""A function in a process of its own, by AWS's runtime client over Lambda's Runtime API."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from time import monotonic, sleep

import pytest
from tools.local.runtime import CLIENT, Runtime
from tools.runtime_api import Function
from tools.sam_local import InvocationError

CODE = """
import os, time

def handler(event, context):
    print("asked to", event["do"], flush=True)
    if event["do"] == "fail":
        raise ValueError("a bad day")
    if event["do"] == "end":
        os._exit(3)
    if event["do"] == "hang":
        time.sleep(60)
    return {
        "did": event["do"],
        "left": context.get_remaining_time_in_millis(),
        "environment": dict(os.environ),
        "process": os.getpid(),
    }
"""
CLIENTS = [
    pytest.param(None, id="client of this machine"),
    pytest.param(
        CLIENT,
        id="client in Python",
        marks=pytest.mark.skipif(not find_spec("runtime_client"), reason="the same"),
    ),
]


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture(params=CLIENTS)
def call(request: pytest.FixtureRequest, tmp_path: Path, said: list[str]) -> Iterator[Runtime]:
    (tmp_path / "app.py").write_text(CODE, "utf-8")
    function = Function("PageFunction", "app.handler", 2, 1769, {"STATE_TABLE": "pages"})
    with Runtime(function, said.append, tmp_path, request.param) as runtime:
        yield runtime


def wait_for_lines(said: list[str], number: int) -> None:
    """An answer comes by HTTP and may overtake what was said before it, which comes through a pipe."""
    deadline = monotonic() + 10
    while len(said) < number and monotonic() < deadline:
        sleep(0.01)


def test_events_are_answered_one_after_the_other_by_one_process(call: Runtime, said: list[str]) -> None:
    first, second = call({"do": "this"}), call({"do": "thät"})
    assert (first["did"], second["did"]) == ("this", "thät")
    assert first["process"] == second["process"]
    assert 0 < first["left"] <= 2_000
    wait_for_lines(said, 2)
    assert said == ["asked to this", "asked to thät"]


def test_the_environment_is_the_templates_and_lambdas_with_nothing_of_this_machine(
    call: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_PROFILE", "mine")
    with pytest.raises(InvocationError):
        call({"do": "end"})
    environment = call({"do": "this"})["environment"]
    assert environment["STATE_TABLE"] == "pages"
    assert environment["AWS_LAMBDA_FUNCTION_NAME"] == "PageFunction"
    assert environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] == "1769"
    assert "AWS_PROFILE" not in environment
    assert "HOME" not in environment


def test_an_exception_of_the_handler_is_told_and_the_process_goes_on(call: Runtime, said: list[str]) -> None:
    before = call({"do": "this"})["process"]
    with pytest.raises(InvocationError, match="ValueError: a bad day"):
        call({"do": "fail"})
    assert call({"do": "this"})["process"] == before
    wait_for_lines(said, 4)
    assert any('"errorMessage": "a bad day"' in line for line in said)


@pytest.mark.parametrize(("what", "told"), [("end", "ended with 3"), ("hang", "took more than 2 s")])
def test_a_process_that_ends_or_takes_too_long_is_replaced(call: Runtime, what: str, told: str) -> None:
    before = call({"do": "this"})["process"]
    with pytest.raises(InvocationError, match=told):
        call({"do": what})
    assert call({"do": "this"})["process"] != before


def test_a_function_that_does_not_start_says_why(tmp_path: Path) -> None:
    function = Function("PageFunction", "nothing.handler", 2, 128, {})
    with (
        Runtime(function, lambda _: None, tmp_path) as call,
        pytest.raises(InvocationError, match="No module named 'nothing'"),
    ):
        call({})
