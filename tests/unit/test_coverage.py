"""Pages of sections and lists are told by what covers them; running text by what stands early."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.fakes import HashingEncoder

from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import page_of
from pagebrief.summary import rank, summarise
from pagebrief.summary.coverage import cover

GUIDE = (
    "Keeping bees",
    "This guide tells beginners how bees are kept through one whole year.",
    "It is for people with a garden who have never opened a hive before.",
    "Tools",
    "- a veil and gloves",
    "- a smoker",
    "A smoker and a veil are the tools that no beginner can do without.",
    "Feeding",
    "- sugar syrup in autumn",
    "- water all year",
    "Bees are fed with sugar syrup in autumn and find water all year.",
    "Who can help me?",
)
NEWS = tuple(text for text in GUIDE if text.endswith("."))


def page(*texts: str) -> CleanPage:
    return page_of("\n\n".join(texts))


def told(*texts: str) -> list[str]:
    return [each.text for each in summarise(page(*texts), HashingEncoder()).sentences]


def vectors(*angles: float) -> NDArray[np.float32]:
    return np.array([[np.cos(angle), np.sin(angle)] for angle in angles], np.float32)


def chosen(angles: list[float], eligible: list[bool], count: int) -> list[int]:
    return [at for at, each in enumerate(cover(vectors(*angles), eligible, count, {})) if each.chosen]


def test_a_guide_is_told_by_its_first_sentence_and_those_that_cover_its_sections() -> None:
    assert told(*GUIDE) == [GUIDE[1], GUIDE[6], GUIDE[10]]


def test_how_it_was_told_is_said() -> None:
    assert summarise(page(*GUIDE), HashingEncoder()).method == "coverage, among 12 sentences"
    assert summarise(page(*NEWS, *NEWS), HashingEncoder()).method == "expected overlap, among 8 sentences"


def test_a_short_question_is_not_told_without_its_answer() -> None:
    ranked = rank(
        page(*NEWS, "How many hives may stand in one garden of the town?"), HashingEncoder()
    ).sentences
    assert [each.eligible for each in ranked] == [True] * len(NEWS) + [False]


def test_each_sentence_more_is_the_one_that_adds_most() -> None:
    assert chosen([0.0, 0.1, 1.4, 1.5, 0.8], [True] * 5, 2) == [0, 2]
    assert chosen([0.0, 0.1, 1.4, 1.5, 0.8], [True, True, False, True, True], 2) == [0, 3]


def test_what_leans_on_a_sentence_that_is_not_told_waits_until_nothing_else_is_left() -> None:
    def told(leaning: dict[int, list[int]], count: int) -> list[int]:
        found = cover(vectors(0.0, 0.2, 1.4, 1.2), [True] * 4, count, leaning)
        return [at for at, each in enumerate(found) if each.chosen]

    assert told({}, 2) == [0, 2]
    assert told({2: [1]}, 2) == [0, 3]
    assert told({2: [0, 1]}, 2) == [0, 2]
    assert told({1: [], 2: [], 3: []}, 3) == [0, 1, 2]


def test_what_a_sentence_covers_alone_and_what_others_tell_of_it_is_said() -> None:
    one, two = cover(vectors(0.0, np.pi / 3), [True, True], 2, {})
    assert (one.overlap, two.told) == (pytest.approx(0.75), pytest.approx(0.5))


@given(st.lists(st.tuples(st.floats(0, 1.5), st.booleans()), min_size=1, max_size=12), st.integers(1, 4))
def test_as_many_eligible_sentences_are_told_as_there_are_and_the_first_among_them(
    sentences: list[tuple[float, bool]], count: int
) -> None:
    able = [at for at, (_, eligible) in enumerate(sentences) if eligible]
    found = chosen([angle for angle, _ in sentences], [each for _, each in sentences], count)
    assert set(found) <= set(able)
    assert len(found) == min(count, len(able))
    assert found[:1] == able[:1]
