"""From a page dropped into the deployed bucket to those who are told, the functions in real containers."""

from pathlib import Path

import pytest

from e2e.calls import allows, recorded
from e2e.conftest import MakeWorld, World
from e2e.pages import OTHERS, article

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
    assert shared_world.work_off() == []
    shared_world.forget()
    return shared_world


def test_a_dropped_page_is_told_once_in_slack_and_once_by_email(world: World) -> None:
    world.deployment.put_page("news/Port Ellery, 1+1 = Zwei?/quay ä.html", article("Quay closed"))

    assert world.work_off() == []

    assert world.told() == ["slack #pages: Quay closed", "email: Quay closed"]
    (record,) = world.deployment.records("briefs")
    assert record["brief"]["headline"] == "Quay closed"
    assert record["uri"].endswith("/news/Port Ellery, 1+1 = Zwei?/quay ä.html")
    assert [row["status"] for row in world.deployment.rows("delivery#")] == [{"S": "sent"}] * 2
    assert world.deployment.rows("waiting#") == []
    assert world.deployment.pages.waiting() == world.deployment.deliveries.waiting() == 0


def test_the_same_event_and_the_same_delivery_a_second_time_tell_nothing(world: World) -> None:
    pages, deliveries = world.deployment.pages, world.deployment.deliveries
    world.deployment.put_page("twice.html", article("Told twice?"))
    event = pages.take_batch()
    assert pages.deliver(event, world.call) == []
    told = [deliveries.take_batch(), deliveries.take_batch()]  # one for each channel
    for delivery in told:
        assert deliveries.deliver(delivery, world.call) == []

    assert world.call("PageFunction", event) == {"batchItemFailures": []}
    for delivery in told:
        assert world.call("DeliveryFunction", delivery) == {"batchItemFailures": []}

    assert world.told() == ["slack #pages: Told twice?", "email: Told twice?"]


def test_pages_that_hold_no_article_are_discarded_with_their_reason_and_harm_no_other(world: World) -> None:
    world.deployment.put_page("rubbish.bin", bytes(range(256)) * 40)
    world.deployment.put_page("gone.html", article("Gone before it was read"))
    world.deployment.put_page("good.html", article("Good"))
    world.deployment.remove_page("gone.html")

    assert world.work_off() == []

    assert world.told() == ["slack #pages: Good", "email: Good"]
    reasons = {
        record["source"]["key"]: record["discarded"]["reason"]
        for record in world.deployment.records("discarded")
    }
    assert reasons == {"rubbish.bin": "unsupported format", "gone.html": "missing"}
    assert world.deployment.pages.waiting() == world.deployment.deliveries.waiting() == 0


def test_what_slack_does_not_take_now_waits_with_all_behind_it_and_is_told_in_order(world: World) -> None:
    deliveries = world.deployment.deliveries
    for name, event in zip(("first", "second", "third"), OTHERS, strict=False):
        world.deployment.put_page(f"{name}.html", article(name.capitalize(), event))
        assert world.deployment.pages.work_off(world.call) == []
    world.slack.answer_next(429, {"Retry-After": "60"})

    failed = deliveries.work_off(world.call)

    assert world.told() == ["email: First", "email: Second", "email: Third"]
    assert (len(failed), deliveries.waiting()) == (1, 3)

    deliveries.let_time_pass(failed)
    assert world.work_off() == []

    assert world.told()[:3] == ["slack #pages: First", "slack #pages: Second", "slack #pages: Third"]
    assert len(world.told()) == 6
    assert deliveries.waiting() == 0


def test_a_message_that_is_no_event_ends_in_the_dead_letter_queue(world: World) -> None:
    pages = world.deployment.pages
    pages.send("this is no event")

    for _ in range(6):
        pages.let_time_pass(pages.work_off(world.call))

    assert (pages.waiting(), world.deployment.dead("Page")) == (0, 1)
    assert world.told() == []


def test_what_slack_refuses_ends_in_the_dead_letter_queue_waits_in_the_table_and_lets_others_by(
    world: World,
) -> None:
    deliveries = world.deployment.deliveries
    for title, event in zip(("Refused", "Behind it"), OTHERS, strict=False):
        world.deployment.put_page(f"{title}.html", article(title, event))
        assert world.deployment.pages.work_off(world.call) == []
    for _ in range(10):
        world.slack.answer_next(
            200, {"Content-Type": "application/json"}, b'{"ok": false, "error": "no_team"}'
        )

    for _ in range(11):
        deliveries.let_time_pass(deliveries.work_off(world.call))

    assert (deliveries.waiting(), world.deployment.dead("Delivery")) == (0, 1)
    assert len(world.deployment.rows("waiting#")) == 1
    assert world.told() == ["slack #pages: Behind it", "email: Refused", "email: Behind it"]


def test_the_functions_ask_aws_for_nothing_that_their_roles_forbid(world: World, tmp_path: Path) -> None:
    world.deployment.put_page("quay.html", article("Quay"))
    world.deployment.put_page("rubbish.bin", bytes(range(256)) * 40)

    with recorded(tmp_path / "pages") as asked_for_pages:
        assert world.deployment.pages.work_off(world.call) == []
    world.slack.answer_next(503)
    with recorded(tmp_path / "deliveries") as asked_for_deliveries:
        world.deployment.deliveries.let_time_pass(world.deployment.deliveries.work_off(world.call))
        assert world.deployment.deliveries.work_off(world.call) == []

    page = world.deployment.role_statements("PageRole", "on_page")
    delivery = world.deployment.role_statements("DeliveryRole", "on_delivery")
    assert [call for call in asked_for_pages if not allows(page, call)] == []
    assert [call for call in asked_for_deliveries if not allows(delivery, call)] == []
    assert {"s3:GetObject", "s3:PutObject", "dynamodb:GetItem", "dynamodb:PutItem", "sqs:SendMessage"} <= {
        call.action for call in asked_for_pages
    }
    assert {
        "s3:GetObject",
        "s3:PutObject",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
        "dynamodb:DeleteItem",
    } <= {call.action for call in asked_for_deliveries}
    assert {"ses:SendEmail", "sqs:ChangeMessageVisibility"} <= {call.action for call in asked_for_deliveries}
