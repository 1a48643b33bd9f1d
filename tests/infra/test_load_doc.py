"""docs/load.md shows the numbers that were measured, of a run in which every page is accounted for."""

from benchmarks.load import bill, report
from benchmarks.load.measure import when_replaced
from benchmarks.load.report import DOC, written
from benchmarks.tables import load

RESULTS = load(report.RESULTS)


def test_the_tables_are_those_of_the_stored_results() -> None:
    document = DOC.read_text("utf-8")
    assert written(document, RESULTS) == document


def test_every_page_is_accounted_for() -> None:
    assert RESULTS["problems"] == []
    assert sum(RESULTS["fates"].values()) == RESULTS["pages"]
    assert RESULTS["fates"]["lost"] == RESULTS["fates"]["still waiting"] == 0


def test_things_went_wrong_on_purpose() -> None:
    assert RESULTS["fates"]["discarded, with the reason"]
    assert RESULTS["fates"]["in the dead-letter queue"]
    assert sum(RESULTS["throttled"].values()) > 0.01 * RESULTS["requests"]


def test_no_process_would_fill_its_memory_before_lambda_replaces_it() -> None:
    assert RESULTS["pages"] >= 10_000
    megabytes = 1000 * report.load(RESULTS).gigabytes["page"]
    ends = [when_replaced(each, RESULTS["page"]["cpu"]) for each in RESULTS["memory"]]
    assert all(end and end < 0.75 * megabytes for end in ends)


def test_every_price_that_the_bill_takes_names_its_source() -> None:
    rows = list(bill.dollars(report.load(RESULTS), "arm64"))
    assert all(source.startswith("https://") for _, _, source in rows)
    assert all(dollars > 0 for _, dollars, _ in rows)
