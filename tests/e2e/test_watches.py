"""With a watches.yaml in the state bucket: from a dropped page, or from the schedule, to those who watch."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tools.sam_local import ROOT

from e2e.calls import allows, recorded
from e2e.conftest import MakeWorld, World
from e2e.pages import QUAY, article

pytestmark = [
    pytest.mark.container,
    pytest.mark.filterwarnings("ignore:Tried to parse:UserWarning"),  # moto has no policies and aliases
]

FIVE_MINUTES_AGO = datetime.now(UTC) - timedelta(minutes=5)
WATCHES = f"""
watches:
  - name: harbour works
    match: {{any: [Northern Quay]}}
    send: [{{to: "slack:#pages", when: immediately}}]
  - name: lighthouses
    match: {{any: [lighthouse]}}
    send: [{{to: "slack:#pages", when: "daily at {FIVE_MINUTES_AGO:%H:%M} UTC", even_if_empty: true}}]
"""
NEW = (
    "Two pilot boats ran aground beside the breakwater on Wednesday, and nobody was hurt.",
    "Fishermen demanded compensation for every lost day and threatened to block the fairway.",
    "Parliament will vote on a loan of forty million crowns for a deep-water terminal next spring.",
)


@pytest.fixture(scope="module")
def world(make_world: MakeWorld) -> World:
    """S3's test event has been worked off."""
    made = make_world("slack")
    assert made.work_off() == []
    made.deployment.put_watches(WATCHES)
    return made


def test_of_three_pages_one_is_told_with_its_reason_one_in_its_thread_and_one_to_nobody(
    world: World, tmp_path: Path
) -> None:
    world.deployment.put_page("harbour/quay.html", article("Quay closed"))
    with recorded(tmp_path / "pages") as asked_for:
        assert world.deployment.pages.work_off(world.call) == []
    assert world.work_off() == []
    for key, body in {
        "other/quay.html": article("Quay closed, boats aground", (*QUAY, *NEW)),
        "kelp.md": (ROOT / "examples/pages/kelp-farm.md").read_bytes(),
    }.items():
        world.deployment.put_page(key, body)
        assert world.work_off() == []

    assert world.told() == ["slack #pages: Quay closed", "slack #pages: Quay closed, boats aground"]
    first, second = world.slack.messages
    assert "thread_ts" not in first
    assert second["thread_ts"]
    said = json.dumps(first["blocks"])
    assert "harbour works" in said
    assert "northern quay" in said
    assert "pilot boats" in json.dumps(second["blocks"])
    assert len(world.deployment.records("briefs")) == 3
    page = world.deployment.role_statements("PageRole", "on_page")
    assert [call for call in asked_for if not allows(page, call)] == []
    assert {"watches.yaml", "watches.good.yaml"} <= {call.resource.rsplit("/")[-1] for call in asked_for}


def test_the_schedule_asks_for_the_digest_that_is_due_which_is_told_once(
    world: World, tmp_path: Path
) -> None:
    before = len(world.told())
    with recorded(tmp_path / "sweep") as asked_for:
        (asked,) = world.sweep()
    assert asked["channel"] == "slack:#pages"
    assert world.work_off() == []
    world.sweep()
    assert world.work_off() == []

    (digest,) = world.told()[before:]
    assert "nothing new" in digest.lower()
    schedule = world.deployment.role_statements("ScheduleRole", "on_schedule")
    assert [call for call in asked_for if not allows(schedule, call)] == []
    assert {"dynamodb:Query", "sqs:SendMessage"} <= {call.action for call in asked_for}
