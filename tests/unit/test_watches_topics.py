"""How like a topic a page is."""

import json

import numpy as np
import pytest
from benchmarks.topics import report
from benchmarks.topics.figures import at, best_threshold, figures

from pagebrief.model import CleanPage, PageRef, Reason
from pagebrief.pages.paragraphs import page_of
from pagebrief.watch import Match, Topic, Watch
from pagebrief.watches import AUTO, likenesses, match, texts_of, threshold
from pagebrief.watches.topics import AUTO_WITH_EXAMPLES, Vectors, likeness

SHIPS = Topic("ships", ("A ferry crosses.",), 0.5)


def unit(*degrees: float) -> Vectors:
    """Unit vectors in a plane, by their angles to the topic's."""
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_the_nearest_quarter_counts_and_the_nearest_sentence_is_named() -> None:
    sentences = unit(90, 60, 90, 0, 60, 60, *[90] * 10)
    found = likeness(unit(0)[0], sentences)
    assert found.similarity == pytest.approx((1 + 3 * 0.5) / 4, abs=1e-6)
    assert found.nearest == 3


def test_of_a_short_page_three_sentences_count() -> None:
    assert likeness(unit(0)[0], unit(0, 90, 90, 90)).similarity == pytest.approx(1 / 3, abs=1e-6)
    assert likeness(unit(0)[0], unit(0)).similarity == pytest.approx(1, abs=1e-6)


def test_a_topic_lies_between_its_description_and_its_examples() -> None:
    vectors = dict(zip(texts_of([SHIPS]), unit(-40, 40), strict=True))
    found = likenesses(vectors, unit(0))(SHIPS)
    assert found
    assert found.similarity == pytest.approx(1, abs=1e-6)


def test_a_page_without_a_sentence_is_like_nothing() -> None:
    assert likenesses({}, np.zeros((0, 2), np.float32))(SHIPS) is None


def page() -> CleanPage:
    return page_of("It rains. A ferry crosses. It snows.", None)


def test_the_reason_names_similarity_threshold_and_nearest_sentence() -> None:
    watch = Watch("port", Match(topics=(SHIPS,)), ())
    like = likenesses({"ships": unit(0)[0], "A ferry crosses.": unit(0)[0]}, unit(45, 15, 45))
    (found,) = match([watch], page(), PageRef("", "x"), like, [(0, 9), (10, 26), (27, 36)])
    (reason,) = found.reasons
    assert (reason.rule, reason.watch, reason.matched, reason.start, reason.threshold) == (
        "it is about “ships”",
        "port",
        "A ferry crosses.",
        10,
        0.5,
    )
    assert reason.similarity == pytest.approx(np.cos(np.radians([45, 15, 45])).mean(), abs=1e-6)


@pytest.mark.parametrize("angle", [61, 90])
def test_a_page_that_is_less_like_it_does_not_match(angle: float) -> None:
    watch = Watch("port", Match(topics=(Topic("ships", (), 0.5),)), ())
    like = likenesses({"ships": unit(0)[0]}, unit(angle))
    assert match([watch], page(), PageRef("", "x"), like, [(0, 9)]) == ()


def test_without_vectors_no_topic_matches() -> None:
    assert match([Watch("port", Match(topics=(SHIPS,)), ())], page(), PageRef("", "x")) == ()


def test_a_reason_can_still_be_a_rule_alone() -> None:
    assert Reason("every page is told").matched is None


def test_the_threshold_is_the_one_given_or_the_one_measured() -> None:
    measured = json.loads(report.RESULTS.read_text("utf-8"))
    assert threshold(SHIPS) == 0.5
    assert threshold(Topic("ships")) == AUTO == measured["auto"]["best"]
    assert threshold(Topic("ships", ("x",))) == AUTO_WITH_EXAMPLES == measured["auto with examples"]["best"]


def test_the_tables_are_those_that_were_measured() -> None:
    document = report.DOC.read_text("utf-8")
    assert report.written(document, report.load()) == document


def test_figures_are_those_of_a_small_case() -> None:
    similarities = np.array([[0.9, 0.1], [0.6, 0.5], [0.2, 0.3]])
    kinds = np.array([0, 1, 1])
    assert figures(similarities, kinds).accuracy == pytest.approx(2 / 3)
    assert figures(similarities, kinds).auc == pytest.approx(7 / 9)  # of 3 × 3 pairs; 0.5 and 0.3 lose to 0.6
    found = at(0.5, similarities, kinds)
    assert (found.precision, found.recall, found.false_alarms) == pytest.approx((2 / 3, 2 / 3, 1 / 3))
    assert best_threshold(similarities, kinds) == 0.21  # the lowest of the best
