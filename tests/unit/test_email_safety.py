"""No page can put anything but its words into an email."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from pagebrief.message import EmailMessage
from pagebrief.messages import Templates, render_email
from pagebrief.messages.context import LIMITS, line
from pagebrief.messages.filters import safe_url
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)
ANYTHING = st.text(st.characters(exclude_categories=())) | st.sampled_from(sorted(digests.ATTACKS.values()))


def email(text: str, *fields: str) -> EmailMessage:
    return render_email(digests.carrying(text, *fields), TEMPLATES)


def is_one_line(text: str) -> bool:
    return not {"Cc", "Cs", "Zl", "Zp"} & set(map(unicodedata.category, text))


def skeleton(page: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element with the names of its attributes, but for ours beside a sentence: long ones have none."""
    ours = "accent spot"
    elements = [each for each in html.document_fromstring(page).iter() if each.get("class") != ours]
    return [(str(element.tag), tuple(element.keys())) for element in elements]


def harmless(text: str, field: str) -> str:
    """What an honest page would say in the place of ``text``: as empty, and as linkable."""
    if field == "url":
        return "https://example.org/honest" if safe_url(text) else ""
    return "honest" if line(text, 100) else ""


@pytest.mark.parametrize("field", digests.FIELDS)
@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_a_page_adds_no_element_and_no_attribute(attack: str, field: str):
    text = digests.ATTACKS[attack]
    assert skeleton(email(text, field).html) == skeleton(email(harmless(text, field), field).html)


@pytest.mark.parametrize(
    "field", ["headline", "sentence", "site", "author", "key", "reason", "watch", "matched", "detail"]
)
@pytest.mark.parametrize("attack", ["script", "channel mention", "entities", "quotes", "jinja", "emphasis"])
def test_what_a_page_says_is_shown_as_it_says_it(attack: str, field: str):
    text = digests.ATTACKS[attack]
    message = email(text, field)
    assert text in html.document_fromstring(message.html).text_content()
    assert text in " ".join(message.text.replace("\n> ", " ").replace("\n  ", " ").split())


@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_only_web_addresses_become_links(attack: str):
    links = html.document_fromstring(email(digests.ATTACKS[attack], "url").html).xpath("//@href")
    assert all(link.startswith("https://example.org/") for link in links)
    assert bool(links) == (attack == "url with markup")


@pytest.mark.parametrize("attack", digests.ATTACKS)
def test_the_subject_is_one_short_line(attack: str):
    subject = email(digests.ATTACKS[attack], "headline").subject
    assert 0 < len(subject) <= 150
    assert is_one_line(subject)


def test_no_text_is_reordered_or_controlled():
    message = email("".join(digests.ATTACKS.values()), *digests.FIELDS)
    for part in (message.subject, message.html, message.text):
        assert not set(part) & set(
            "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\x00\x07\x1b\r"
        )


def test_a_long_text_ends_in_an_ellipsis():
    headline = html.document_fromstring(email("word " * 200, "headline").html).findtext(".//h2/a")
    assert headline is not None
    assert headline.endswith("word…")
    assert len(headline) <= LIMITS.headline


@settings(deadline=None)  # texts of 100 kB are among them
@given(text=ANYTHING, fields=st.sets(st.sampled_from(digests.FIELDS)))
def test_any_text_anywhere_yields_an_email_of_the_same_shape(text: str, fields: set[str]):
    message = email(text, *fields)
    assert sum(len(part.encode()) for part in (message.html, message.text, message.subject)) <= 90_000
    assert {tag for tag, _ in skeleton(message.html)} <= {tag for tag, _ in skeleton(email("honest").html)}
    assert is_one_line(message.subject)
