"""The metrics that alarms and dashboard of the template look at."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from stack_template import Stack

_SEARCH = re.compile(
    r"SEARCH\('\{\"([^\"]+)\",([\w,]+)\} MetricName=\"(\w+)\" (\w+)=\"(\w+)\"', '\w+', \d+\)"
)


@dataclass(frozen=True)
class Metric:
    """``dimensions``: names and values; a value is None where any does."""

    namespace: str
    name: str
    dimensions: frozenset[tuple[str, str | None]]

    def matches(self, other: "Metric") -> bool:
        theirs = dict(other.dimensions)
        return (self.namespace, self.name) == (other.namespace, other.name) and (
            theirs.keys() == dict(self.dimensions).keys()
            and all(value in (None, theirs[key]) for key, value in self.dimensions)
        )


def of_alarm(alarm: Mapping[str, Any]) -> Iterator[Metric]:
    if "Metrics" not in alarm:
        yield _metric(alarm)
        return
    for each in alarm["Metrics"]:
        if "MetricStat" in each:
            yield _metric(each["MetricStat"]["Metric"])


def of_alarms(stack: Stack) -> Iterator[Metric]:
    for alarm in stack.of_type("AWS::CloudWatch::Alarm").values():
        yield from of_alarm(alarm["Properties"])


def widgets(stack: Stack) -> list[dict[str, Any]]:
    body = stack.only("AWS::CloudWatch::Dashboard")["DashboardBody"]
    found: list[dict[str, Any]] = json.loads(body)["widgets"]
    return found


def of_dashboard(stack: Stack) -> Iterator[Metric]:
    for widget in widgets(stack):
        for row in widget["properties"].get("metrics", []):
            yield from _of_row(row)


def _of_row(row: list[Any]) -> Iterator[Metric]:
    if not isinstance(row[0], dict):
        names = [part for part in row if isinstance(part, str)]
        yield Metric(names[0], names[1], frozenset(zip(names[2::2], names[3::2], strict=True)))
    elif "SEARCH" in row[0]["expression"]:
        found = _SEARCH.fullmatch(row[0]["expression"])
        assert found, row
        namespace, keys, name, key, value = found.groups()
        any_value: dict[str, str | None] = dict.fromkeys(keys.split(","))
        yield Metric(namespace, name, frozenset((any_value | {key: value}).items()))


def _metric(given: Mapping[str, Any]) -> Metric:
    pairs = ((each["Name"], _text(each["Value"])) for each in given.get("Dimensions", []))
    return Metric(given["Namespace"], given["MetricName"], frozenset(pairs))


def _text(value: Any) -> str:
    """As ``Fn::Sub`` writes a reference."""
    match value:
        case {"Ref": name}:
            return f"${{{name}}}"
        case {"Fn::GetAtt": path}:
            return f"${{{'.'.join(path)}}}"
    return str(value)
