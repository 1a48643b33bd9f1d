"""The arithmetic of the load benchmark, by cases that were reckoned by hand."""

from collections import Counter

import pytest
from benchmarks.load import bill, mix, model
from benchmarks.load.account import Account, unlike
from benchmarks.load.capacity import item_size, read_units, write_units
from benchmarks.load.measure import memory, when_replaced
from benchmarks.load.mix import Fate
from benchmarks.load.model import Load
from benchmarks.load.runtime import Call

KIB = {"S": "x" * 1000}
"""With its name of two letters just below 1 KiB."""

# 36,000 pages an hour are 10 a second; one in ten is told at once, 49 in a hundred in a digest.
WORK = {
    "pages": 100,
    "fates": {"told at once": 10},
    "page": {"cpu": 0.1, "asked": {"s3:GET": 1, "dynamodb:GetItem": 2}, "read": 2, "written": 6},
    "alert": {
        "cpu": 0.02,
        "asked": {"s3:PUT": 1, "sqs:SendMessage": 1},
        "read": 3,
        "written": 10,
        "told_units": 0.5,
    },
    "digest": {"cpu": 0.2, "asked": {"s3:GET": 49, "kms:Decrypt": 1}, "read": 49, "written": 490}
    | {"units": 1, "pages": 49},
    "log_bytes": 500,
}
LOAD = Load(WORK, 36_000, {"page": 1.769, "alert": 0.512, "digest": 0.512}, most_at_once=5)


def test_an_item_is_as_large_as_its_names_and_values() -> None:
    assert item_size({"pk": {"S": "é"}, "n": {"N": "1234"}, "b": {"B": "AAAA"}}) == (2 + 2) + (1 + 3) + (
        1 + 3
    )


def test_a_write_counts_by_the_kilobyte_twice_in_a_transaction_and_twice_more_if_it_is_moved() -> None:
    put = {"Put": {"Item": {"aa": KIB, "bb": KIB}}}
    assert write_units("PutItem", put["Put"]) == 2
    assert write_units("TransactWriteItems", {"TransactItems": [put]}) == 4
    assert write_units("TransactWriteItems", {"TransactItems": [{"Delete": {}}, put]}) == 8
    assert write_units("UpdateItem", {}) == 1
    assert write_units("Query", {}) == 0


def test_a_consistent_read_counts_by_four_kilobytes_of_all_rows_and_nothing_counts_as_one() -> None:
    rows = [{"aa": KIB}] * 5
    assert read_units("Query", {"Items": rows}) == 2
    assert read_units("GetItem", {}) == 1
    assert read_units("UpdateItem", {}) == 0


def test_ten_arrivals_a_second_of_half_a_second_each_are_five_at_once() -> None:
    assert model.concurrency(10, 0.5) == 5


def test_a_page_takes_its_processor_time_and_the_answers_that_it_waits_for() -> None:
    assert model.seconds_of(WORK["page"], 1.769) == pytest.approx(0.1 + 0.2 + 2 * 0.01)


def test_with_less_memory_work_takes_longer_by_as_much_less_of_a_processor() -> None:
    assert model.seconds_of({"cpu": 0.1, "asked": {}}, 1.769 / 2) == pytest.approx(0.2)


def test_what_comes_in_a_second_follows_the_mix_of_the_run() -> None:
    assert LOAD.each_second() == pytest.approx({"page": 10, "alert": 1, "digest": 0.1})


def test_what_all_of_it_takes_is_the_sum_of_pages_alerts_and_digests() -> None:
    assert LOAD.total("written") == pytest.approx(10 * 6 + 10 + 49)
    assert LOAD.total("asked", "s3:GET") == pytest.approx(10 + 4.9)


def test_a_channel_is_told_ten_digests_of_49_pages_in_five_minutes() -> None:
    assert model.digested() == 5880
    assert model.digested(channels=2) == 11760


def test_alerts_that_each_read_three_days_of_them_take_a_partition_at_the_square_root() -> None:
    found = model.most_alerts(units=0.5)
    assert found * (found * 20 * 60) * 0.5 == pytest.approx(3000)


def test_a_limit_binds_where_more_is_needed_than_it_gives() -> None:
    needs = {need.what: need for need in model.needs(LOAD)}
    assert needs["on_page at once"].needed == pytest.approx(10 * 0.32)
    assert needs["on_page at once"].limit == 5
    assert needs["pages an hour in digests, were they to one list by email"].needed == pytest.approx(17_640)


def test_every_limit_names_its_source() -> None:
    assert all(found["where"].startswith("https://") for found in model.limits().values())


def test_the_bill_is_that_of_the_price_list(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bill, "prices", lambda: PRICES)
    found = {what: dollars for what, dollars, _ in bill.dollars(LOAD, "arm64")}
    assert found["Lambda, on_page"] == pytest.approx(36_000 * (0.32 * 1.769 * 0.001 + 1 / 5))
    assert found["DynamoDB"] == pytest.approx(3600 * (119 + 2 * (20 + 3 + 4.9)))
    assert found["S3 requests"] == pytest.approx(3600 * (1 + 14.9 * 10))
    assert found["SQS"] == pytest.approx(36_000 * 1.4 + (3600 + 2 * (3600 + 360)) * 2)
    assert found["logs"] == pytest.approx(36_000 * 500 / 1e9)
    assert found["SES, were all digests by email"] == pytest.approx(360)


SAID = {"source": "https://example.com", "read": "2026-11"}
PRICES = {
    "lambda": SAID | {"gigabyte_second": {"arm64": 0.001}, "million_requests": 1e6},
    "dynamodb": SAID | {"million_reads": 2e6, "million_writes": 1e6},
    "s3": SAID | {"thousand_puts": 1e3, "thousand_gets": 1e4},
    "sqs": SAID | {"million_requests": 1e6, "million_fifo": 2e6},
    "logs": SAID | {"gigabyte": 1},
    "ses": SAID | {"thousand_mails": 1e3},
}


def held(*resident: float, records: int = 5) -> list[Call]:
    return [Call(cpu=0, wall=0, resident=each, records=records) for each in resident]


def test_memory_is_the_most_of_a_process_and_its_mean_by_tenths() -> None:
    found = memory(held(*(100 + number for number in range(20))))
    assert found["most"] == 119
    assert found["tenths"] == pytest.approx([100.5 + 2 * number for number in range(10)])
    assert memory([]) == {"most": 0.0, "tenths": [], "slope": None}


def test_the_slope_of_memory_is_for_a_thousand_pages_after_the_caches_are_full() -> None:
    warming = [number * 10 for number in range(30)]
    found = memory(held(*warming, *(300 + 0.1 * number for number in range(10)), records=100))
    assert found["slope"] == pytest.approx(1)
    assert when_replaced(found, cpu=4.32) == pytest.approx(300.9 + 10), "10,000 pages in 12 hours"


def test_a_process_that_gives_memory_back_ends_with_what_it_held() -> None:
    assert when_replaced(memory(held(*[100.0] * 30, *[90.0, 80.0] * 5, records=100)), 1.0) == 100


def test_of_a_process_that_saw_few_pages_its_end_is_not_foretold() -> None:
    assert when_replaced(memory(held(*[100.0] * 40, records=99)), 1.0) is None
    assert when_replaced(memory(held(*[100.0] * 40, records=100)), 1.0) == 100


def test_a_page_that_ends_nowhere_or_elsewhere_than_it_was_to_is_a_problem() -> None:
    pages = [mix.Page(number, f"{number}.html", b"", frozenset({Fate.AT_ONCE})) for number in range(3)]
    fates = {0: Fate.AT_ONCE, 1: Fate.UNWATCHED}
    assert list(unlike(pages, fates)) == [
        "page 1 (1.html) is matched by no watch, not told at once",
        "page 2 (2.html) is lost, not told at once",
    ]


def test_a_page_with_two_endings_is_a_problem() -> None:
    account = Account()
    account.put(7, Fate.AT_ONCE)
    account.put(7, Fate.AT_ONCE)
    assert account.problems == []
    account.put(7, Fate.DEAD)
    assert account.problems == ["page 7 is told at once, and in the dead-letter queue"]


def test_the_mix_is_the_same_each_time_and_holds_each_kind_of_poison() -> None:
    pages = list(mix.pages(60))
    assert pages == list(mix.pages(60))
    poison = [page for page in pages if page.key.startswith("poison/") or page.event]
    assert len(poison) == 6
    assert Counter(fate for page in poison for fate in page.may) == {Fate.DISCARDED: 5, Fate.DEAD: 1}


def test_each_page_has_a_key_and_an_address_of_its_own() -> None:
    pages = list(mix.pages(300))
    keys = [page.key for page in pages if page.key]
    assert len(set(keys)) == len(keys)
    assert len({page.url for page in pages}) == 300
