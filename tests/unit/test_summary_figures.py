"""What the benchmark of summaries counts."""

import numpy as np
import pytest
from benchmarks.summaries.figures import coverage, is_of, rouge

TRUTH = "The council approved the bridge, at last, on Monday evening. Ferries stop in May."


def test_a_sentence_is_of_the_text_whatever_its_marks_and_spaces() -> None:
    assert is_of("The council  approved the bridge at last — on Monday evening", TRUTH)
    assert is_of("in May", TRUTH)


@pytest.mark.parametrize(
    "sentence", ["Sign up for our letter.", "The ferries stop in June, and the council approved it."]
)
def test_a_sentence_of_another_text_is_a_stranger(sentence: str) -> None:
    assert not is_of(sentence, TRUTH)


def test_coverage_is_the_mean_cosine_to_the_nearest_sentence_told() -> None:
    assert coverage(np.float32([[1, 0], [0, 1], [1, 0]]), [0]) == pytest.approx(2 / 3)


def test_rouge_is_googles_with_stemming() -> None:
    assert rouge("the bridges open", "the bridge opens") == pytest.approx((100.0, 100.0))
