"""What goes wrong in the handler comes again, is logged, and costs nothing else its turn."""

import json
from types import SimpleNamespace

import pytest

import on_page
from integration.account import CONTEXT, EVENTS, NO_TIME_LEFT, PAGE, Account, Log, failed, sqs
from notices import text_of
from pagebrief.errors import SettingsError


def test_rubbish_costs_the_rest_of_the_batch_nothing(account: Account) -> None:
    s3_test_event = json.loads((EVENTS / "s3-test-event.json").read_text("utf-8"))
    records = [
        account.drop("in/good.txt"),
        account.drop("in/empty.txt", b""),
        account.drop("in/rubbish", bytes(range(256)) * 8),
        account.drop("in/latin1.txt", text_of(0).replace("Lindqvist", "Lindqv\xefst").encode("latin-1")),
        account.drop("in/large.html", b"<p>x</p>" * 150_000),
        account.drop("in/deep.html", b"<div>" * 100_000),
        account.drop("in/menu.html", b"<ul><li>Home</li><li>News</li></ul>"),
        account.notification("in/never there.txt"),
    ]
    answer = account.handle(sqs(s3_test_event, *({"Records": [record]} for record in records)))
    assert failed(answer) == []
    account.deliver()
    assert len(account.slack.messages) == 2
    reasons = {record["source"]["key"]: record["discarded"]["reason"] for record in account.kept("discarded")}
    assert reasons == {
        "in/empty.txt": "empty",
        "in/rubbish": "unsupported format",
        "in/large.html": "too large",
        "in/deep.html": "no article",
        "in/menu.html": "too short",
        "in/never there.txt": "missing",
    }


@pytest.mark.parametrize("body", ["not json", "{}", '{"Records": [{"eventSource": "aws:sns"}]}'])
def test_a_message_of_another_kind_comes_again_and_harms_no_other(account: Account, body: str) -> None:
    assert failed(account.handle(sqs(body, {"Records": [account.drop("in/a.txt")]}))) == ["m0"]
    account.deliver()
    assert len(account.slack.messages) == 1


def test_a_message_of_another_kind_is_logged_with_its_id_and_what_was_expected(
    account: Account, log: Log
) -> None:
    account.handle(sqs({"Records": []}, "not json"))
    (line,) = log()
    assert line["message_id"] == "m1"
    assert "Expected an S3 notification" in line["exception"]


def test_a_page_that_finds_a_bug_is_logged_and_counted_and_takes_no_other_with_it(
    account: Account, log: Log, capsys: pytest.CaptureFixture[str]
) -> None:
    records = [account.drop("in/a.txt"), account.drop("in/b.txt", PAGE + b"b")]
    records[0]["s3"]["object"]["versionId"] = "\ud800"  # botocore can't put it into a URL
    assert failed(account.handle(sqs({"Records": records}))) == ["m0"]
    account.deliver()
    (message,) = account.slack.messages
    assert "Harbour Town Votes" in message["text"]

    line = next(line for line in log() if line["message"] == "page failed unexpectedly")
    assert (line["page"], line["error"]) == (f"s3://{account.bucket}/in/a.txt", "UnicodeEncodeError")
    assert line["message_id"] == "m0"
    assert "s3_pages.py" in line["exception"]
    metrics = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["reason"] for each in metrics if "PagesFailed" in each] == ["UnicodeEncodeError"]
    assert "Eastharbour" not in json.dumps(log())


def test_a_key_that_s3_can_not_hold_is_a_missing_page(account: Account) -> None:
    bridge = json.loads((EVENTS / "eventbridge-created.json").read_text("utf-8"))
    bridge["detail"]["bucket"]["name"] = account.bucket
    bridge["detail"]["object"]["key"] = "in/\ud800.txt"
    assert failed(account.handle(sqs(bridge))) == []
    (record,) = account.kept("discarded")
    assert record["discarded"]["reason"] == "missing"


def test_a_message_for_which_too_little_time_is_left_comes_again_untouched(
    account: Account,
) -> None:
    event = sqs({"Records": [account.drop("in/a.txt")]})
    assert failed(account.handle(event, NO_TIME_LEFT)) == ["m0"]
    assert account.take()["Records"] == account.kept("briefs") == []
    assert failed(account.handle(event)) == []
    assert len(account.kept("briefs")) == 1


def test_a_batch_that_fails_as_a_whole_is_still_a_partial_response(account: Account) -> None:
    assert failed(account.handle(sqs("{}", "[]"))) == ["m0", "m1"]


def test_wrong_settings_are_all_named_at_once(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SENTENCES", "many")
    monkeypatch.delenv("STATE_TABLE")
    with pytest.raises(SettingsError, match=r"STATE_TABLE[\s\S]*SENTENCES"):
        on_page.desk()


def test_a_file_whose_pages_take_too_long_comes_again_for_the_rest(account: Account) -> None:
    left = iter((60_000, 60_000, 19_999))
    context = SimpleNamespace(**vars(CONTEXT) | {"get_remaining_time_in_millis": lambda: next(left)})
    lines = [json.dumps({"text": text_of(number)}) for number in range(3)]
    batch = sqs({"Records": [account.drop("in/crawl.jsonl", "\n".join(lines).encode())]})
    assert failed(account.handle(batch, context)) == ["m0"]
    assert len(account.kept("briefs")) == 2
    assert failed(account.handle(batch)) == []
    account.deliver()
    assert len(account.kept("briefs")) == len(account.slack.messages) == 3
