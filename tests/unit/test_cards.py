"""What an index lists of an archived page, written into the page and read from it again."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from html import escape
from zoneinfo import ZoneInfo

import pytest

from pagebrief.messages import Templates, render_archived
from pagebrief.messages.card import PAGE, Card, Story, written
from pagebrief.messages.card_reader import NoCard, read_card
from pagebrief.model import Rewritten
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)
STORY = "2026-03-02T08:00:00.000000Z-0f1e2d"
CARD = Card("Harbour works", "slack:#desk", digests.NOW, (Story("page-1", "A headline", STORY),))


def page(content: str, title: str = "A page") -> str:
    return f'<title>{title}</title><meta name="pagebrief" content="{escape(content)}">'


def changed(**fields: object) -> str:
    return page(json.dumps({**json.loads(written(CARD)), **fields}))


def test_a_page_holds_a_card_of_its_stories() -> None:
    told = replace(digests.TOLD, also_on=("Dam Courier",), story=STORY)
    digest = replace(digests.digest(told, digests.ARABIC), channel="slack:#desk")
    card = read_card(render_archived(digest, TEMPLATES))
    assert (card.title, card.channel, card.created_at) == ("North Sea desk", "slack:#desk", digests.NOW)
    first, second = card.stories
    assert first == Story(
        "page-1",
        digests.HARBOUR.brief.headline,
        STORY,
        "en",
        ("Example Courier", "Dam Courier"),
        (),
        tuple(each.text for each in digests.HARBOUR.brief.sentences),
        first.page,
    )
    assert PAGE.fullmatch(first.page)
    assert first.page != second.page
    assert (second.place, second.language) == ("page-2", "ar")


def test_the_watches_that_asked_for_a_story_are_each_named_once() -> None:
    (reason,) = digests.HARBOUR.reasons
    reasons = tuple(replace(reason, watch=name) for name in ("harbour", "ferries", "harbour", None))
    card = read_card(render_archived(digests.digest(replace(digests.HARBOUR, reasons=reasons)), TEMPLATES))
    assert card.stories[0].watches == ("harbour", "ferries")


def test_of_a_rewritten_page_what_is_told_is_listed() -> None:
    brief = replace(digests.HARBOUR.brief, rewritten=(Rewritten("The quay closes.", ()),))
    card = read_card(render_archived(digests.digest(replace(digests.HARBOUR, brief=brief)), TEMPLATES))
    assert card.stories[0].sentences == ("The quay closes.",)


def test_a_story_that_the_page_has_no_room_for_is_not_on_its_card(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagebrief.messages.archived.PAGE_BYTES", 40_000)
    made = render_archived(digests.digest(*[digests.HARBOUR] * 100), TEMPLATES)
    stories = read_card(made).stories
    assert 1 < len(stories) < 100
    assert [f'id="{each.place}"' in made for each in stories] == [True] * len(stories)


def test_the_readers_clock_is_kept_with_its_name() -> None:
    at = datetime(2026, 7, 2, 8, tzinfo=ZoneInfo("Europe/London"))
    read = read_card(page(written(replace(CARD, created_at=at)))).created_at
    assert (read, read.tzinfo) == (at, ZoneInfo("Europe/London"))


@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_whatever_a_page_says_its_card_is_read_and_says_it_as_text(attack: str) -> None:
    said = digests.ATTACKS[attack]
    made = render_archived(digests.carrying(said, *digests.FIELDS), TEMPLATES)
    (story,) = read_card(made).stories
    assert story.place == "page-1"
    kept = "".join(said.split())[:20]
    if attack not in {"controls", "surrogate", "right-to-left override", "line separators", "empty", "blank"}:
        assert kept in "".join(story.headline.split())


def test_a_page_without_a_card_has_its_title() -> None:
    with pytest.raises(NoCard, match="no list of its stories") as raised:
        read_card("<title> An older\npage </title><p>…")
    assert raised.value.title == "An older page"


@pytest.mark.parametrize(
    "broken",
    [
        page(""),
        page("[" * 100_000),
        page("[]"),
        page("null"),
        page(written(CARD)[:-9]),
        changed(created_at="2026-03-02"),
        changed(created_at="2026-03-02T08:00"),
        changed(created_at=None),
        changed(stories=[{}]),
        changed(stories=[7]),
        changed(title=7),
        *(
            changed(stories=[{**json.loads(written(CARD))["stories"][0], field: value}])
            for field, value in (
                ("place", "page-1 x"),
                ("place", "javascript:alert(1)"),
                ("place", None),
                ("headline", ["x"]),
                ("sites", {"a": 1}),
                ("sites", [7]),
                ("sentences", None),
            )
        ),
    ],
)
def test_a_broken_card_is_none_and_says_so(broken: str) -> None:
    with pytest.raises(NoCard, match="can't be read"):
        read_card(broken)


@pytest.mark.parametrize("empty", ["", " ", "<!-- x -->", "\x00"])
def test_an_empty_page_has_none(empty: str) -> None:
    with pytest.raises(NoCard):
        read_card(empty)


def test_a_strangers_texts_are_cut_and_codes_are_codes() -> None:
    story = {
        "place": "page-1",
        "headline": "x" * 9_999,
        "story": '" onclick="',
        "language": '"><b>',
        "sites": ["y" * 9_999] * 99,
        "watches": ["z\u202e\n"] * 99,
        "sentences": ["s" * 9_999] * 99,
        "page": '" onclick="',
    }
    (read,) = read_card(changed(stories=[story])).stories
    assert (read.story, read.language, read.page) == ("", None, "")
    assert (len(read.headline), len(read.sites), len(read.sites[0])) == (300, 12, 150)
    assert (len(read.sentences), len(read.sentences[0]), read.watches[0]) == (3, 300, "z")


def test_times_of_any_zone_are_read() -> None:
    assert read_card(page(written(CARD))).created_at.tzinfo == UTC
