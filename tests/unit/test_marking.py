"""The words for which a page is told are marked where they stand."""

from dataclasses import replace

import pytest
from lxml import html

from pagebrief.digest import Digest
from pagebrief.messages import Templates, render_archived, render_email, render_slack
from pagebrief.messages.marking import marked
from pagebrief.model import Reason
from unit import digests

TEMPLATES = Templates(None, digests.BUILT_IN)
QUAY = Reason("it says “quay”", "port", "quay", 12)
WATCHED = replace(digests.HARBOUR, reasons=(QUAY,))


def found(text: str, *words: str) -> list[str]:
    return [
        piece.text for piece in marked(text, [Reason("r", matched=word) for word in words]) if piece.found
    ]


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        ("The quay, a QUAY.", ("Quay",), ["quay", "QUAY"]),
        ("The quays of Torquay", ("quay",), []),
        ("North Korea and Korea", ("Korea", "North Korea"), ["North Korea", "Korea"]),
        ("C++ (fast) costs $5", ("C++", "$5"), ["C++", "$5"]),
        ("東京の港が開く", ("港",), ["港"]),
        ("", ("quay",), []),
        ("quay", (), []),
    ],
)
def test_whole_words_are_found_whatever_their_case(
    text: str, words: tuple[str, ...], told: list[str]
) -> None:
    assert found(text, *words) == told
    assert (
        "".join(piece.text for piece in marked(text, [Reason("r", matched=word) for word in words])) == text
    )


def test_the_sentence_that_a_topic_found_is_not_marked_whole() -> None:
    topic = Reason("it is about “harbours”", "port", "The quay is old.", 0, 0.41, 0.3)
    assert not any(piece.found for piece in marked("The quay is old.", [topic]))


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("The quay.", True),
        ("“quay”", False),
        ("quay", True),
        ("a_b quay", True),
        ("quay_", False),
        ("的quay", False),
    ],
)
def test_words_are_apart_where_slack_would_take_asterisks_for_bold(text: str, apart: bool) -> None:
    pieces = [piece for piece in marked(text, [QUAY]) if piece.found]
    assert [piece.apart for piece in pieces] == ([apart] if pieces else [])


def test_an_email_marks_them_in_headline_sentences_and_reason() -> None:
    page = html.document_fromstring(render_email(digests.digest(WATCHED), TEMPLATES).html)
    marks = page.xpath("//strong[@class='found']")
    assert [(mark.getparent().tag, mark.text) for mark in marks] == [
        ("a", "quay"),
        ("p", "quay"),
        ("span", "quay"),
    ]


def test_slack_has_them_in_bold() -> None:
    message = render_slack(digests.digest(WATCHED), TEMPLATES)
    assert "to close the old *quay* to ships" in str(message.blocks)
    assert "it says “quay”" in str(message.blocks)


def test_the_archived_page_marks_them_in_its_sentences() -> None:
    page = html.document_fromstring(render_archived(digests.digest(WATCHED), TEMPLATES))
    assert [mark.text for mark in page.xpath("//blockquote//strong[@class='found']")] == ["quay"]


def hostile(word: str) -> Digest:
    return digests.digest(digests.entry("A page", f"It says {word} here.", reason="it says it", matched=word))


@pytest.mark.parametrize(
    "word", ["<b>quay", "a*b", "_x_", "`x`", "<!channel>", "&amp;", "https://example.org/a_b"]
)
def test_marked_words_stay_as_inert_as_all_others(word: str) -> None:
    email = html.document_fromstring(render_email(hostile(word), TEMPLATES).html)
    assert f"It says {word} here." in email.text_content()
    (told,) = [block for block in render_slack(hostile(word), TEMPLATES).blocks if block["type"] == "section"]
    said = told["text"]["text"]
    assert "<" not in said
    assert said.count("*") in {0, 1, 2}
