"""From a page dropped into the deployed bucket to those who are told, the function in a real container."""

from pathlib import Path

import pytest

from e2e.calls import allows, recorded
from e2e.conftest import MakeWorld, World
from e2e.pages import article

pytestmark = [
    pytest.mark.container,
    pytest.mark.filterwarnings("ignore:Tried to parse:UserWarning"),  # moto has no policies and aliases
]


@pytest.fixture(scope="module")
def shared_world(make_world: MakeWorld) -> World:
    return make_world("slack", "email")


@pytest.fixture
def world(shared_world: World) -> World:
    """With nothing told yet, and nothing waiting: S3's test event has been worked off."""
    assert shared_world.deployment.work_off(shared_world.function) == []
    shared_world.forget()
    return shared_world


def test_a_dropped_page_is_told_once_in_slack_and_once_by_email(world: World) -> None:
    world.deployment.put_page("news/Port Ellery, 1+1 = Zwei?/quay ä.html", article("Quay closed"))

    assert world.deployment.work_off(world.function) == []

    assert world.told() == ["slack #pages: Quay closed", "email: Quay closed"]
    (record,) = world.deployment.records("briefs")
    assert record["brief"]["headline"] == "Quay closed"
    assert record["uri"].endswith("/news/Port Ellery, 1+1 = Zwei?/quay ä.html")
    assert [item["status"] for item in world.deployment.deliveries()] == [{"S": "told"}] * 2
    assert world.deployment.waiting() == 0


def test_the_same_event_a_second_time_tells_nothing(world: World) -> None:
    world.deployment.put_page("twice.html", article("Told twice?"))
    event = world.deployment.take_batch()
    assert world.deployment.deliver(event, world.function) == []

    assert world.function(event) == {"batchItemFailures": []}

    assert world.told() == ["slack #pages: Told twice?", "email: Told twice?"]


def test_pages_that_hold_no_article_are_discarded_with_their_reason_and_harm_no_other(world: World) -> None:
    world.deployment.put_page("rubbish.bin", bytes(range(256)) * 40)
    world.deployment.put_page("gone.html", article("Gone before it was read"))
    world.deployment.put_page("good.html", article("Good"))
    world.deployment.remove_page("gone.html")

    assert world.deployment.work_off(world.function) == []

    assert world.told() == ["slack #pages: Good", "email: Good"]
    reasons = {
        record["source"]["key"]: record["discarded"]["reason"]
        for record in world.deployment.records("discarded")
    }
    assert reasons == {"rubbish.bin": "unsupported format", "gone.html": "missing"}
    assert world.deployment.waiting() == 0


def test_a_page_that_slack_does_not_take_now_waits_alone_and_is_told_on_the_next_try(world: World) -> None:
    for name in ("first", "second", "third"):
        world.deployment.put_page(f"{name}.html", article(name.capitalize()))
    world.slack.answer_next(503)

    failed = world.deployment.work_off(world.function)

    (left,) = [
        headline
        for headline in ("First", "Second", "Third")
        if f"slack #pages: {headline}" not in world.told()
    ]
    assert len(failed) == world.deployment.waiting() == 1
    assert f'"{left.lower()}.html"' in failed[0]["body"]
    assert sorted(world.told()[2:]) == ["email: First", "email: Second", "email: Third"]

    world.deployment.let_time_pass(failed)
    assert world.deployment.work_off(world.function) == []

    assert sorted(world.told()) == sorted(
        f"{channel}: {headline}"
        for channel in ("slack #pages", "email")
        for headline in ("First", "Second", "Third")
    )
    assert world.deployment.waiting() == 0


def test_a_message_that_is_no_event_ends_in_the_dead_letter_queue(world: World) -> None:
    world.deployment.send("this is no event")

    for _ in range(6):
        world.deployment.let_time_pass(world.deployment.work_off(world.function))

    assert world.deployment.waiting() == 0
    assert world.deployment.waiting("PageDeadLetterQueueUrl") == 1
    assert world.told() == []


def test_the_function_asks_aws_for_nothing_that_its_role_forbids(world: World, tmp_path: Path) -> None:
    world.deployment.put_page("quay.html", article("Quay"))
    world.deployment.put_page("rubbish.bin", bytes(range(256)) * 40)

    with recorded(tmp_path / "calls") as calls:
        assert world.deployment.work_off(world.function) == []

    statements = world.deployment.role_statements
    assert [call for call in calls if not allows(statements, call)] == []
    asked = {call.action for call in calls}
    assert {"s3:GetObject", "s3:PutObject", "dynamodb:UpdateItem", "ses:SendEmail"} <= asked
