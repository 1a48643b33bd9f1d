from hypothesis import given
from hypothesis import strategies as st

from pagebrief.summary.budget import BUDGET, within_budget

BUDGETS = st.integers(4, 60)


@given(st.integers(0, 60), BUDGETS)
def test_a_page_within_the_budget_is_taken_whole(count: int, budget: int) -> None:
    if count <= budget:
        assert within_budget(range(count), budget) == list(range(count))


@given(st.integers(5, 5000), BUDGETS)
def test_of_a_longer_page_exactly_the_budget_is_taken_in_order_and_none_twice(
    count: int, budget: int
) -> None:
    if count > budget:
        taken = within_budget(range(count), budget)
        assert len(taken) == budget
        assert taken == sorted(set(taken))


@given(st.integers(5, 5000), BUDGETS)
def test_all_of_the_beginning_is_taken_and_of_the_rest_no_stretch_is_left_out(
    count: int, budget: int
) -> None:
    if count > budget:
        taken = within_budget(range(count), budget)
        beginning = budget // 2
        assert taken[:beginning] == list(range(beginning))
        assert taken[-1] == count - 1
        gaps = {
            later - earlier for earlier, later in zip(taken[beginning:], taken[beginning + 1 :], strict=False)
        }
        assert max(gaps) - min(gaps) <= 1


def test_a_page_of_a_million_sentences_costs_what_four_hundred_cost() -> None:
    assert len(within_budget(range(1_000_000))) == BUDGET
