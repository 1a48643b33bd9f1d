"""docs/security.md names the tests that hold what it promises: each exists, and no threat is without one."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOC = (ROOT / "docs/security.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
    for table in re.findall(r"^\| threat \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", DOC, re.MULTILINE)
    for line in table.splitlines()
]


def test_there_are_threats() -> None:
    assert len(ROWS) > 25


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_a_threat_has_what_holds_it_and_a_test_that_exists(row: list[str]) -> None:
    threat, held_by, tests, _left = row
    assert threat
    assert held_by
    named = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", tests)
    assert len(named) == tests.count("`") / 2 > 0
    for file, test in named:
        assert re.search(rf"^def {test}\(", (ROOT / file).read_text("utf-8"), re.MULTILINE), test


def test_the_files_that_it_names_exist() -> None:
    for name in re.findall(r"`((?:messages|pages)/\w+\.py)`", DOC):
        assert (ROOT / "functions/pagebrief" / name).exists(), name
