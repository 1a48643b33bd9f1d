"""What stands in the header of an email, whoever carries it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.adapters.email_headers import (
    Sender,
    Thread,
    address_of,
    headers_of,
    one_line,
    subject_in,
)

DESK = Sender.parse("The Desk <desk+news@example.org>")


def test_a_machine_wrote_it_for_a_list_that_can_be_left_by_email() -> None:
    assert headers_of(DESK, None) == {
        "Auto-Submitted": "auto-generated",
        "List-Id": "Pagebrief <pagebrief.example.org>",
        "List-Unsubscribe": "<mailto:desk%2Bnews@example.org?subject=unsubscribe>",
    }


def test_in_a_thread_it_refers_to_the_first_message() -> None:
    headers = headers_of(DESK, Thread("<1@example.org>", "First"))
    assert headers["In-Reply-To"] == headers["References"] == "<1@example.org>"


def test_nobody_is_promised_that_one_click_is_enough() -> None:
    assert "List-Unsubscribe-Post" not in headers_of(DESK, Thread("<1@example.org>", "First"))


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("desk@example.org", Sender("", "desk@example.org")),
        ("The Desk <desk@example.org>", Sender("The Desk", "desk@example.org")),
        ('"Desk, night" <desk@example.org>', Sender("Desk, night", "desk@example.org")),
        ("Desk, night <desk@example.org>", Sender("Desk, night", "desk@example.org")),
    ],
)
def test_a_sender_may_have_a_name(text: str, sender: Sender) -> None:
    assert Sender.parse(text) == sender


@pytest.mark.parametrize(
    ("thread", "subject"),
    [
        (None, "Another"),
        (Thread("<1@example.org>", "First"), "Re: First"),
        (Thread("<1@example.org>", ""), "Re: Another"),
    ],
)
def test_a_thread_keeps_the_subject_that_it_began_with(thread: Thread | None, subject: str) -> None:
    assert subject_in(thread, "Another") == subject


@pytest.mark.parametrize("subject", ["First", "", "two  blanks", "Re: «日本»"])
def test_a_thread_comes_back_from_its_text(subject: str) -> None:
    thread = Thread("<1@example.org>", one_line(subject))
    assert Thread.parse(str(thread)) == thread


@given(st.text())
def test_no_text_breaks_a_line_or_holds_a_control_character(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in line)
    assert one_line(line) == line


@given(st.text(), st.text())
def test_neither_subject_nor_thread_begins_another_header(subject: str, thread: str) -> None:
    begun = Thread.parse(thread)
    values = [subject_in(begun, subject), *headers_of(DESK, begun).values()]
    assert not any(len(value.splitlines()) > 1 for value in values)


@pytest.mark.parametrize("count", [0, 51])
def test_no_recipient_and_more_than_fifty_are_refused_at_once(count: int) -> None:
    with pytest.raises(ValueError, match="1 to 50 recipients"):
        address_of(["a@example.org"] * count)
