from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashingEncoder
from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import compose, page_of
from pagebrief.pages.plaintext import clean_text
from pagebrief.summary import rank, summarise
from pagebrief.summary.budget import BUDGET
from pagebrief.summary.sentences import split

EXAMPLES = Path(__file__).parents[2] / "examples/pages"
ENCODER = HashingEncoder()

SENTENCES = (
    "The council of the town approved a new bridge over the inner basin on Monday.",
    "The port authority will pay for most of the bridge, and the region for the rest.",
    "A ferry will carry pedestrians over the basin until the bridge opens.",
    "Lorries will be sent around the outer harbour in the meantime.",
    "Work on the piers of the bridge begins in September.",
)


def page(*sentences: str, title: str | None = None) -> CleanPage:
    text, paragraphs = compose(sentences)
    return CleanPage(text, paragraphs, title=title, language="en")


def test_a_summary_is_whole_sentences_in_reading_order_with_their_places() -> None:
    source = page(*SENTENCES, title="A bridge")
    brief = summarise(source, ENCODER, 3)
    assert brief.headline == "A bridge"
    assert len(brief.sentences) == 3
    assert all(source.text[each.start : each.end] == each.text for each in brief.sentences)
    assert all(each.text in SENTENCES for each in brief.sentences)
    assert [each.start for each in brief.sentences] == sorted(each.start for each in brief.sentences)


@pytest.mark.parametrize("count", [1, 2, 3, 5, 10])
def test_as_many_sentences_as_asked_for_or_all_there_are(count: int) -> None:
    assert len(summarise(page(*SENTENCES), ENCODER, count).sentences) == min(count, len(SENTENCES))


def test_the_same_page_gives_the_same_summary() -> None:
    assert summarise(page(*SENTENCES), ENCODER) == summarise(page(*SENTENCES), ENCODER)


def test_a_sentence_said_twice_is_told_once() -> None:
    brief = summarise(page(SENTENCES[0], SENTENCES[0], *SENTENCES[1:]), ENCODER, 3)
    assert len({each.text for each in brief.sentences}) == 3


def test_scraps_and_headings_are_not_chosen_while_there_are_sentences() -> None:
    ranked = rank(
        page("What happens next", "Yes.", *SENTENCES, "Ferries; lorries; piers"), ENCODER, 4
    ).sentences
    assert {each.sentence.text for each in ranked if each.chosen} <= set(SENTENCES)
    assert len(ranked) == len(SENTENCES) + 3


def test_what_breaks_off_is_not_told_while_there_are_sentences() -> None:
    teaser = "The council of the town approved a new bridge over the inner basin and also..."

    told = summarise(page(teaser, *SENTENCES), ENCODER, 5).sentences

    assert [each.text for each in told] == list(SENTENCES)


def test_a_sentence_is_told_without_the_number_that_its_list_gives_it() -> None:
    numbered = page(*(f"{number}. {sentence}" for number, sentence in enumerate(SENTENCES, 1)))

    assert [numbered.text[span.start : span.end] for span in split(numbered)] == list(SENTENCES)


def test_one_number_alone_is_of_the_sentence() -> None:
    source = page("1. FC Ellery won the cup on Sunday.", *SENTENCES)

    assert source.text[: next(iter(split(source))).end] == "1. FC Ellery won the cup on Sunday."


def test_a_page_of_scraps_alone_is_told_by_its_scraps() -> None:
    assert summarise(page("Opening hours", "From nine to five"), ENCODER).sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Dr. Smit of the U.S. office arrived. It was 3.5 p.m. on Monday.", 2),
        ("“It is over. We won,” the office said. Then they left.", 2),
        ("市议会批准了新桥。工程将于九月开始！什么时候完工？", 3),
        ("وافق المجلس على الخطة. متى يبدأ العمل؟ في الربيع.", 3),
        ("परिषद ने योजना को मंजूरी दी। काम सितंबर में शुरू होगा।", 2),
        ("One 😀 line. Another é one.\nA third line", 3),
    ],
)
def test_sentences_are_found_in_many_scripts(text: str, sentences: int) -> None:
    source = page_of(text)
    spans = list(split(source))
    assert len(spans) == sentences


def test_a_huge_paragraph_is_split_like_a_short_one() -> None:
    sentence = "The council met again on Monday and decided to rebuild the bridge. "
    source = page_of(sentence * 1000)
    assert [source.text[span.start : span.end] for span in split(source)] == [sentence.strip()] * 1000


@given(st.text(max_size=300))
def test_every_sentence_of_any_text_lies_where_it_says(text: str) -> None:
    source = page_of(text)
    brief = summarise(source, ENCODER)
    assert all(text[each.start : each.end] == each.text for each in brief.sentences)


def test_a_ranking_names_what_speaks_for_a_sentence() -> None:
    ranked = rank(page("Opening hours", *SENTENCES), ENCODER, 3).sentences
    assert [each.position for each in ranked[:2]] == [0.0, 1.0]
    assert all(
        0 <= value <= 1 for each in ranked for value in (each.centrality, each.told, each.sentence.score)
    )
    assert max(each.centrality for each in ranked[1:]) == 1.0


def test_a_page_in_the_shape_of_the_news_is_told_without_its_disclaimers() -> None:
    source = clean_text((EXAMPLES / "harbour-bridge.txt").read_text(encoding="utf-8"))
    assert isinstance(source, CleanPage)
    told = " ".join(each.text for each in summarise(source, ENCODER, 10).sentences)
    assert "AI-generated" not in told
    assert "agencies" not in told


def test_a_page_longer_than_the_budget_is_compared_over_its_whole_length() -> None:
    source = page(
        *(f"On day {day} the council of the town spoke of the bridge again." for day in range(2000))
    )
    ranked = rank(source, ENCODER).sentences
    assert len(ranked) == BUDGET
    assert "day 0 " in ranked[0].sentence.text
    assert "day 1999 " in ranked[-1].sentence.text
    assert summarise(source, ENCODER).method == (
        "expected overlap, among 400 of 2,000 sentences (the beginning, then evenly to the end)"
    )


def test_the_method_of_a_page_within_the_budget_says_how_many_sentences() -> None:
    assert summarise(page(*SENTENCES), ENCODER, 3).method == "expected overlap, among 5 sentences"
