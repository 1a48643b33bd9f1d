import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import (
    FixedClock,
    HashingEncoder,
    MemoryArchive,
    MemoryChannel,
    MemoryPages,
    MemoryRewriter,
    MemoryStore,
)
from pagebrief.bootstrap import find_templates
from pagebrief.errors import DeliveryRefused, PagebriefError, RewriterError, SettingsError, TransientError
from pagebrief.model import DiscardReason, Medium, PageRef
from pagebrief.pages import Limits
from pagebrief.pipeline import Desk, Outcome, process_file

PAGE = (Path(__file__).parents[2] / "examples/pages/harbour-bridge.txt").read_bytes()
LEASE = timedelta(minutes=5)


class House:
    """A desk of fakes, each within reach."""

    def __init__(self) -> None:
        self.pages, self.store, self.archive = MemoryPages(), MemoryStore(), MemoryArchive()
        self.clock = FixedClock()
        self.slack = MemoryChannel("slack:#desk")
        self.email = MemoryChannel("email:desk@example.org", Medium.EMAIL)
        self.desk = Desk(
            self.pages,
            HashingEncoder(),
            self.store,
            self.archive,
            (self.slack, self.email),
            find_templates(),
            self.clock,
            sentences=3,
            lease=LEASE,
            limits=Limits(),
        )

    def drop(self, body: bytes = PAGE, key: str = "in/bridge.txt") -> PageRef:
        return self.pages.put("pages", key, body)


def process_page(ref: PageRef, desk: Desk) -> Outcome:
    """The outcome of a file that holds one page; its failure raised."""
    (outcome,) = process_file(ref, desk)
    if outcome.failure:
        raise outcome.failure
    return outcome


@pytest.fixture
def house() -> House:
    return House()


def test_a_page_is_told_to_every_channel(house: House) -> None:
    outcome = process_page(house.drop(), house.desk)
    assert outcome.told == ("slack:#desk", "email:desk@example.org")
    assert len(house.slack.messages) == len(house.email.messages) == 1


def test_the_same_object_version_is_told_once_however_often_it_is_announced(house: House) -> None:
    ref = house.drop()
    process_page(ref, house.desk)
    again = process_page(PageRef(ref.bucket, ref.key, version_id="other", sequencer="00FF"), house.desk)
    assert again.told == ()
    assert again.told_before == ("slack:#desk", "email:desk@example.org")
    assert len(house.slack.messages) == 1


def test_a_new_version_under_the_same_key_is_told(house: House) -> None:
    process_page(house.drop(), house.desk)
    assert process_page(house.drop(PAGE + b"\nCorrected."), house.desk).told
    assert len(house.slack.messages) == 2


@pytest.mark.parametrize(
    "error",
    [
        TransientError("Slack: 429", 30),
        DeliveryRefused("Slack: invalid_auth"),
        SettingsError("SLACK_SECRET: missing"),
    ],
)
def test_a_channel_that_fails_keeps_no_other_from_being_told(house: House, error: PagebriefError) -> None:
    ref = house.drop()
    house.slack.fail_with(error)
    with pytest.raises(type(error)):
        process_page(ref, house.desk)
    assert len(house.email.messages) == 1

    assert process_page(ref, house.desk).told == ("slack:#desk",)
    assert len(house.email.messages) == 1


def test_a_refusal_outweighs_a_failure_that_may_pass_and_both_are_told(house: House) -> None:
    house.slack.fail_with(TransientError("Slack: 503"))
    house.email.fail_with(DeliveryRefused("SES: not verified"))
    with pytest.raises(DeliveryRefused, match="SES") as caught:
        process_page(house.drop(), house.desk)
    assert caught.value.__notes__ == ["Slack: 503"]


def test_a_page_that_another_worker_is_telling_comes_again(house: House) -> None:
    ref = house.drop()
    fetched = house.pages.fetch(ref).ref
    house.store.claim(f"{fetched.identity}|slack:#desk", house.clock.now(), LEASE)
    with pytest.raises(TransientError, match="another worker"):
        process_page(ref, house.desk)
    assert house.slack.messages == []


def test_a_worker_that_died_while_telling_is_followed_by_another_once_its_lease_is_over(house: House) -> None:
    ref = house.drop()
    fetched = house.pages.fetch(ref).ref
    house.store.claim(f"{fetched.identity}|slack:#desk", house.clock.now(), LEASE)
    house.clock.advance(LEASE + timedelta(seconds=1))
    assert "slack:#desk" in process_page(ref, house.desk).told


def test_what_may_have_arrived_is_told_again_only_after_the_lease(house: House) -> None:
    ref = house.drop()
    house.slack.fail_with(TransientError("Slack: no answer", may_have_arrived=True))
    with pytest.raises(TransientError, match="no answer"):
        process_page(ref, house.desk)

    house.clock.advance(LEASE - timedelta(seconds=1))
    with pytest.raises(TransientError, match="asking again later"):
        process_page(ref, house.desk)
    assert house.slack.messages == []

    house.clock.advance(timedelta(seconds=1))
    assert process_page(ref, house.desk).told == ("slack:#desk",)
    assert len(house.slack.messages) == len(house.email.messages) == 1


def test_a_page_that_cannot_be_read_is_kept_with_its_reason_and_told_to_nobody(house: House) -> None:
    outcome = process_page(house.drop(b"%PDF-1.7", "in/scan 01+02.pdf"), house.desk)
    assert outcome.discarded is not None
    assert outcome.discarded.reason is DiscardReason.UNREADABLE
    assert house.slack.messages == []
    (name,) = house.archive.records
    assert name.startswith("discarded/2026-01-02/scan-01-02.pdf-")
    record = json.loads(json.dumps(house.archive.records[name]))
    assert record["uri"] == "s3://pages/in/scan 01+02.pdf"
    assert record["discarded"]["reason"] == "unreadable"


def test_a_missing_page_is_kept_as_such(house: House) -> None:
    outcome = process_page(PageRef("pages", "gone"), house.desk)
    assert outcome.discarded is not None
    assert outcome.discarded.reason is DiscardReason.MISSING
    assert len(house.archive.records) == 1


def test_the_record_of_a_told_page_holds_its_text_its_summary_and_its_ledger(house: House) -> None:
    process_page(house.drop(), house.desk)
    (record,) = (json.loads(json.dumps(record)) for record in house.archive.records.values())
    text = record["page"]["text"]
    assert all(text[each["start"] : each["end"]] == each["text"] for each in record["brief"]["sentences"])
    assert {entry["reason"] for entry in record["page"]["ledger"]} >= {"title, kept as such", "footer"}
    assert record["source"]["key"] == "in/bridge.txt"


def test_the_reason_stands_in_the_message(house: House) -> None:
    process_page(house.drop(), house.desk)
    assert "every page dropped into pages is told" in str(house.email.messages[0])


LONG = ("A quay, a bridge and a ferry\n\n" + "\n\n".join(
    f"On day {number} the harbour office counted {number + 7} ships that came in with the tide, wrote down "
    f"what each of them carried, and told the council of Harbour Town of it in a letter of {number} pages."
    for number in range(1, 13)
)).encode()  # fmt: skip
WRITTEN = "On day 4 the harbour office counted 11 ships that came in with the tide."


def test_a_page_is_told_as_it_was_rewritten_and_the_record_says_the_same(house: House) -> None:
    house.desk = replace(house.desk, rewriter=MemoryRewriter(WRITTEN))
    outcome = process_page(house.drop(LONG), house.desk)
    assert outcome.not_rewritten is None
    assert WRITTEN in str(house.slack.messages[0])
    (record,) = house.archive.records.values()
    assert WRITTEN in json.dumps(record)


@pytest.mark.parametrize("error", [TransientError("it is busy"), RewriterError("it says no")])
def test_a_page_whose_rewriting_fails_is_told_in_its_own_sentences(
    house: House, error: PagebriefError
) -> None:
    house.desk = replace(house.desk, rewriter=MemoryRewriter(WRITTEN, error))
    outcome = process_page(house.drop(LONG), house.desk)
    assert outcome.told == ("slack:#desk", "email:desk@example.org")
    assert outcome.not_rewritten == str(error)


def test_what_everybody_was_told_is_not_rewritten_again(house: House) -> None:
    rewriter = MemoryRewriter(WRITTEN)
    house.desk = replace(house.desk, rewriter=rewriter)
    ref = house.drop(LONG)
    process_page(ref, house.desk)
    house.archive.records.clear()
    assert process_page(ref, house.desk).told_before == ("slack:#desk", "email:desk@example.org")
    assert len(rewriter.given) == 1
    assert not house.archive.records  # what was told stays on record


def test_a_page_that_one_channel_missed_is_rewritten_for_it(house: House) -> None:
    rewriter = MemoryRewriter(WRITTEN)
    house.desk = replace(house.desk, rewriter=rewriter)
    house.email.fail_with(TransientError("try later"))
    ref = house.drop(LONG)
    with pytest.raises(TransientError):
        process_page(ref, house.desk)
    assert process_page(ref, house.desk).told == ("email:desk@example.org",)
    assert len(rewriter.given) == 2


def test_a_discarded_page_is_not_given_to_the_rewriter(house: House) -> None:
    rewriter = MemoryRewriter(WRITTEN)
    house.desk = replace(house.desk, rewriter=rewriter)
    assert process_page(house.drop(b"%PDF-1.7"), house.desk).discarded
    assert rewriter.given == []
