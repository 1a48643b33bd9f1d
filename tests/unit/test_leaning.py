"""Sentences that say nothing, or the wrong thing, without those that stand before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashingEncoder
from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import compose
from pagebrief.summary import rank, summarise
from pagebrief.summary.expected import Expected, Words
from pagebrief.summary.leaning import DIRECT, PERSON, adrift, leaning, reach
from pagebrief.summary.selection import choose

NEWS = (
    "The council of Eastharbour approved a new bridge over the inner basin on Monday.",
    "Mayor Ida Brandt said that it costs nine million.",
    "A farmer, fined for a dam last year, spoke for two hours.",
    "But he wants the council to build the bridge of Eastharbour on Monday.",
    "Lorries go around the outer harbour until then.",
)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "But the council refused."),
        ("en", "However, nobody was hurt."),
        ("en", "For example, a ferry may be late."),
        ("en", "This would take years."),
        ("en", "These ferries are slow."),
        ("en", "That’s the plan."),
        ("en", "(And the ferry waits.)"),
        ("en", "Their association asked for more."),
        ("en", "They’re late."),
        ("en", "It opens in May."),
        ("de", "Doch der Rat lehnte ab."),
        ("de", "Dieser Plan kostet zu viel."),
        ("de", "Das ist der Plan."),
        ("fr", "Cependant, le conseil a refusé."),
        ("fr", "Cette décision coûte trop."),
        ("es", "Sin embargo, nadie resultó herido."),
        ("it", "Questo progetto costa troppo."),
        ("pt", "Mas o conselho recusou."),
        ("nl", "Maar de raad weigerde."),
    ],
)
def test_what_joins_or_points_or_is_of_several_leans_on_the_sentence_before_it(
    language: str, text: str
) -> None:
    assert reach(text, language) == DIRECT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He denied it."),
        ("en", "“He’s late.” That is what the mayor said."),
        ("en", "“We are late,” she said."),
        ("en", "“We are late,” added he."),
        ("de", "Ihre Mutter lehnte ab."),
        ("de", "„Wir sind spät dran“, sagte sie."),
        ("fr", "Elle a refusé."),
        ("fr", "« Nous sommes en retard », a-t-il dit."),
        ("es", "Sus padres se negaron."),
        ("it", "Il suo avvocato ha rifiutato."),
        ("pt", "Seus pais recusaram."),
        ("nl", "Hij weigerde."),
    ],
)
def test_whom_it_means_was_said_a_sentence_or_two_before(language: str, text: str) -> None:
    assert reach(text, language) == PERSON


@pytest.mark.parametrize(
    "text",
    [
        "“We are glad.”",
        '"We are glad."',
        "„Wir sind froh.“",
        "»Wir sind froh.«",
        "“We waited for years.",
        'We left."',
    ],
)
def test_a_quotation_leans_on_who_says_it_in_any_language(text: str) -> None:
    assert reach(text, "xx") == DIRECT


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council approved a bridge."),
        ("en", "Butter is dear."),
        ("en", "This week the ferry stops."),
        ("en", "This year’s budget is small."),
        ("en", "This guide tells how bees are kept."),
        ("en", "Those who pay may cross."),
        ("en", "It is not known who paid."),
        ("en", "It’s raining."),
        ("en", "Still lifes hang in the hall."),
        ("en", "“We are glad,” the mayor said."),
        ("en", "“We are glad,” Ida Brandt said, and she left."),
        ("de", "Diese Woche fällt die Fähre aus."),
        ("de", "Das Schiff legte ab."),
        ("de", "Es gibt keine Fähre."),
        ("de", "Erst am Montag fährt die Fähre."),
        ("fr", "Il y a deux ponts."),
        ("fr", "Ce lundi, le pont ouvre."),
        ("es", "Este martes abre el puente."),
        ("es", "Obras en el puente."),
        ("it", "È aperto il ponte."),
        ("it", "Questa settimana apre il ponte."),
        ("pt", "Esta semana abre a ponte."),
        ("nl", "Deze week opent de brug."),
        ("ru", "Он отказался."),
        (None, "Ferries stop."),
    ],
)
def test_others_stand_by_themselves(language: str | None, text: str) -> None:
    assert reach(text, language) == 0


def test_a_page_of_no_language_is_read_as_english() -> None:
    assert reach("But the council refused.", None) == DIRECT


def test_the_first_sentence_of_a_page_leans_on_nothing() -> None:
    assert leaning(["But he refused.", "But he refused.", "Ferries stop.", "He left."], "en") == {
        1: DIRECT,
        3: PERSON,
    }


def test_a_sentence_is_adrift_whose_support_is_not_told() -> None:
    leans = {2: DIRECT, 5: PERSON}
    assert adrift([1, 2], leans) == adrift([3, 5], leans) == adrift([4, 5], leans) == 0
    assert adrift([0, 2], leans) == adrift([1, 2, 5], leans) == 1
    assert adrift([2, 5], leans) == 2
    assert adrift([0, 3], leans) == 0


def test_of_two_that_tell_as_much_the_one_is_told_that_stands_by_itself() -> None:
    sentences = [Words.of(text) for text in ("a b", "x y", "but c d", "c d e")]
    expected = Expected(dict.fromkeys("abcd", 1.0) | dict.fromkeys(["but", "e", "x", "y"], 0.0), length=4)
    assert choose(sentences, expected, [0, 1, 2, 3], 2, {}) == [0, 2]
    assert choose(sentences, expected, [0, 1, 2, 3], 2, {2: DIRECT}) == [0, 3]
    assert choose(sentences, expected, [0, 1, 2, 3], 2, {2: PERSON}) == [0, 2]


def page(*sentences: str) -> CleanPage:
    text, paragraphs = compose(sentences)
    return CleanPage(text, paragraphs, language="en")


def test_he_is_not_told_without_whom_it_means() -> None:
    found = rank(page(*NEWS), HashingEncoder(), 3).sentences
    assert [each.sentence.text for each in found if each.leans] == [NEWS[3]]
    assert [each.sentence.text for each in found if each.chosen] == [NEWS[0], NEWS[2], NEWS[4]]
    alone = page(NEWS[0], NEWS[1], NEWS[3].removeprefix("But ").replace("he", "The farmer", 1), NEWS[4])
    assert len([each for each in rank(alone, HashingEncoder(), 3).sentences if each.leans]) == 0


def test_a_page_whose_sentences_all_lean_is_still_told() -> None:
    text = (
        "The council met on Monday in the old town hall.",
        *(f"But in ward {n} it was refused." for n in range(5)),
    )
    assert len(summarise(page(*text), HashingEncoder(), 3).sentences) == 3


@given(
    st.text("“”\"„«»' heHEbut.,\n", max_size=80),
    st.sampled_from(["en", "de", "fr", "es", "it", "pt", "nl", "xx", None]),
)
def test_any_text_reaches_back_not_at_all_or_one_or_two(text: str, language: str | None) -> None:
    assert reach(text, language) in {0, DIRECT, PERSON}
