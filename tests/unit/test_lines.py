from hypothesis import given
from hypothesis import strategies as st

from pagebrief.pages.lines import Line, logical_lines, tidy

WRAPPED = """\
     * Home
     * (BUTTON) News
          + Network

   From the summer timetable on, a night train will run again between the
   capital and the coast. The operator has leased fourteen sleeping cars
   that were built in the nineties.

   The train leaves the capital at 21:48 and reaches the sea at 7:12 on
   the following morning, with four stops on the way. A bed costs little.

   From winter on there will be a second train that leaves the capital in
   the morning.
"""


def texts(page: str) -> list[str]:
    return [line.text for line in logical_lines(page)]


def test_hard_wrapped_paragraphs_are_made_whole() -> None:
    lines = texts(WRAPPED)
    assert lines[:3] == ["Home", "News", "Network"]
    assert lines[3].startswith(
        "From the summer timetable on, a night train will run again between the capital"
    )
    assert lines[3].endswith("built in the nineties.")
    assert len(lines) == 6


def test_a_line_that_had_room_for_the_next_word_ends_its_paragraph() -> None:
    page = (
        WRAPPED
        + "\n   A short heading\n   From here on the text goes on as it did before it, in one piece.\n"
    )
    assert "A short heading" in texts(page)


def test_lines_that_are_long_by_themselves_are_not_joined() -> None:
    page = (
        "A paragraph that a browser gives as one line, however long it may be. " * 4
        + "\n"
        + "Another one. " * 20
    )
    assert len(texts(page)) == 2


def test_a_paragraph_that_was_broken_at_its_links_is_made_whole() -> None:
    page = (
        "The latest report by the water board of the\nNorthland\n, published on Tuesday, says that\n"
        "the dam is full.\n"
        "The next paragraph."
    )
    assert texts(page) == [
        "The latest report by the water board of the Northland, published on Tuesday, says that "
        "the dam is full.",
        "The next paragraph.",
    ]


def test_the_marks_of_markdown_go_and_how_much_was_link_is_remembered() -> None:
    page = (
        "# A *bold* title\n\n"
        "  * [Home](https://example.org/)\n\n"
        "Text with [a link](https://example.org/a_(b)) and **weight**, and snake_case_names stay.\n\n"
        "![A picture](x.jpg)\n\n[more](https://example.org/more)\n"
    )
    title, home, text, more = logical_lines(page)
    assert title == Line("A bold title", 1, heading=True, last=1, marks="#**")
    assert home == Line("Home", 3, gap=1, bullet=True, linked=1.0, last=3, marks="*[](https://example.org/)")
    assert text.text == "Text with a link and weight, and snake_case_names stay."
    assert 0.05 < text.linked < 0.2
    assert more == Line("more", 9, gap=1, linked=1.0, last=9, marks="[](https://example.org/more)")


def test_lines_are_numbered_as_the_page_has_them() -> None:
    assert [line.number for line in logical_lines("One\r\n\r\n\r\nTwo\rThree")] == [1, 4, 5]


def test_rules_and_decoration_are_no_lines() -> None:
    assert texts("------\n***\n| | |\nText") == ["Text"]


def test_invisible_characters_and_lone_surrogates_do_no_harm() -> None:
    assert tidy("a\u200bb\u202ec\ud800\x00d") == "abc\ufffdd"


@given(st.text(st.characters(codec=None), max_size=400))
def test_any_text_has_lines_with_letters_or_digits_in_the_pages_order(page: str) -> None:
    lines = logical_lines(page)
    assert all(line.text.strip() == line.text and line.text for line in lines)
    numbers = [line.number for line in lines]
    assert numbers == sorted(numbers)


def test_a_hostile_line_of_a_million_brackets_takes_no_time() -> None:
    assert logical_lines("[a](" * 50_000 + "\n" + "](" * 3 + "\n" + "*a " * 50_000)
