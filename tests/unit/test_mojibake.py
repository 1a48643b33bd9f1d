"""Text that was read in the wrong charset before it came here."""

import pytest

from pagebrief.pages.mojibake import as_meant


@pytest.mark.parametrize(
    ("found", "meant"),
    [
        ("The ferry didnâ€™t sail", "The ferry didn’t sail"),
        ("The ferry didnâ\x80\x99t sail", "The ferry didn’t sail"),
        ("Die BrÃ¼cke ist gesperrt", "Die Brücke ist gesperrt"),
        ("12Â°C am Hafen", "12°C am Hafen"),
    ],
)
def test_utf8_that_was_read_as_another_charset_is_read_as_it_was_meant(found: str, meant: str) -> None:
    assert as_meant(found) == meant


@pytest.mark.parametrize(
    "text",
    [
        "L’été, «déjà», dit-elle — “voilà”.",
        "ÂGE : 40 ANS · PÂTISSERIE",
        "Пароход не пришёл. Ελλάδα, 東京, العربية",
        "a\r\nb\x0bc\u2028d",
        "",
    ],
)
def test_text_that_is_right_stays_as_it_is(text: str) -> None:
    assert as_meant(text) == text


def test_a_broken_line_does_not_change_the_lines_beside_it() -> None:
    assert as_meant("ÂGE À LA MODE…\nIt didnâ€™t\r\nCafé «à gauche»\n") == (
        "ÂGE À LA MODE…\nIt didn’t\r\nCafé «à gauche»\n"
    )
