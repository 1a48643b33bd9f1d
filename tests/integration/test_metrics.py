"""What the functions count, alarms and dashboard look at: no alarm waits for a metric that nobody emits."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from integration.account import Account, SetClock
from integration.everything import do_everything
from stack_template import Stack
from watched import Metric, of_alarms, of_dashboard

GIVEN = {"SlackSecret": "pagebrief/slack", "EmailFrom": "brief@example.org"}
PROD = Stack(**GIVEN, Stage="prod", ExistingPageBucket="crawl")
OURS = "Pagebrief/Pagebrief"
"""Namespace of the stack called Pagebrief. Without the template's environment it is Pagebrief."""

NOT_SHOWN = {"ColdStart"}
"""For whoever looks into a single function."""


def emitted(output: str) -> Iterator[Metric]:
    """Every series of CloudWatch's embedded metric format in a function's output."""
    for line in output.splitlines():
        fact = json.loads(line) if line.startswith('{"_aws"') else {}
        for directive in fact.get("_aws", {}).get("CloudWatchMetrics", []):
            for keys in directive["Dimensions"]:
                dimensions = frozenset((key, fact[key]) for key in keys)
                for each in directive["Metrics"]:
                    yield Metric(f"{directive['Namespace']}/Pagebrief", each["Name"], dimensions)


def test_alarms_and_dashboard_look_at_what_is_counted_and_all_that_is_counted_is_shown(
    account: Account,
    it_is: SetClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    do_everything(account, it_is, monkeypatch, tmp_path)
    counted = set(emitted(capsys.readouterr().out))
    alarms = {metric for metric in of_alarms(PROD) if metric.namespace == OURS}
    shown = {metric for metric in of_dashboard(PROD) if metric.namespace == OURS}

    assert {metric for metric in alarms | shown if not any(metric.matches(each) for each in counted)} == set()
    names = {metric.name for metric in alarms | shown}
    assert {metric.name for metric in counted} - NOT_SHOWN == names
