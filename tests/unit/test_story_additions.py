"""What a later page adds, and what changed between two versions of one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashingEncoder
from pagebrief.stories import added, corrected, said, said_from_bytes, said_to_bytes
from pagebrief.story import Said

REPORT = [
    "An earthquake of magnitude 6.4 struck the coast of Tolvar on Monday, killing at least seven people.",
    "Its centre lay 30 kilometres off the port of Sanrio at a depth of 12 kilometres.",
    "A hotel and part of the cathedral collapsed, the mayor said.",
]


def heard(*sentences: str) -> tuple[Said, ...]:
    return said(sentences, HashingEncoder(384).encode(sentences))


def test_a_copy_adds_nothing() -> None:
    addition = added(heard(*REPORT[1:], REPORT[0]), heard(*REPORT))
    assert (addition.sentences, addition.novelty) == ((), 0.0)


def test_the_first_page_adds_all_that_it_says() -> None:
    addition = added(heard(*REPORT), ())
    assert (addition.sentences, addition.novelty) == (tuple(REPORT), 1.0)


def test_what_no_earlier_page_said_is_added() -> None:
    new = "Two planes with tents and blankets landed at noon."
    addition = added(heard(REPORT[0], new), heard(*REPORT))
    assert addition.sentences == (new,)
    assert addition.novelty == pytest.approx(9 / (9 + 17))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("killing at least seven people", "killing at least 23 people"),
        ("magnitude 6.4", "magnitude 6.5"),
        ("coast of Tolvar", "coast of Belmark"),
    ],
)
def test_another_number_or_name_is_new_however_near_the_sentence_is(old: str, new: str) -> None:
    changed = REPORT[0].replace(old, new)
    assert added(heard(changed), heard(*REPORT)).sentences == (changed,)


def test_a_number_that_was_said_of_something_else_is_new() -> None:
    changed = REPORT[0].replace("seven", "12")
    assert added(heard(changed), heard(*REPORT)).sentences == (changed,)


def test_a_number_in_other_letters_is_none() -> None:
    assert added(heard(REPORT[0].replace("seven", "7")), heard(*REPORT)).sentences == ()


def test_a_name_that_any_earlier_page_named_is_not_new() -> None:
    earlier = heard(*REPORT, "The mayor of Sanrio is called Lucia Ferran and asked for blankets.")
    assert added(heard(REPORT[2].replace("the mayor", "Lucia Ferran")), earlier).sentences == ()


def test_sentences_are_the_same_by_their_meaning_where_their_words_differ() -> None:
    vector = np.full((1, 4), 0.5, np.float32)
    one, other = said(["The talks failed."], vector), said(["Negotiators gave up."], vector)
    assert added(one, other).sentences == ()
    assert added(said(["The talks failed."]), said(["Negotiators gave up."])).sentences == (
        "The talks failed.",
    )


def test_vectors_of_another_encoder_are_not_compared() -> None:
    one = said(["The talks failed."], np.full((1, 4), 0.5, np.float32))
    other = said(["Negotiators gave up."], np.full((1, 16), 0.25, np.float32))
    assert added(one, other).sentences == ("The talks failed.",)


def test_a_correction_says_what_came_and_what_went() -> None:
    after = [REPORT[0].replace("seven", "19"), REPORT[1], "The power is out in half of the city."]
    correction = corrected(heard(*REPORT), heard(*after))
    assert correction.added == (after[0], after[2])
    assert correction.removed == (REPORT[0], REPORT[2])


def test_a_single_other_word_is_a_correction() -> None:
    after = [*REPORT[:2], REPORT[2].replace("collapsed", "survived")]
    assert corrected(heard(*REPORT), heard(*after)).added == (after[2],)


def test_a_mended_comma_is_no_correction() -> None:
    after = [REPORT[0].replace("Monday, killing", "Monday killing"), *REPORT[1:]]
    assert corrected(heard(*REPORT), heard(*after)) == corrected((), ())


def test_of_a_long_page_the_beginning_is_remembered() -> None:
    assert len(said(["One more."] * 500)) == 40


def test_what_a_page_said_survives_the_store() -> None:
    sentences = [
        *(
            f"Sentence {n} of a long page, with a few more words to make it of usual length."
            for n in range(60)
        ),
        "",
    ]
    page = said(sentences, np.random.default_rng(1).standard_normal((61, 384), np.float32) / 20)
    stored = said_to_bytes(page)
    assert said_from_bytes(stored) == page
    assert len(stored) < 18_000
    assert said_from_bytes(said_to_bytes(said(["\ud800\n", "ü"]))) == said(["\ud800\n", "ü"])


@given(st.lists(st.text(max_size=40), max_size=5), st.lists(st.text(max_size=40), max_size=5))
def test_novelty_is_a_share_and_a_page_adds_nothing_to_itself(one: list[str], other: list[str]) -> None:
    assert 0 <= added(said(one), said(other)).novelty <= 1
    told = [text for text in one if any(map(str.isalnum, text))]
    assert added(said(told), said(told)).novelty == 0
