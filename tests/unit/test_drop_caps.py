"""First letters that a tool parted from their words."""

import pytest

from pagebrief.pages.drop_caps import with_whole_words
from pagebrief.pages.lines import Line


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("T here are ferries at noon.", "There are ferries at noon."),
        ("H ong Kong has a harbour.", "Hong Kong has a harbour."),
        ("T cells are not there.", "T cells are not there."),
        ("A long quay, and K means clustering.", "A long quay, and K means clustering."),
        ("Vitamin C here and there.", "Vitamin C here and there."),
    ],
)
def test_a_letter_joins_what_the_page_knows_as_a_word(text: str, whole: str) -> None:
    page = [Line(text, 1), Line("In hong kong there is along with it a chere.", 3)]

    assert [line.text for line in with_whole_words(page)] == [whole, page[1].text]
