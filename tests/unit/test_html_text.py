import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.pages.html_text import text_of_markup


def lines(markup: str) -> list[str]:
    return [line for line in text_of_markup(markup)[1].split("\n") if line]


def test_blocks_stand_on_lines_of_their_own_and_inline_markup_does_not_break_them() -> None:
    markup = (
        "<title>A &amp; B</title><h1>Head</h1>"
        "<p>One <b>bold</b>\nand <a href='x'>linked</a> line.<br>Next<li>Item"
    )
    assert text_of_markup(markup)[0] == "A & B"
    assert lines(markup) == ["Head", "One bold and linked line.", "Next", "Item"]


def test_what_no_reader_sees_is_left_out() -> None:
    markup = "<p>Seen<script>if (a < b) { x = 1 }</script><style>p{}</style><!-- not <p>this --> too</p>"
    assert lines(markup) == ["Seen too"]


def test_a_script_that_never_ends_hides_the_rest_as_in_a_browser() -> None:
    assert lines("<p>Seen</p><script><p>not seen</p>") == ["Seen"]


@pytest.mark.parametrize(
    "piece",
    ["<", "<a ", "<a b='", "<!--", "<script>", "&#", "&#9", "</", "<p\n", "<p>x</p>", "-->", "<a href=\"'"],
)
def test_hostile_markup_of_a_megabyte_is_read_in_one_pass(piece: str) -> None:
    # Each of these took the standard library's parser, or int(), minutes or an error.
    text_of_markup(piece * (1_000_000 // len(piece)))


@given(st.text(alphabet="<>/!-ab &#;1\n'\"=", max_size=200))
def test_any_markup_is_read(markup: str) -> None:
    text_of_markup(markup)
