"""What the line model sees of a page: each column holds what its name says."""

import pytest

from pagebrief.pages.line_features import COLUMNS, features_of
from pagebrief.pages.lines import written_lines

PAGE = """Harbour news

* The quay was closed in 1998.
* The quay was closed in 1998.

The ferry still calls there twice a week, in summer at least, with letters and flour.

Related stories
"""
NUMBERS = features_of(written_lines(PAGE)).numbers


def column(name: str) -> list[bool]:
    return [bool(each > 0) for each in NUMBERS[:, COLUMNS.index(name)]]


def test_every_column_has_a_name() -> None:
    assert NUMBERS.shape[1] == len(COLUMNS) == len(set(COLUMNS))


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("prose", [False, False, False, True, False]),
        ("ended", [False, True, True, True, False]),
        ("year", [False, True, True, False, False]),
        ("bullet", [False, True, True, False, False]),
        ("times", [False, True, True, False, False]),
        ("ends", [False, False, False, False, True]),
        ("comments", [False] * 5),
        ("between", [False] * 5),
    ],
)
def test_a_column_holds_what_its_name_says(name: str, held: list[bool]) -> None:
    assert column(name) == held
