"""The handler of the schedule over a moto server: what is due is put on the queue, and told once."""

import json
from datetime import datetime

import pytest

import on_delivery
import on_page
import on_schedule
from conftest import SentMail
from integration.account import CONTEXT, PAGE, ROOT, Account, Log, SetClock
from pagebrief.errors import SettingsError

FARM = (ROOT / "examples/pages/kelp-farm.md").read_bytes()
EVENING, BEFORE = "2026-07-01T19:00Z", "2026-07-02T06:55Z"
EIGHT, AFTER = "2026-07-02T07:00Z", "2026-07-02T07:05Z"
"""In London it is an hour later: the digests are those of eight o'clock."""


def put_digests(account: Account, more: str = "") -> None:
    send = f'{{to: "email:{account.recipient}", when: daily at 08:00 Europe/London{more}}}'
    account.put_watches(f"watches: [{{name: the sea, match: {{any: [kelp, bridge]}}, send: [{send}]}}]")


def drop(account: Account, *bodies: bytes) -> None:
    for number, body in enumerate(bodies):
        account.handle({"Records": [account.drop(f"in/{number}.txt", body)]})


def test_where_nothing_waits_nothing_is_asked_for(account: Account) -> None:
    assert account.sweep() == []
    assert account.take()["Records"] == []


def test_a_digest_is_asked_for_when_it_is_due_and_holds_all_that_waited(
    account: Account, it_is: SetClock, sent_mail: SentMail, log: Log
) -> None:
    put_digests(account)
    it_is(EVENING)
    drop(account, PAGE, FARM)
    it_is(BEFORE)
    assert account.sweep() == []
    assert account.take()["Records"] == []

    it_is(EIGHT)
    (asked,) = account.sweep()
    assert asked["channel"] == f"email:{account.recipient}"
    assert asked["delivery"] in {line.get("delivery") for line in log()}
    assert account.deliver() == []
    (mail,) = sent_mail(account.recipient)
    assert "Lifting Bridge" in mail["body"]
    assert "kelp" in mail["body"]

    it_is(AFTER)
    assert account.sweep() == []


def test_a_digest_that_one_slack_message_has_no_room_for_goes_on_in_its_thread(
    account: Account, it_is: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    account.create_secret(bot=True)
    monkeypatch.setenv("SLACK_API_URL", account.slack.url)
    account.start_anew()
    send = '{to: "slack:#desk", when: daily at 08:00 Europe/London}'
    account.put_watches(f"watches: [{{name: the sea, match: {{any: [kelp]}}, send: [{send}]}}]")
    it_is(EVENING)
    drop(account, FARM)
    account.multiply("slack:#desk", 29)
    it_is(EIGHT)
    account.sweep()
    for _ in range(9):
        assert account.deliver() == []
    first, *rest = account.slack.messages
    assert rest
    (ts,) = {message["thread_ts"] for message in rest}
    assert account.slack.threads["#desk", ts] == first
    shown = [
        json.dumps(message["blocks"]).count("*A kelp farm feeds its first village*")
        for message in (first, *rest)
    ]
    assert sum(shown) == 30
    told = on_page.desk().store.told("slack:#desk", datetime.fromisoformat(EIGHT))
    assert len(told) == 30
    assert account.sweep() == []


def test_a_digest_that_is_asked_for_twice_is_told_once(
    account: Account, it_is: SetClock, sent_mail: SentMail
) -> None:
    put_digests(account)
    it_is(EVENING)
    drop(account, PAGE)
    it_is(EIGHT)
    first = account.sweep()
    event = account.take()
    it_is(AFTER)
    assert account.sweep() == first  # it is still on its way
    for _ in range(2):
        on_delivery.handler(event, CONTEXT)
    assert len(sent_mail(account.recipient)) == 1


def test_an_alert_whose_message_was_lost_is_found(
    account: Account, sent_mail: SentMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    attributes = {"FifoQueue": "true"}
    lost = account.sqs.create_queue(QueueName=f"lost-{account.bucket}.fifo", Attributes=attributes)[
        "QueueUrl"
    ]
    with monkeypatch.context() as patch:
        patch.setenv("DELIVERY_QUEUE", lost)
        drop(account, PAGE)
    account.start_anew()
    assert account.take()["Records"] == []

    assert len(account.sweep()) == 2
    assert account.deliver() == []
    assert len(account.slack.messages) == len(sent_mail(account.recipient)) == 1
    assert account.sweep() == []


def test_a_digest_that_is_told_even_if_empty_is_told_once(
    account: Account, it_is: SetClock, sent_mail: SentMail
) -> None:
    put_digests(account, ", even_if_empty: true")
    for moment in (BEFORE, EIGHT, AFTER):
        it_is(moment)
        account.sweep()
        assert account.deliver() == []
    (mail,) = sent_mail(account.recipient)
    assert "nothing new" in mail["subject"].lower()


def test_of_a_broken_file_the_last_good_one_stays_in_force_and_the_log_names_the_mistakes(
    account: Account, it_is: SetClock, log: Log
) -> None:
    it_is(BEFORE)
    put_digests(account, ", even_if_empty: true")
    account.sweep()
    put_digests(account, ", even_if_empty: perhaps")
    it_is(EIGHT)
    assert len(account.sweep()) == 1
    (line,) = [line for line in log() if line["message"] == "watches.yaml is broken"]
    assert line["service"] == "on_schedule"
    assert any(problem.startswith("watches.yaml:1:") for problem in line["problems"])


def test_wrong_settings_are_named_at_the_first_call(
    account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DELIVERY_QUEUE", "deliveries")
    on_schedule.desk.cache_clear()
    with pytest.raises(SettingsError, match="DELIVERY_QUEUE"):
        account.sweep()
