"""A sentence is linked where its page says it."""

from dataclasses import replace
from urllib.parse import unquote

import pytest
from lxml import html

from pagebrief.digest import Entry
from pagebrief.messages import Templates, render_email, render_slack
from pagebrief.messages.mrkdwn import escaped
from pagebrief.messages.places import place
from pagebrief.model import Rewritten
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)


def at(url: str | None, *sentences: str) -> Entry:
    return digests.entry("A headline", *sentences, url=url)


@pytest.mark.parametrize(
    ("said", "fragment"),
    [
        ("Short, well-known & true.", "Short%2C%20well%2Dknown%20%26%20true."),
        (
            "one two three four five six seven eight nine",
            "one%20two%20three%20four,six%20seven%20eight%20nine",
        ),
        ("one two three four five six was cut…", "one%20two%20three%20four"),
        ("تبلغ كلفة", "%D8%AA%D8%A8%D9%84%D8%BA%20%D9%83%D9%84%D9%81%D8%A9"),
    ],
)
def test_a_sentence_is_named_by_its_beginning_and_its_end(said: str, fragment: str) -> None:
    assert (
        place(said, at("https://example.org/a?b=c", said)) == f"https://example.org/a?b=c#:~:text={fragment}"
    )


@pytest.mark.parametrize(
    "url", [None, "", "https://example.org/a#comments", "https://example.org/" + "a" * 990]
)
def test_there_is_none_without_an_address_or_with_a_fragment_of_its_own_or_too_long(url: str | None) -> None:
    assert not place("It says so.", at(url, "It says so."))


def test_the_addresses_of_many_sentences_share_the_room_of_one_section() -> None:
    said = [f"Sentence number {number} of a page with a good deal to say." for number in range(10)]
    entry = at("https://example.org/" + "a" * 60, *said)
    assert not any(place(each, entry) for each in said)
    assert place(said[0], at("https://example.org/" + "a" * 60, *said[:3]))


def test_slack_leaves_the_directive_as_it_is() -> None:
    assert escaped("https://example.org/~a#:~:text=x") == "https://example.org/%7Ea#:~:text=x"


def test_slack_and_email_link_each_sentence_of_a_few_pages() -> None:
    few = digests.digest(digests.HARBOUR)
    links = html.document_fromstring(render_email(few, TEMPLATES).html).xpath("//blockquote//a/@href")
    assert [unquote(link).partition("text=")[2].partition(",")[0] for link in links] == [
        "The council voted nine",
        "Cranes that have stood",
        "The port authority puts",
    ]
    told = str(render_slack(few, TEMPLATES).blocks)
    assert told.count("|↗>") == 3
    assert "#:~:text=Cranes%20that%20have%20stood,outer%20basin%20before%20June.|↗>" in told


def test_a_long_digest_has_room_for_pages_in_place_of_them() -> None:
    many = digests.digest(*[digests.HARBOUR] * 6)
    assert "#:~:text=" not in render_email(many, TEMPLATES).html
    assert "#:~:text=" not in str(render_slack(many, TEMPLATES).blocks)


def test_what_a_model_wrote_is_linked_nowhere() -> None:
    written = replace(
        digests.HARBOUR,
        brief=replace(digests.HARBOUR.brief, rewritten=(Rewritten("A model wrote this.", ()),)),
    )
    assert "#:~:text=" not in render_email(digests.digest(written), TEMPLATES).html
    assert "#:~:text=" not in str(render_slack(digests.digest(written), TEMPLATES).blocks)
