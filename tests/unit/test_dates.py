import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.pages.dates import find_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Created: 28-04-2025 03:31 IST", "2025-04-28T03:31+05:30"),
        ("Monday November 18, 2019 7:45 am PST by the desk", "2019-11-18T07:45-08:00"),
        ("Nov. 18, 2019", "2019-11-18"),
        ("18 November 2019 at 10:00 GMT", "2019-11-18T10:00+00:00"),
        ("6th of May 2024", "2024-05-06"),
        ("2019-11-18T07:45:00-08:00", "2019-11-18T07:45:00-08:00"),
        ("2019-11-18T07:45:00.123Z", "2019-11-18T07:45:00+00:00"),
        ("5. Januar 2024", "2024-01-05"),
        ("12 de agosto de 2023", "2023-08-12"),
        ("11/18/2019 3:00 PM ET", "2019-11-18T15:00"),
        ("04/05/2025 09:00 EST", "2025-04-05T09:00-05:00"),
        ("04/05/2025", "2025-05-04"),
        ("12:05 am is not midnight's date: May 1, 2020 12:05 am UTC", "2020-05-01T00:05+00:00"),
    ],
)
def test_a_date_is_as_exact_as_the_page_is(text: str, iso: str) -> None:
    found = find_date(text)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text", ["31.02.2024", "in 2019", "10.1000/182", "2024-13-01", "call 0123-4567-2024", ""]
)
def test_what_is_no_date_is_not_read_as_one(text: str) -> None:
    assert find_date(text) is None


def test_the_order_of_day_and_month_can_be_told() -> None:
    found = find_date("04/05/2025", month_first=True)
    assert found is not None
    assert found.iso == "2025-04-05"


@given(st.text())
def test_any_text_is_searched_without_an_error_and_the_place_is_right(text: str) -> None:
    found = find_date(text)
    if found:
        assert 0 <= found.start < found.end <= len(text)
