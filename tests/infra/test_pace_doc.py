"""docs/pace.md shows the numbers that were measured, and the pace that is promised is among them."""

import pytest
from benchmarks.pace import costs, report
from benchmarks.pace.pages import sentences
from benchmarks.pace.report import DOC, load, share, warm, written

from pagebrief.pricing import SECONDS_A_PAGE, of_lambda, prices

RESULTS = load()


def test_the_tables_are_those_of_the_stored_results() -> None:
    document = DOC.read_text("utf-8")
    assert written(document, RESULTS) == document


@pytest.mark.parametrize(("other", "most"), [("transformers", 0.55), ("sentence_transformers", 0.35)])
def test_a_warm_page_takes_the_promised_part_of_the_others_time(other: str, most: float) -> None:
    assert warm(RESULTS, "ours") <= most * warm(RESULTS, other)


def test_a_cold_start_takes_the_promised_part_of_transformers() -> None:
    assert RESULTS["sides"]["ours"]["cold"] <= 0.12 * RESULTS["sides"]["transformers"]["cold"]


def test_the_encoder_reaches_half_of_what_the_machine_can_do() -> None:
    assert share(RESULTS, RESULTS["sides"]["ours"]["best"][0]) >= 0.5


def test_cleaning_and_summary_stay_within_the_promised_memory() -> None:
    assert max(RESULTS["sides"]["whole"]["megabytes"], RESULTS["together"]["megabytes"]) <= 350


def test_no_two_sentences_of_a_page_are_the_same() -> None:
    assert len(set(sentences(100))) == 2500


def test_the_costs_are_those_of_the_price_list() -> None:
    ours = {"gigabytes": 2.0, "gigabyte_second": {"arm64": 0.00001}, "million_requests": 0.2}
    assert 1_000 * of_lambda(0.5, "arm64", ours) == pytest.approx(0.01 + 0.0002)
    assert costs.of_model(950, {"million_in": 0.1, "million_out": 0.5}) == pytest.approx(0.1 + 0.03)


def test_every_price_names_its_source_and_day() -> None:
    table = prices()
    rows = [*table["models"], *(row for name, row in table.items() if name != "models")]
    assert len(rows) >= 9
    assert all(each["source"].startswith("https://") and each["read"] for each in rows)


def test_estimates_take_the_pace_that_was_measured() -> None:
    """On every processor at once, as in an account where all of them work."""
    assert pytest.approx(max(RESULTS["together"]["warm"]), rel=0.2) == SECONDS_A_PAGE


def test_every_row_of_the_tables_has_the_cells_of_its_head() -> None:
    blocks = [block.splitlines() for block in report.tables(RESULTS).split("\n\n") if block.startswith("| ")]
    assert len(blocks) == 5
    assert all({row.count("|") for row in block} == {block[0].count("|")} for block in blocks)
