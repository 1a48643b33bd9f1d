"""What a line's surroundings tell of it: what ends an article before it, and which runs it lies in."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.pages.endings import is_about_comments, is_between_comments, is_end_heading
from pagebrief.pages.line_endings import endings_before
from pagebrief.pages.line_runs import runs, smoothed

LIKELIHOODS = st.lists(st.floats(0.01, 0.99), min_size=1, max_size=7)


@pytest.mark.parametrize(
    "heading",
    [
        "12 Comments",
        "Leave a Reply",
        "Related stories",
        "TRENDING",
        "You may also like",
        "Tags: bridge, harbour",
    ],
)
def test_headings_of_what_follows_an_article_end_it(heading: str) -> None:
    assert is_end_heading(heading)


@pytest.mark.parametrize("text", ["The trending price of oil", "Topics of the council", "Comments were made"])
def test_headings_of_an_article_do_not(text: str) -> None:
    assert not is_end_heading(text)


def test_comments_are_known_by_their_heading_and_by_what_parts_them() -> None:
    assert is_about_comments("34 comments on “The bridge”")
    assert not is_about_comments("The mayor made no comment on the bridge, whose cost is still unknown")
    assert all(map(is_between_comments, ("Reply", "Log in to Reply", "7", "Ann Lee says:", "3 days ago")))
    assert not is_between_comments("The mayor had nothing to reply")


def test_a_line_knows_how_far_behind_an_ending_it_stands() -> None:
    signs = np.zeros((4, 3), bool)
    signs[1, 0] = True
    table = endings_before(signs, np.array([10.0, 2.0, 30.0, 5.0]))
    assert table.shape == (4, 14)
    lines_ago, words_ago = table[:, 3], table[:, 5]
    assert lines_ago[0] > 5  # nothing ended before
    np.testing.assert_allclose(lines_ago[1:], np.log1p([0, 1, 2]))
    np.testing.assert_allclose(words_ago[1:], np.log1p([0, 30, 35]), rtol=1e-6)


@given(LIKELIHOODS, st.floats(0.5, 0.95))
def test_smoothing_is_the_posterior_of_the_hidden_markov_model(likelihoods: list[float], stay: float) -> None:
    count = len(likelihoods)
    weights = np.zeros(count)
    total = 0.0
    for states in product((0, 1), repeat=count):  # every way that the page could be
        steps = [stay if one == other else 1 - stay for one, other in pairwise(states)]
        seen = [p if state else 1 - p for state, p in zip(states, likelihoods, strict=True)]
        chance = float(np.prod(steps) * np.prod(seen))
        total += chance
        weights += chance * np.array(states)
    np.testing.assert_allclose(smoothed(np.array(likelihoods), stay), weights / total, rtol=1e-9)


def test_a_doubtful_line_amid_main_text_becomes_likely() -> None:
    found = smoothed(np.array([0.9, 0.9, 0.4, 0.9, 0.9, 0.1, 0.4, 0.1]))
    assert found[2] > 0.5 > found[6]


def test_the_likeliest_run_is_known_to_all_lines() -> None:
    table = runs(np.array([0.1, 0.9, 0.2, 0.9, 0.1, 0.8, 0.1]), np.array([20.0, 40, 10, 40, 50, 10, 20]))
    assert table.shape == (7, 9)
    assert table[:, 3].tolist() == [0, 1, 1, 1, 0, 0, 0]
    assert (np.diff(table[:, 4]) > 0).all()  # further behind its start, line by line
