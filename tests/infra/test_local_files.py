"""infra/env.json and infra/events fit the template and the example pages."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

import pytest

from stack_template import read

ROOT = Path(__file__).resolve().parents[2]
EVENTS = sorted((ROOT / "infra/events").glob("*.json"))


def objects(value: Any) -> list[tuple[str, str]]:
    """(bucket, key) of every object that an event announces, at whatever depth."""
    match value:
        case {"bucket": {"name": bucket}, "object": {"key": key}}:
            return [(bucket, unquote_plus(key))]
        case dict():
            return [found for entry in value.values() for found in objects(entry)]
        case list():
            return [found for entry in value for found in objects(entry)]
        case str() if value.startswith("{"):
            return objects(json.loads(value))
    return []


def test_every_variable_for_local_runs_is_declared_in_the_template_or_sam_would_drop_it() -> None:
    given = json.loads((ROOT / "infra/env.json").read_text("utf-8"))
    assert set(given) == {"PageFunction", "DeliveryFunction", "ScheduleFunction"}
    for function, variables in given.items():
        declared = read()["Resources"][function]["Properties"]["Environment"]["Variables"]
        assert set(variables) - set(declared) == set()


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: path.name)
def test_an_event_announces_example_pages(path: Path) -> None:
    found = objects(json.loads(path.read_text("utf-8")))
    assert found or "test-event" in path.name or path.name == "schedule.json"
    for bucket, key in found:
        assert bucket == "pagebrief-pages"
        assert (ROOT / "examples/pages" / key.removeprefix("incoming/")).is_file()


def test_the_schedules_event_is_what_the_schedule_hands_over() -> None:
    target = read()["Resources"]["Schedule"]["Properties"]["Target"]
    assert (ROOT / "infra/events/schedule.json").read_text("utf-8").strip() == target["Input"]
