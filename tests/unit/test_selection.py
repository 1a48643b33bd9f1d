"""Which sentences tell a page, by position, centrality and the words of a likely summary."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.summary.expected import Expected, Words
from pagebrief.summary.selection import centralities, choose, positions, select

NEAR, FAR = np.float32([1, 0]), np.float32([0, 1])


def words(*texts: str) -> list[Words]:
    return [Words.of(text) for text in texts]


def test_the_first_sentence_that_stands_alone_weighs_most_and_others_less_and_less() -> None:
    weights = positions([False, True, True, False, True])
    assert weights[1] == 1.0
    assert weights[1] > weights[2] > weights[4] > 0
    assert weights[0] == weights[3] == 0.0


def test_a_sentence_is_central_where_much_of_the_page_is_about_the_same() -> None:
    central = centralities(np.stack([NEAR, FAR, NEAR, NEAR]), [True] * 4)
    assert central.tolist() == [1.0, 0.0, 1.0, 1.0]


def test_what_is_not_eligible_makes_nothing_central() -> None:
    central = centralities(np.stack([NEAR, FAR, FAR, NEAR]), [True, False, False, True])
    assert central.tolist() == [1.0, 0.0, 0.0, 1.0]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_centrality_of_few_sentences_is_defined(count: int) -> None:
    assert centralities(np.tile(NEAR, (count, 1)), [True] * count).tolist() == [1.0] * count


def test_words_are_those_of_any_script() -> None:
    assert Words.of("The 42nd bridge, THE end") == Words(frozenset({"the", "42nd", "bridge", "end"}), 5)
    assert Words.of("新桥 is AI技").said == {"新", "桥", "is", "ai", "技"}
    assert Words.of("Мост закрыт").said == {"мост", "закрыт"}


def test_a_word_is_as_likely_as_the_sentences_that_say_it() -> None:
    likely = Expected.of(words("bridge council", "bridge ferry", "lorry"), [1.0, 0.5, 0.0], 3).likely
    assert likely["bridge"] > likely["council"] > likely["ferry"] > likely["lorry"] == 0.0
    # Three words, drawn from 2·1 + 2·0.5: the bridge 1.5 times on average.
    assert likely["bridge"] == pytest.approx(1 - np.exp(-1.5))


def test_the_expected_overlap_is_an_f1() -> None:
    expected = Expected({"bridge": 1.0, "council": 0.5}, length=4)
    assert expected.overlap(expected.matches(["bridge", "council"]), length=2) == pytest.approx(2 * 1.5 / 6)
    assert expected.overlap(0.0, 0) == 0.0


def test_what_was_told_is_not_told_again() -> None:
    sentences = words("the bridge opens", "the bridge opens", "ferries stop")
    expected = Expected.of(sentences, [1.0, 1.0, 0.6], 8)
    assert choose(sentences, expected, [0, 1, 2], 2, {}) == [0, 2]


def test_a_first_choice_is_given_up_where_two_others_tell_more_together() -> None:
    expected = Expected({"a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0, "x": 0.0, "y": 0.0}, length=4)
    sentences = words("b c a x", "a b x y", "c d")
    assert choose(sentences, expected, [0, 1, 2], 1, {}) == [0]
    assert choose(words("b c a x", "a b", "c d"), expected, [0, 1, 2], 2, {}) == [1, 2]


def test_a_long_sentence_that_says_no_more_is_not_chosen() -> None:
    expected = Expected(dict.fromkeys("bridge opens well you see then".split(), 0.0), 4)
    expected = Expected({**expected.likely, "bridge": 1.0, "opens": 1.0}, 4)
    assert choose(words("well bridge you see opens then", "bridge opens"), expected, [0, 1], 1, {}) == [1]


def test_a_sentence_says_how_much_of_it_the_summary_tells_already() -> None:
    texts = ["The bridge opens on Monday.", "The bridge opens on Monday at noon.", "Ferries stop."]
    standings = select(texts, np.stack([NEAR, NEAR, NEAR]), [True] * 3, 1, {})
    (chosen,) = [each for each in standings if each.chosen]
    assert chosen.told == 0.0
    assert max(each.told for each in standings) > 0.6
    assert standings[2].told == 0.0


@given(st.lists(st.text("ab c", max_size=9), max_size=7), st.integers(1, 4), st.data())
def test_any_sentences_have_a_choice_of_eligible_ones(
    texts: list[str], count: int, data: st.DataObject
) -> None:
    eligible = data.draw(st.lists(st.booleans(), min_size=len(texts), max_size=len(texts)))
    vectors = np.zeros((len(texts), 2), np.float32)
    standings = select(texts, vectors, eligible, count, {})
    chosen = [at for at, each in enumerate(standings) if each.chosen]
    assert len(chosen) == min(count, sum(eligible))
    assert all(eligible[at] for at in chosen)
    assert all(0 <= value <= 1 for s in standings for value in (s.position, s.centrality, s.overlap, s.told))
