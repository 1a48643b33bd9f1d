"""Before a message is sent, a page that has all of it is kept, and the message links that."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import html

from house import EMAIL, PAGE, SLACK, House
from notices import EVENTS, TITLES
from pagebrief.delivering import Ending
from pagebrief.errors import PermanentError, TransientError
from pagebrief.messages import Templates
from pagebrief.messages.card_reader import read_card
from unit import digests
from unit.test_digesting import COMET, DAILY, FIRE, MORE, TWO_HOURS, drop, emails


@pytest.fixture
def house() -> House:
    return House()


def quoted_in(page: str) -> list[str]:
    """What stands where the sentences of the summaries lead to."""
    document = html.document_fromstring(page)
    links = document.xpath("//a[@class='place']/@href")
    return [document.get_element_by_id(link.removeprefix("#")).text_content() for link in links]


def test_an_alert_links_a_page_with_the_text_of_its_page_and_what_was_left_out(house: House) -> None:
    house.process(house.drop())
    house.deliver()
    assert len(house.shelf.pages) == 2
    page = house.linked(house.slack.messages[0])
    document = html.document_fromstring(page)
    assert len(quoted_in(page)) == 3
    assert document.xpath("//details[2]//h3//text()")
    for message in (*house.slack.messages, *house.email.messages):
        assert house.linked(message)
        assert "All of it, sentence by sentence" in str(message)


def test_what_is_told_in_a_thread_leads_to_its_places_too(house: House) -> None:
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "more.html", "Fire in the fish market: heater found", [*FIRE, *MORE], "three.example")
    house.deliver()
    assert quoted_in(house.linked(house.slack.messages[1])) == MORE


def test_a_digest_links_what_a_watch_has_no_room_for(house: House) -> None:
    house.watch(DAILY % ", max_items: 1")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    drop(house, "comet.html", "A comet over Ostrava", COMET)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    house.deliver()
    (message,) = emails(house)
    assert ("A comet over Ostrava" in message.html) is not ("Fire in the fish market" in message.html)
    assert "no room for: <a " in message.html
    page = house.linked(message)
    assert "A comet over Ostrava" in page
    assert "Fire in the fish market" in page


def test_a_digest_quotes_what_the_later_pages_of_a_story_add_in_their_words(house: House) -> None:
    house.watch(DAILY % "")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.clock.advance(timedelta(minutes=7))
    drop(house, "more.html", "Fire in the fish market: heater found", [*FIRE, *MORE], "three.example")
    house.clock.advance(timedelta(minutes=7))
    drop(house, "most.html", "The fire", [*FIRE, *MORE, "A crane of 40 tonnes came by sea."], "two.example")
    house.clock.advance(TWO_HOURS)
    house.sweep()
    house.deliver()
    (message,) = emails(house)
    said = " ".join(message.text.replace("\n> ", " ").split())
    assert f"Also, on three.example: “{MORE[0]}” “{MORE[1]}” https://three.example/more.html" in said
    assert "Also, on two.example: “A crane of 40 tonnes came by sea.”" in said
    assert "And 1 more sentence there." in said
    assert "first seen 2 Jan 2026, 08:31 (UTC), last 2 Jan 2026, 08:45 (UTC)" in said
    page = html.document_fromstring(house.linked(message))
    quotes = page.xpath("//blockquote[@class='later']/p")
    assert [each.text_content() for each in quotes] == [*MORE, "A crane of 40 tonnes came by sea."]
    told = page.xpath("//ol[@class='timeline']/li/p[1]")
    assert [" ".join(each.text_content().split()) for each in told] == [
        "2 Jan 2026, 08:31 (UTC) · one.example · quoted above",
        "2 Jan 2026, 08:38 (UTC) · three.example",
        "2 Jan 2026, 08:45 (UTC) · two.example",
    ]


def test_the_cards_of_two_pages_name_their_channel_and_the_one_story_that_they_tell(house: House) -> None:
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.clock.advance(timedelta(minutes=7))
    drop(house, "more.html", "Fire in the fish market: heater found", [*FIRE, *MORE], "three.example")
    drop(house, "comet.html", "A comet over Ostrava", COMET)
    house.deliver()
    cards = [read_card(house.linked(message)) for message in house.slack.messages]
    assert {card.channel for card in cards} == {SLACK}
    fire, more, comet = (card.stories[0] for card in cards)
    assert fire.story == more.story
    assert comet.story not in {"", fire.story}


def test_what_could_not_be_kept_for_now_is_not_sent_and_comes_again(house: House) -> None:
    house.process(house.drop())
    house.shelf.fail_with(TransientError("S3: slow down"))
    with pytest.raises(TransientError, match="slow down"):
        house.deliver()
    assert house.slack.messages == house.email.messages == []
    assert [each.ending for each in house.deliver()] == [Ending.TOLD] * 2
    assert "may have been sent before" not in str(house.slack.messages)


def test_what_will_never_be_kept_is_told_without_a_link_and_the_reason_is_known(house: House) -> None:
    house.process(house.drop())
    house.shelf.fail_with(PermanentError("Allow the function s3:PutObject there."))
    first, second = house.deliver()
    assert (first.ending, first.not_kept) == (Ending.TOLD, "Allow the function s3:PutObject there.")
    assert (second.ending, second.not_kept) == (Ending.TOLD, "")
    without = house.slack if first.channel == SLACK else house.email
    assert "sentence by sentence" not in str(without.messages)


def test_a_broken_template_of_the_page_keeps_no_digest_from_arriving(house: House, tmp_path: Path) -> None:
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "digest.html.j2").write_text("{{ nothing }}")
    house.deliveries = replace(house.deliveries, templates=Templates(tmp_path, digests.BUILT_IN))
    house.watch(DAILY % "")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    (delivered,) = house.deliver()
    assert delivered.ending is Ending.TOLD
    assert "'nothing' is undefined" in delivered.not_kept


def test_another_attempt_keeps_the_page_in_the_same_place(house: House) -> None:
    house.watch(DAILY % "")
    drop(house, "fire.html", "Fire in the fish market", FIRE)
    house.clock.advance(TWO_HOURS)
    house.sweep()
    house.email.fail_with(TransientError("no answer", may_have_arrived=True))
    with pytest.raises(TransientError):
        house.deliver()
    (name,) = house.shelf.pages
    drop(house, "comet.html", TITLES[1], list(EVENTS[TITLES[1]]))
    house.clock.advance(timedelta(days=1))
    house.deliver()
    assert list(house.shelf.pages) == [name]
    assert TITLES[1] in house.shelf.pages[name]


def test_an_empty_digest_has_nothing_to_keep(house: House) -> None:
    house.watch(DAILY % ", even_if_empty: true")
    house.clock.advance(TWO_HOURS - timedelta(minutes=25))
    house.sweep()
    house.deliver()
    (message,) = emails(house)
    assert house.shelf.pages == {}
    assert "whole digest" not in message.html


def test_where_there_is_no_shelf_nothing_is_kept_or_linked(house: House) -> None:
    house.deliveries = replace(house.deliveries, shelf=None)
    house.process(house.drop(PAGE))
    assert [each.not_kept for each in house.deliver()] == ["", ""]
    assert house.shelf.pages == {}
    assert EMAIL in {channel for channel, _ in house.store.receipts}  # type: ignore[attr-defined] # memory
