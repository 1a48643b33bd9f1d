"""docs/cleaning.md shows the numbers that were measured, not those that somebody typed."""

import pytest
from benchmarks.cleaning import report
from benchmarks.cleaning.report import BEGIN, DOC, END

DOCUMENT = DOC.read_text("utf-8")


def test_the_tables_are_those_of_the_stored_results() -> None:
    assert report.written(DOCUMENT, report.load()) == DOCUMENT


def test_every_row_of_the_tables_has_the_cells_of_its_head() -> None:
    inside = DOCUMENT[DOCUMENT.index(BEGIN) : DOCUMENT.index(END)]
    found = [block.splitlines() for block in inside.split("\n\n") if block.startswith("| ")]
    assert len(found) == 4
    for head, rule, *rows in found:
        assert rule.startswith("| --- |")
        assert rows
        assert {row.count("|") for row in rows} == {head.count("|")}


@pytest.mark.parametrize("name", ["trafilatura", "readability-lxml", "newspaper4k", "resiliparse", "jusText"])
def test_the_others_are_measured_in_the_same_run(name: str) -> None:
    html = report.load()["html"]
    assert html[name]["figures"].keys() == html["Pagebrief"]["figures"].keys()
    assert html[name]["figures"]["html aeb"]["n"] == html["Pagebrief"]["figures"]["html aeb"]["n"]
