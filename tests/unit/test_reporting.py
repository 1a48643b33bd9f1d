"""What is counted, and under which name."""

import json
import subprocess
import sys

import pytest

from pagebrief.adapters.reporting import NAMESPACE, count


def test_a_reason_is_counted_by_itself_and_in_all(capsys: pytest.CaptureFixture[str]) -> None:
    count("on_page", "PagesFailed", "KeyError")
    count("on_page", "PagesFailed", "TransientError")
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    for fact in (first, second):
        (directive,) = fact["_aws"]["CloudWatchMetrics"]
        assert directive["Namespace"] == NAMESPACE == "Pagebrief"
        assert sorted(directive["Dimensions"]) == [["service"], ["service", "reason"]]
        assert fact["service"] == "on_page"
        assert fact["PagesFailed"] == [1.0]
    assert (first["reason"], second["reason"]) == ("KeyError", "TransientError")


def test_two_stacks_count_under_names_of_their_own() -> None:
    command = "from pagebrief.adapters.reporting import NAMESPACE; print(NAMESPACE)"
    environment = {"POWERTOOLS_METRICS_NAMESPACE": "Pagebrief/one"}
    done = subprocess.run([sys.executable, "-c", command], env=environment, capture_output=True, check=True)
    assert done.stdout == b"Pagebrief/one\n"
