"""on_page with a watches.yaml in the state bucket: who is told, why, and what a broken one does."""

import json
from typing import Any

import pytest

from conftest import SentMail
from integration.account import Account, Log, SetClock, failed, sqs


def watches(account: Account, term: str = "lifting bridge") -> str:
    """The mailbox wants pages about bridges, Slack those about football."""
    return f"""
watches:
  - name: harbour works
    match: {{any: [{term}]}}
    send: [{{to: "email:{account.recipient}", when: immediately}}]
  - name: sport
    match: {{any: [football]}}
    send: [{{to: "slack:#sport", when: immediately}}]
"""


BROKEN = """watches:
  - name: harbour works
    match: {any: [lifting bridge]}
    sent: []
"""


def drop(account: Account, name: str) -> list[Any]:
    """The channels that a page of that name waits for."""
    answer = account.handle({"Records": [account.drop(f"in/{name}.txt")]})
    (page,) = answer["pages"]
    return list(page["waiting"])


def test_a_page_waits_for_those_who_watch_it_alone_and_they_are_told_why(
    account: Account, sent_mail: SentMail
) -> None:
    account.put_watches(watches(account))
    assert drop(account, "a") == [f"email:{account.recipient}"]
    assert account.deliver() == []
    (mail,) = sent_mail(account.recipient)
    assert "harbour works" in mail["body"]
    assert "lifting bridge" in mail["body"]
    assert account.slack.messages == []


def test_a_topic_finds_a_page_by_its_meaning_and_says_how_near_it_is(
    account: Account, sent_mail: SentMail
) -> None:
    send = f'[{{to: "email:{account.recipient}", when: immediately}}]'
    topic = "{topics: [{about: building works for ships and ferries, at_least: auto}]}"
    account.put_watches(f"watches: [{{name: ports, match: {topic}, send: {send}}}]")
    assert drop(account, "a") == [f"email:{account.recipient}"]
    account.deliver()
    (mail,) = sent_mail(account.recipient)
    assert "building works for ships and ferries" in mail["body"]


def test_a_page_that_nobody_watches_is_kept_and_told_to_nobody(account: Account) -> None:
    account.put_watches(watches(account, "a word that is not there"))
    assert drop(account, "a") == []
    assert account.take()["Records"] == []
    assert len(account.kept("briefs")) == 1


def test_without_watches_everybody_is_told(account: Account) -> None:
    assert len(drop(account, "a")) == 2


def test_watches_that_were_put_are_in_force_within_a_minute_and_so_is_their_end(
    account: Account, it_is: SetClock, s3: Any
) -> None:
    it_is("2026-03-02T09:00:00Z")
    assert len(drop(account, "a")) == 2
    account.put_watches(watches(account))
    it_is("2026-03-02T09:01:00Z")
    assert drop(account, "b") == [f"email:{account.recipient}"]
    s3.delete_object(Bucket=account.state_bucket, Key="watches.yaml")
    it_is("2026-03-02T09:02:00Z")
    assert len(drop(account, "c")) == 2


@pytest.mark.parametrize("cold", [False, True], ids=["in the same function", "after a cold start"])
def test_a_broken_file_leaves_the_last_good_one_in_force(
    account: Account, it_is: SetClock, log: Log, capsys: pytest.CaptureFixture[str], cold: bool
) -> None:
    account.put_watches(watches(account))
    it_is("2026-03-02T09:00:00Z")
    drop(account, "a")
    account.put_watches(BROKEN)
    it_is("2026-03-02T09:01:00Z")
    if cold:
        account.start_anew()
    assert drop(account, "b") == drop(account, "c") == [f"email:{account.recipient}"]

    (line,) = [line for line in log() if line["message"] == "watches.yaml is broken"]
    assert line["level"] == "ERROR"
    assert any(problem.startswith("watches.yaml:4:5: ") for problem in line["problems"])
    metrics = [json.loads(text) for text in capsys.readouterr().out.splitlines()]
    assert sum("WatchesBroken" in each for each in metrics) == 1


def test_a_mended_file_takes_the_last_good_ones_place(account: Account, it_is: SetClock) -> None:
    account.put_watches(watches(account))
    it_is("2026-03-02T09:00:00Z")
    drop(account, "a")
    account.put_watches(BROKEN)
    it_is("2026-03-02T09:01:00Z")
    drop(account, "b")
    account.put_watches(watches(account, "another word"))
    it_is("2026-03-02T09:02:00Z")
    assert drop(account, "c") == []


def test_where_the_first_file_ever_is_broken_pages_come_again_and_are_told_once_it_is_mended(
    account: Account, it_is: SetClock, sent_mail: SentMail
) -> None:
    it_is("2026-03-02T09:00:00Z")
    account.put_watches(BROKEN)
    event = sqs({"Records": [account.drop("in/a.txt")]})
    assert failed(account.handle(event)) == ["m0"]
    assert account.take()["Records"] == []

    account.put_watches(watches(account))
    it_is("2026-03-02T09:01:00Z")
    assert failed(account.handle(event)) == []
    account.deliver()
    assert len(sent_mail(account.recipient)) == 1
