"""The handler of deliveries, over a real FIFO queue of a moto server and a real HTTP Slack."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

import on_delivery
import on_page
from conftest import SentMail
from integration.account import CONTEXT, NO_TIME_LEFT, PAGE, Account, Log, sqs
from notices import text_of
from pagebrief.errors import SettingsError


def event(name: str) -> bytes:
    return text_of("abcd".index(name)).encode()


def drop(account: Account, *names: str) -> None:
    """Pages that wait for both channels."""
    records = [account.drop(f"in/{name}.txt", PAGE if name == "a" else event(name)) for name in names]
    account.handle(sqs(*({"Records": [record]} for record in records)))


def now_visible(account: Account, records: list[dict[str, Any]]) -> None:
    for record in records:
        account.sqs.change_message_visibility(
            QueueUrl=account.queue, ReceiptHandle=record["receiptHandle"], VisibilityTimeout=0
        )


Visibility = list[int]


@pytest.fixture
def visibility(account: Account, monkeypatch: pytest.MonkeyPatch) -> Visibility:
    """The seconds for which on_delivery hid messages, in order."""
    _, queue = on_delivery.desk_and_queue()
    asked: Visibility = []
    delay = queue.delay

    def spy(receipt_handle: str, seconds: int) -> None:
        asked.append(seconds)
        delay(receipt_handle, seconds)

    monkeypatch.setattr(queue, "delay", spy)
    return asked


@pytest.mark.parametrize("status", [429, 500, 503])
def test_what_slack_turns_away_comes_again_with_all_behind_it_and_email_goes_on(
    account: Account, sent_mail: SentMail, status: int
) -> None:
    drop(account, "a", "b", "c")
    account.slack.answer_next(status, {"Retry-After": "1"}, b"no")
    left = account.deliver()
    assert {json.loads(record["body"])["channel"] for record in left} == {"slack:webhook"}
    assert len(left) == 3
    assert account.slack.messages == []
    assert len(sent_mail(account.recipient)) == 3

    now_visible(account, left)
    assert account.deliver() == []
    assert len(account.slack.messages) == 3
    assert "may have been sent before" not in json.dumps(account.slack.messages)
    assert len(sent_mail(account.recipient)) == 3


def test_a_channel_is_told_in_the_order_in_which_pages_came_also_after_a_failure(account: Account) -> None:
    drop(account, *"abcd")
    account.slack.answer_next(503)
    now_visible(account, account.deliver(most=4))
    for _ in range(4):
        now_visible(account, account.deliver(most=3))
    told = [json.dumps(message) for message in account.slack.messages]
    assert [f"/in/{name}.txt" in each for name, each in zip("abcd", told, strict=True)] == [True] * 4


def test_the_time_that_slack_asks_for_is_how_long_the_whole_group_stays_hidden(
    account: Account, log: Log, visibility: Visibility
) -> None:
    drop(account, "a", "b")
    account.slack.answer_next(429, {"Retry-After": "77"}, b"no")
    account.deliver()
    assert visibility == [77, 77]
    assert [line["retry_after"] for line in log() if "retry_after" in line] == [77.0]


def test_what_will_be_refused_again_comes_soon_each_time(account: Account, visibility: Visibility) -> None:
    drop(account, "a")
    for _ in range(3):
        account.slack.answer_next(403, {}, b"no_service")
        now_visible(account, account.deliver())
    assert visibility == [15, 15, 15]


def test_without_a_time_to_wait_it_grows_with_each_attempt(account: Account, visibility: Visibility) -> None:
    drop(account, "a")
    for _ in range(8):
        account.slack.answer_next(503)
        left = account.deliver()
        now_visible(account, left)
    assert visibility == [15, 30, 60, 120, 240, 480, 900, 900]


def test_what_slack_gave_no_answer_to_is_sent_again_and_says_so(account: Account, log: Log) -> None:
    drop(account, "a")
    account.slack.answer_next(200, {"Content-Length": "999"}, b"o")  # cut off: it may have arrived
    now_visible(account, account.deliver())
    assert account.deliver() == []
    (message,) = account.slack.messages
    assert "may have been sent before" in json.dumps(message)
    (line,) = [line for line in log() if line["message"] == "page told, perhaps again"]
    assert line["level"] == "WARNING"


def test_what_slack_gave_no_answer_to_is_held_where_the_settings_say_so(
    account: Account, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IF_UNKNOWN", "hold")
    drop(account, "a")
    account.slack.answer_next(200, {"Content-Length": "999"}, b"o")
    now_visible(account, account.deliver())
    assert account.deliver() == []
    assert account.slack.messages == []
    assert any(line["message"] == "page held" for line in log())


def test_without_its_secret_slack_alone_has_to_wait(account: Account, sent_mail: SentMail, log: Log) -> None:
    account.delete_secret()
    drop(account, "a")
    left = account.deliver()
    assert len(left) == len(sent_mail(account.recipient)) == 1
    line = next(line for line in log() if line["message"] == "delivery failed")
    assert "Check SLACK_SECRET" in line["reason"]

    account.create_secret()
    now_visible(account, left)
    assert account.deliver() == []
    assert len(account.slack.messages) == len(sent_mail(account.recipient)) == 1


def test_a_delivery_for_which_too_little_time_is_left_comes_again_at_once_untouched(account: Account) -> None:
    drop(account, "a")
    assert len(account.deliver(NO_TIME_LEFT)) == 2
    assert account.slack.messages == []
    assert account.deliver() == []
    assert len(account.slack.messages) == 1


def test_a_message_of_another_kind_comes_again_and_harms_no_other_channel(account: Account, log: Log) -> None:
    drop(account, "a")
    account.sqs.send_message(
        QueueUrl=account.queue, MessageBody="{}", MessageGroupId="other", MessageDeduplicationId="1"
    )
    (left,) = account.deliver()
    assert left["body"] == "{}"
    assert len(account.slack.messages) == 1
    assert any("is no delivery" in line.get("reason", "") for line in log())


def test_what_the_queue_has_twice_is_told_once(account: Account) -> None:
    drop(account, "a")
    batch = account.take()
    for _ in range(2):
        assert on_delivery.handler(batch, CONTEXT) == {"batchItemFailures": []}
    assert len(account.slack.messages) == 1


def test_neither_logs_nor_metrics_hold_what_a_page_says_or_a_secret(
    account: Account, log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    drop(account, "a")
    account.slack.answer_next(503)
    now_visible(account, account.deliver())
    account.deliver()
    output = json.dumps(log()) + capsys.readouterr().out
    assert "Eastharbour" not in output
    assert account.slack.webhook_url not in output
    assert "DeliveriesFailed" in output


def links(account: Account) -> list[str]:
    """In the messages that Slack got, as people click them."""
    texts = [
        block["text"]["text"]
        for message in account.slack.messages
        for block in message["blocks"]
        if "text" in block
    ]
    found = [re.search(r"<(\S+)\|All of it, sentence by sentence>", text) for text in texts]
    return [each[1].replace("&amp;", "&") for each in found if each]


def test_a_message_links_the_page_that_has_all_of_it(account: Account, log: Log) -> None:
    drop(account, "a")
    account.deliver()
    (link,) = links(account)
    with urlopen(link) as answer:
        page = str(answer.read(), "utf-8")
    assert page.count("<mark ") == 3
    assert link not in json.dumps(log())  # who has it has the page


def test_a_message_whose_page_cannot_be_kept_arrives_without_a_link_and_the_log_says_so(
    account: Account,
    log: Log,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "digest.html.j2").write_text("{{ nothing }}")
    monkeypatch.setenv("TEMPLATES_DIR", str(tmp_path))
    drop(account, "a")
    assert account.deliver() == []
    assert len(account.slack.messages) == 1
    assert links(account) == []
    said = [line for line in log() if line["message"] == "told without a link: its page was not kept"]
    assert [line["level"] for line in said] == ["ERROR"] * 2
    assert all("'nothing' is undefined" in line["reason"] for line in said)
    assert "NotKept" in capsys.readouterr().out


def test_wrong_settings_are_all_named_at_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IF_UNKNOWN", "maybe")
    monkeypatch.setenv("DELIVERY_QUEUE", "deliveries")
    with pytest.raises(SettingsError, match=r"DELIVERY_QUEUE[\s\S]*IF_UNKNOWN"):
        on_delivery.desk_and_queue()


def test_the_channels_of_the_settings_have_the_addresses_that_pages_wait_for(account: Account) -> None:
    desk, _ = on_delivery.desk_and_queue()
    addresses = on_page.desk().addresses
    assert len(addresses) == 2
    assert [desk.channels(address).address for address in addresses] == list(addresses)


def test_whom_a_page_waits_for_is_told_though_the_settings_no_longer_name_them(
    account: Account, sent_mail: SentMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    drop(account, "a")
    monkeypatch.delenv("EMAIL_TO")
    on_delivery.desk_and_queue.cache_clear()
    assert account.deliver() == []
    assert len(sent_mail(account.recipient)) == 1
