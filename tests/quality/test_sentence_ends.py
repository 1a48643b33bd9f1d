"""As many labelled cases are wholly right as were when this was measured (``make bench-sentences``)."""

from benchmarks.sentences.cases import read_cases
from benchmarks.sentences.splitters import ours

CASES, RIGHT, RIGHT_ASIDE = 281, 268, 132


def test_sentences_end_where_people_end_them() -> None:
    cases = read_cases()
    right = [case for case in cases if ours(case.text, case.language) == case.starts]
    assert len(cases) == CASES
    assert len(right) >= RIGHT
    assert sum(case.kept_aside for case in right) >= RIGHT_ASIDE


def test_hardly_any_sentence_is_cut_in_two() -> None:
    """A sentence that is too long is whole; one that was cut is not."""
    cuts = [set(ours(case.text, case.language)) - set(case.starts) for case in read_cases()]
    assert sum(map(len, cuts)) <= 7
