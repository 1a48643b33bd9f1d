import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.summary.lexical import terms, vectors


def test_sentences_that_share_rare_words_are_near() -> None:
    found = vectors(
        ["die Brücke im Hafen", "der Hafen hat die neue Brücke", "die Katze schläft", "die Katze frisst"]
    )
    likeness = found @ found.T
    assert likeness[0, 1] > likeness[0, 2]
    assert likeness[2, 3] > likeness[1, 3]


def test_forms_of_a_word_are_one_and_chinese_is_told_in_pairs() -> None:
    assert list(terms("Bücherei Büchereien")) == ["büche", "büche"]
    assert list(terms("市议会 NATO")) == ["市议", "议会", "nato"]


def test_what_one_sentence_alone_says_makes_it_less_like_others() -> None:
    found = vectors(["kelp farm", "kelp farm", "kelp farm on the northern coast of the island"])
    likeness = found @ found.T
    assert likeness[0, 1] > likeness[0, 2] > 0


@given(st.lists(st.text(max_size=40), max_size=8))
def test_vectors_of_anything_are_finite_and_at_most_of_length_one(sentences: list[str]) -> None:
    found = vectors(sentences)
    assert found.shape[0] == len(sentences)
    assert np.isfinite(found).all()
    assert (np.linalg.norm(found, axis=1) <= 1.001).all()
