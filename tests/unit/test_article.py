from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.pages.article import MOST_LINES, article_lines
from pagebrief.pages.choice import LEAST, chosen
from pagebrief.pages.line_features import BUCKETS, WORDS, features_of
from pagebrief.pages.line_model import BLOCKS, LINES, load
from pagebrief.pages.lines import Line, logical_lines
from pagebrief.pages.prose import is_prose, words

LIKELIHOOD = st.floats(LEAST, 1, allow_nan=False)  # nothing is less likely


def expected_f1(keep: tuple[bool, ...], likelihoods: list[float], lengths: list[float]) -> float:
    taken = sum(length for length, each in zip(lengths, keep, strict=True) if each)
    right = sum(n * p for n, p, each in zip(lengths, likelihoods, keep, strict=True) if each)
    return 2 * right / (taken + sum(n * p for n, p in zip(lengths, likelihoods, strict=True)))


@given(st.lists(st.tuples(LIKELIHOOD, st.integers(1, 50)), min_size=1, max_size=7))
def test_no_other_choice_of_lines_promises_more(lines: list[tuple[float, int]]) -> None:
    likely, lengths = [p for p, _ in lines], [float(n) for _, n in lines]
    if not any(likely):
        return
    ours = tuple(chosen(np.array(likely), np.array(lengths)))
    best = max(
        expected_f1(keep, likely, lengths) for keep in product([True, False], repeat=len(lines)) if any(keep)
    )
    assert expected_f1(ours, likely, lengths) == pytest.approx(best)


def test_where_nothing_is_certain_the_likeliest_lines_are_chosen() -> None:
    assert chosen(np.array([0.2, 0.19, 0.01]), np.array([30.0, 30.0, 30.0])) == [True, True, False]


def test_every_line_has_numbers_words_and_itself() -> None:
    lines = [
        Line("Home", 1),
        Line("The council met on Monday, and decided to build a new bridge over it.", 2, gap=1),
    ]
    features = features_of(lines)
    assert features.numbers.shape[0] == 2
    words, wholes = features.bags["words"], features.bags["wholes"]
    assert words.shape == (2, WORDS)
    assert words[0, 1:].sum() == 0
    assert wholes[0] > 0
    assert wholes[1] == 0
    assert features.lengths.tolist() == [1.0, 14.0]


@given(st.lists(st.text(st.characters(codec=None), min_size=1, max_size=80), min_size=1, max_size=20))
def test_any_lines_have_finite_features_and_likelihoods(texts: list[str]) -> None:
    lines = logical_lines("\n".join(texts))
    if lines:
        features = features_of(lines)
        assert np.isfinite(features.numbers).all()
        assert features.bags["words"].max() < BUCKETS
        found = load(LINES).likelihoods(features)
        assert found.shape == (len(lines),)
        assert ((found >= 0) & (found <= 1)).all()


def test_lines_beyond_the_most_that_are_looked_at_are_of_no_article() -> None:
    sentence = "A sentence that is long enough to be taken for prose by anybody."
    kept = article_lines([Line(sentence, number) for number in range(MOST_LINES + 5)])
    assert any(kept)
    assert not any(kept[MOST_LINES:])


def test_a_page_of_menu_entries_has_no_article() -> None:
    assert not any(article_lines([Line(f"Entry {n}", n) for n in range(30)]))
    assert article_lines([]) == []


def test_the_weights_are_small_and_say_what_they_were_fitted_on() -> None:
    assert LINES.stat().st_size + BLOCKS.stat().st_size < 2_000_000
    told = LINES.with_suffix(".md").read_text("utf-8")
    assert all(licence in told for licence in ("MIT", "Apache-2.0", "CC-BY-4.0"))


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("The council met on Monday and decided to build a bridge.", True),
        ("Home News Sport Weather Travel Opinion Culture Video Audio", False),
        ("Read more.", False),
        ("県立図書館は五日、来年四月から平日の開館時間を午後九時まで延長すると発表した。", True),
    ],
)
def test_prose_is_long_enough_and_ended(text: str, prose: bool) -> None:
    assert is_prose(text) is prose


def test_words_are_counted_where_they_have_no_spaces_too() -> None:
    assert words("one two three") == 3
    assert words("開館時間を延長") > 3


def test_a_list_that_the_model_is_sure_of_is_kept_without_one_sentence() -> None:
    lines = logical_lines(
        "Storm lantern\n\nDetails\n\n"
        "Height: 31 centimetres with the handle up\nWeight: 1.2 kilograms without fuel\n"
        "Fuel: lamp oil or paraffin of any grade\nBurning time: twenty hours on one filling of the tank\n"
        "Material: solid brass, glass and a wick of cotton\nMade in: Northport by hand since 1931\n"
        "Spare parts: glass, wick and burner are kept in stock\nWarranty: ten years on all parts but the wick"
    )
    assert not any(is_prose(line.text) for line in lines)
    assert sum(likely > 0 for likely in article_lines(lines)) >= 8


def test_a_menu_yields_nothing() -> None:
    assert not any(
        article_lines(logical_lines("Home\nNews\nSport\nBusiness\nCulture\nWeather\nJobs\nContact"))
    )
