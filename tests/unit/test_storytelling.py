"""How an item is told to a channel that knows no stories."""

from dataclasses import replace

import pytest

from house import House
from pagebrief.delivery import InThread, New, Nothing, Told
from pagebrief.storytelling import once_a_page
from unit.test_delivering import waiting


@pytest.fixture
def house() -> House:
    house = House()
    house.process(house.drop())
    return house


def test_without_stories_the_same_page_is_told_once_and_others_are_news(house: House) -> None:
    item = waiting(house)
    at = house.clock.now()
    other = replace(item, id="other", page=replace(item.page, identity="x", uri="y"), url=None)
    same_url = replace(other, url="https://example.org/a")
    assert once_a_page(item, []) == New()
    assert isinstance(once_a_page(item, [Told(item, at, item.id)]), Nothing)
    assert once_a_page(other, [Told(item, at, item.id)]) == New()
    told = Told(replace(item, url="https://example.org/a"), at, "story", "17.0")
    decision = once_a_page(same_url, [told])
    assert isinstance(decision, InThread)
    assert (decision.story, decision.thread) == ("story", "17.0")
