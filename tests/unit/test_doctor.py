"""What the doctor says of things that moto and the doubles can't show."""

from datetime import timedelta

import pytest

from pagebrief.deployment import (
    BucketNotices,
    MailAccount,
    Notice,
    Queue,
    Resource,
    SlackBotSeen,
    SlackKeys,
    SlackRoom,
    SlackRooms,
    Stack,
)
from pagebrief.doctor.email import check_account, identities
from pagebrief.doctor.findings import Finding, Grade
from pagebrief.doctor.pages import check_notification
from pagebrief.doctor.slack import check_bot, check_channels, check_keys
from pagebrief.doctor.stack import NEEDED, check_dead_letters, check_stack
from pagebrief.doctor.targets import Targets, targets_of
from pagebrief.watches.configuration import read_watches

QUEUE = Queue("https://sqs/pages", "arn:aws:sqs:eu-west-1:123456789012:pages", 0, "")
EVERY_WAY = tuple(f"s3:ObjectCreated:{way}" for way in ("Put", "Post", "Copy", "CompleteMultipartUpload"))
SEES_ALL = frozenset({"chat:write", "channels:read", "groups:read"})


def stack(status: str = "CREATE_COMPLETE", outputs: tuple[str, ...] = NEEDED, **parameters: str) -> Stack:
    return Stack("brief", status, parameters, dict.fromkeys(outputs, "x"), ())


def grade(finding: Finding) -> Grade:
    assert (finding.grade is Grade.OK) == (finding.advice == "")
    return finding.grade


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("CREATE_COMPLETE", Grade.OK),
        ("UPDATE_COMPLETE", Grade.OK),
        ("UPDATE_IN_PROGRESS", Grade.WARNING),
        ("UPDATE_ROLLBACK_COMPLETE", Grade.WARNING),
        ("ROLLBACK_COMPLETE", Grade.PROBLEM),
        ("UPDATE_ROLLBACK_FAILED", Grade.PROBLEM),
        ("DELETE_FAILED", Grade.PROBLEM),
    ],
)
def test_a_stack_stands_is_being_changed_or_does_not_stand(status: str, expected: Grade) -> None:
    assert grade(check_stack(stack(status), "brief")) is expected


def test_a_stack_of_something_else_is_not_taken_for_ours() -> None:
    found = check_stack(stack(outputs=("PageQueueUrl",)), "brief")
    assert grade(found) is Grade.PROBLEM
    assert "has no output PageBucketName, DeliveryQueueUrl, StateBucketName" in found.text


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        (("s3:ObjectCreated:*",), Grade.OK),
        (("s3:ObjectCreated:Put", "s3:ObjectRemoved:*"), Grade.PROBLEM),
        (EVERY_WAY, Grade.OK),
        (EVERY_WAY[:3], Grade.PROBLEM),
    ],
)
def test_every_way_of_arriving_must_be_told(events: tuple[str, ...], expected: Grade) -> None:
    notices = BucketNotices((Notice(QUEUE.arn, events), Notice("arn:another", ("s3:ObjectCreated:*",))))
    assert grade(check_notification("crawl", notices, QUEUE)) is expected


@pytest.mark.parametrize(
    ("age", "told"),
    [
        (timedelta(seconds=20), "less than a minute"),
        (timedelta(minutes=1, seconds=5), "1 minute"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(hours=47), "1 day"),
        (timedelta(days=9), "9 days"),
    ],
)
def test_the_age_of_dead_letters_is_told_in_its_largest_unit(age: timedelta, told: str) -> None:
    resource = Resource("PageDeadLetterQueue", "AWS::SQS::Queue", QUEUE.url)
    found = check_dead_letters(resource, Queue(QUEUE.url, QUEUE.arn, 2, ""), age)
    assert found.text == f"2 wait, the oldest for {told}; after 14 days they are deleted"


def test_calls_that_failed_are_thrown_away_rather_than_redriven() -> None:
    resource = Resource("ScheduleDeadLetterQueue", "AWS::SQS::Queue", QUEUE.url)
    advice = check_dead_letters(resource, Queue(QUEUE.url, QUEUE.arn, 1, ""), None).advice
    assert f"`aws sqs purge-queue --queue-url {QUEUE.url}`" in advice
    assert "move-task" not in advice


def test_an_address_is_verified_by_itself_its_domain_or_one_above() -> None:
    assert list(identities("Desk <desk@news.example.org>")) == [
        "desk@news.example.org",
        "news.example.org",
        "example.org",
    ]


@pytest.mark.parametrize(
    ("account", "grades"),
    [
        (MailAccount(in_sandbox=False, sending=True, standing="HEALTHY"), [Grade.OK]),
        (MailAccount(in_sandbox=False, sending=True, standing="PROBATION"), [Grade.WARNING, Grade.OK]),
        (MailAccount(in_sandbox=True, sending=True, standing="SHUTDOWN"), [Grade.PROBLEM, Grade.WARNING]),
        (MailAccount(in_sandbox=False, sending=False, standing="SHUTDOWN"), [Grade.PROBLEM, Grade.PROBLEM]),
    ],
)
def test_an_account_that_does_not_send_is_never_called_fine(
    account: MailAccount, grades: list[Grade]
) -> None:
    assert [grade(each) for each in check_account(account)] == grades


def test_what_watches_name_is_told_and_not_what_the_parameters_say() -> None:
    deployed = stack(SlackChannel="#all", EmailTo="a@example.org, b@example.org")
    watches = read_watches(
        b"watches:\n  - name: w\n    match: {any: [x]}\n    send:\n      - to: slack:#desk\n"
        b"      - to: email:c@example.org,a@example.org\n      - {to: slack:#desk, when: hourly}\n"
    )
    assert targets_of(deployed, None) == Targets(("#all",), (), ("a@example.org", "b@example.org"))
    assert targets_of(deployed, watches) == Targets(("#desk",), (), ("c@example.org", "a@example.org"))


def test_a_webhook_tells_its_own_channel_and_no_other() -> None:
    keys = SlackKeys(has_webhook=True, webhooks=("night",))
    found = list(check_keys(keys, Targets(("#home", "#desk"), ("night",)), "#home"))
    assert [each.text for each in found if each.grade is Grade.PROBLEM] == [
        "#desk is to be told, and it holds no bot token: a webhook posts to its own channel alone"
    ]
    assert found[0].text == "is readable and holds a webhook and the webhooks night"


def test_keys_never_show_the_token() -> None:
    assert "xoxb" not in repr(SlackKeys("xoxb-1"))


def test_a_bot_without_named_scopes_is_a_warning() -> None:
    assert grade(check_bot(SlackBotSeen("Desk", "brief", frozenset()))) is Grade.WARNING


@pytest.mark.parametrize(
    ("name", "scopes", "complete", "expected"),
    [
        ("#in", SEES_ALL, True, [Grade.OK]),
        ("C0000001", SEES_ALL, True, [Grade.OK]),
        ("#out", SEES_ALL, True, [Grade.PROBLEM]),
        ("#out", SEES_ALL | {"chat:write.public"}, True, [Grade.OK]),
        ("#secret", SEES_ALL, True, [Grade.PROBLEM]),
        ("#secret", SEES_ALL, False, [Grade.WARNING]),
        ("#secret", SEES_ALL - {"groups:read"}, True, [Grade.WARNING]),
        ("#secret", frozenset({"chat:write"}), False, [Grade.WARNING]),
        ("U0123456789", SEES_ALL, True, []),  # a person, whom no list of channels has
    ],
)
def test_a_channel_is_missing_only_where_it_would_be_seen(
    name: str, scopes: frozenset[str], complete: bool, expected: list[Grade]
) -> None:
    rooms = (SlackRoom("C0000001", "in", True, False), SlackRoom("C0000002", "out", False, False))
    bot = SlackBotSeen("Desk", "brief", scopes)
    assert [grade(each) for each in check_channels((name,), bot, SlackRooms(rooms, complete))] == expected
