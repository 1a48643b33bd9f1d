"""From a page in the bucket to what waits for its channels."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from fake_state import MemoryStore
from fakes import MemoryRewriter
from house import EMAIL, PAGE, SLACK, House
from pagebrief.errors import PagebriefError, RewriterError, TransientError
from pagebrief.model import DiscardReason, PageRef


@pytest.fixture
def house() -> House:
    return House()


def test_a_page_waits_for_every_channel_and_is_put_into_the_queue(house: House) -> None:
    outcome = house.process(house.drop())
    assert (outcome.waiting, outcome.new) == ((SLACK, EMAIL), True)
    assert house.store.channels() == (EMAIL, SLACK)
    assert len(house.queue) == 2


def test_the_same_object_version_is_saved_once_however_often_it_is_announced(house: House) -> None:
    ref = house.drop()
    house.process(ref)
    house.deliver()
    again = house.process(PageRef(ref.bucket, ref.key, version_id="other", sequencer="00FF"))
    assert (again.waiting, again.new) == ((), False)
    assert len(house.queue) == 0


def test_an_event_that_comes_again_asks_for_what_still_waits(house: House) -> None:
    ref = house.drop()
    house.process(ref)
    while message := house.queue.take():  # a queue that lost all
        house.queue.done(message)
    again = house.process(ref)
    assert (again.waiting, again.new) == ((SLACK, EMAIL), False)
    assert len(house.queue) == 2


def test_a_page_whose_record_cannot_be_kept_is_not_saved_without_it(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(name: str, record: object) -> None:
        raise TransientError(f"{name}: SlowDown")

    monkeypatch.setattr(house.archive, "keep", refuse)
    with pytest.raises(TransientError, match="SlowDown"):
        house.process(house.drop())
    assert house.store.channels() == ()
    monkeypatch.undo()
    assert house.process(house.drop()).new


def test_a_new_version_under_the_same_key_waits_too(house: House) -> None:
    house.process(house.drop())
    assert house.process(house.drop(PAGE + b"\nCorrected.")).new
    assert len(house.store.waiting_alone(SLACK, house.clock.now())) == 2


def test_an_older_version_that_is_announced_late_waits_for_nobody(house: House) -> None:
    old = replace(house.drop(), sequencer="0A")
    new = replace(house.drop(PAGE + b"\nCorrected."), sequencer="0B")
    house.process(new)
    house.drop()  # what the older event's version id would give
    outcome = house.process(old)
    assert (outcome.waiting, outcome.outdated) == ((), True)
    assert len(house.queue) == 2


def test_what_is_not_due_waits_without_being_asked_for(house: House) -> None:
    store = MemoryStore()
    house.process(house.drop())
    (item,) = house.store.waiting_alone(SLACK, house.clock.now())
    store.save(item.page, [replace(item, due=item.due + timedelta(hours=1))], item.due)
    later = House(store)
    assert later.process(later.drop()).waiting == (SLACK,)
    assert len(later.queue) == 0


def test_a_page_that_cannot_be_read_is_kept_with_its_reason_and_waits_for_nobody(house: House) -> None:
    outcome = house.process(house.drop(b"%PDF-1.7", "in/scan 01+02.pdf"))
    assert outcome.discarded is not None
    assert outcome.discarded.reason is DiscardReason.UNREADABLE
    assert house.store.channels() == ()
    (name,) = house.archive.records
    assert name.startswith("discarded/2026-01-02/scan-01-02.pdf-")
    record = json.loads(json.dumps(house.archive.records[name]))
    assert record["uri"] == "s3://pages/in/scan 01+02.pdf"
    assert record["discarded"]["reason"] == "unreadable"


def test_a_missing_page_is_kept_as_such(house: House) -> None:
    outcome = house.process(PageRef("pages", "gone"))
    assert outcome.discarded is not None
    assert outcome.discarded.reason is DiscardReason.MISSING
    assert len(house.archive.records) == 1


def test_the_record_of_a_page_holds_its_text_its_summary_and_its_ledger(house: House) -> None:
    house.process(house.drop())
    (record,) = (json.loads(json.dumps(record)) for record in house.archive.records.values())
    text = record["page"]["text"]
    assert all(text[each["start"] : each["end"]] == each["text"] for each in record["brief"]["sentences"])
    assert {entry["reason"] for entry in record["page"]["ledger"]} >= {"title, kept as such", "footer"}
    assert record["source"]["key"] == "in/bridge.txt"


LONG = ("A quay, a bridge and a ferry\n\n" + "\n\n".join(
    f"On day {number} the harbour office counted {number + 7} ships that came in with the tide, wrote down "
    f"what each of them carried, and told the council of Harbour Town of it in a letter of {number} pages."
    for number in range(1, 13)
)).encode()  # fmt: skip
WRITTEN = "On day 4 the harbour office counted 11 ships that came in with the tide."


def test_a_page_is_told_as_it_was_rewritten_and_the_record_says_the_same(house: House) -> None:
    house.desk = replace(house.desk, rewriter=MemoryRewriter(WRITTEN))
    outcome = house.process(house.drop(LONG))
    house.deliver()
    assert outcome.not_rewritten is None
    assert WRITTEN in str(house.slack.messages[0])
    (record,) = house.archive.records.values()
    assert WRITTEN in json.dumps(record)


@pytest.mark.parametrize("error", [TransientError("it is busy"), RewriterError("it says no")])
def test_a_page_whose_rewriting_fails_is_told_in_its_own_sentences(
    house: House, error: PagebriefError
) -> None:
    house.desk = replace(house.desk, rewriter=MemoryRewriter(WRITTEN, error))
    outcome = house.process(house.drop(LONG))
    house.deliver()
    assert len(house.slack.messages) == len(house.email.messages) == 1
    assert outcome.not_rewritten == str(error)


def test_what_was_saved_is_not_rewritten_again(house: House) -> None:
    rewriter = MemoryRewriter(WRITTEN)
    house.desk = replace(house.desk, rewriter=rewriter)
    ref = house.drop(LONG)
    house.process(ref)
    house.archive.records.clear()
    assert not house.process(ref).new
    assert len(rewriter.given) == 1
    assert not house.archive.records  # what was saved stays on record


def test_a_discarded_page_is_not_given_to_the_rewriter(house: House) -> None:
    rewriter = MemoryRewriter(WRITTEN)
    house.desk = replace(house.desk, rewriter=rewriter)
    assert house.process(house.drop(b"%PDF-1.7")).discarded
    assert rewriter.given == []
