"""What is kept of a page is enough to tell it by."""

import json
from dataclasses import replace

import pytest

from fakes import HashingEncoder
from house import PAGE, TEMPLATES, House
from pagebrief.digest import Digest, Entry
from pagebrief.message import Medium
from pagebrief.messages import render
from pagebrief.model import CleanPage, DropReason, Reason, Rewritten, Sentence
from pagebrief.pages import Limits
from pagebrief.pipeline import read_pages
from pagebrief.records import entry_of, record_of
from pagebrief.summary import summarise

REASONS = (Reason("a word: “bridge”"),)


@pytest.fixture
def entry() -> Entry:
    house = House()
    ref = replace(house.drop(PAGE), sequencer="0A", version_id="v1")
    ((found, page),) = read_pages(ref, house.pages, Limits())
    assert isinstance(page, CleanPage)
    entry = Entry(found, page, summarise(page, HashingEncoder(), 3), REASONS)
    return replace(entry, page=replace(page, url="https://example.org/a?b=c&d", author="É. Ö. \ud83d"))


def rewritten(entry: Entry) -> Entry:
    supports = (Sentence("It says so.", 0, 11, 0.5),)
    told = (Rewritten("It says this.", supports), Rewritten("It says so.", supports, quoted=True))
    return replace(entry, brief=replace(entry.brief, rewritten=told))


@pytest.mark.parametrize("medium", list(Medium))
@pytest.mark.parametrize("change", [lambda entry: entry, rewritten], ids=["own sentences", "rewritten"])
def test_a_message_made_from_the_record_is_the_one_made_from_the_page(
    entry: Entry, medium: Medium, change: object
) -> None:
    assert callable(change)
    now, before = House().clock.now(), change(entry)
    after = entry_of(json.loads(json.dumps(record_of(before, now))), REASONS)
    assert after.ref == before.ref
    assert after.brief == before.brief
    assert after.page.ledger == before.page.ledger != ()
    first, second = (render(medium, Digest("New", now, (each,)), TEMPLATES) for each in (before, after))
    assert first == second


def test_a_record_with_reasons_of_another_version_is_told_all_the_same(entry: Entry) -> None:
    record = json.loads(json.dumps(record_of(entry, House().clock.now())))
    record["page"]["ledger"][0]["reason"] = "a reason of old"
    ledger = entry_of(record, REASONS).page.ledger
    assert ledger[0] == replace(entry.page.ledger[0], reason=DropReason.OUTSIDE)
    assert ledger[1:] == entry.page.ledger[1:]
