import json
from datetime import timedelta
from pathlib import Path

import pytest

from fakes import FixedClock, HashingEncoder, MemoryArchive, MemoryChannel, MemoryPages, MemoryStore
from pagebrief.bootstrap import find_templates
from pagebrief.errors import DeliveryRefused, PagebriefError, SettingsError, TransientError
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
