"""A summary is told from paragraphs that the cleaner is sure of."""

from tests.fakes import HashingEncoder

from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import compose
from pagebrief.summary import rank

TEXTS = (
    "All photographs in this report were taken with a drone of the council on Sunday.",
    "The council of Northport decided on Monday to rebuild the old bridge over the river.",
    "The work on the bridge begins in May and costs the council of Northport four million.",
    "Until the bridge opens, a ferry over the river runs twice an hour from the harbour.",
)


def told(certainties: tuple[float, ...], count: int) -> list[int]:
    text, paragraphs = compose(TEXTS, certainties)
    page = CleanPage(text, paragraphs, language="en")
    ranked = rank(page, HashingEncoder(), count).sentences
    return [number for number, each in enumerate(ranked) if each.chosen]


def test_a_doubtful_paragraph_is_not_told_where_sure_ones_are_enough() -> None:
    assert 0 in told((1.0, 1.0, 1.0, 1.0), 4)
    assert told((0.5, 0.99, 0.99, 0.99), 3) == [1, 2, 3]


def test_where_sure_ones_are_too_few_the_surest_are_told() -> None:
    assert told((0.3, 0.6, 0.99, 0.7), 3) == [1, 2, 3]


def test_the_lead_may_be_doubted_a_little_more_than_what_follows() -> None:
    assert told((0.85, 0.85, 0.99, 0.99), 3) == [0, 2, 3]
