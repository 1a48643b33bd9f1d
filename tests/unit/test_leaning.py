"""Sentences that say nothing, or the wrong thing, without those that stand before them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashingEncoder
from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import compose
from pagebrief.summary import brief, rank, summarise
from pagebrief.summary.budget import BUDGET
from pagebrief.summary.compared import compared
from pagebrief.summary.expected import Expected, Words
from pagebrief.summary.leaning import DIRECT, PERSON, adrift, reach, supports_of
from pagebrief.summary.opening_words import OPENINGS
from pagebrief.summary.quotations import breaks_off
from pagebrief.summary.selection import choose

NEWS = (
    "The council of Eastharbour approved a new bridge over the inner basin on Monday.",
    "Mayor Ida Brandt said that it costs nine million.",
    "A farmer, fined for a dam last year, spoke for two hours.",
    "He wants the council to build the bridge of Eastharbour on Monday.",
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
        ("it", "Quest’ultimo ha negato."),
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
        ("en", "Her lawyer denied it."),
        ("en", "“We are late,” she said."),
        ("en", "‘We are late,’ he said."),
        ("en", "“We are late”, added he."),
        ("en", "`` We are late , '' he said ."),
        ("de", "Seine Mutter lehnte ab."),
        ("de", "„Wir sind spät dran“, sagte er."),
        ("fr", "Elle a refusé."),
        ("fr", "Il estime que le pont est sûr."),
        ("fr", "« Nous sommes en retard », a-t-il dit."),
        ("es", "Ella se negó."),
        ("it", "Il suo avvocato ha rifiutato."),
        ("pt", "Ele recusou."),
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
        "「うれしい。」",
        "And we left.”",
        'Then we left."',
        "Sitten lähdimme.”",
    ],
)
def test_a_quotation_leans_on_who_says_it_in_any_language(text: str) -> None:
    assert reach(text, "xx") == DIRECT


@pytest.mark.parametrize(
    "text", ["Brandt said: “We waited.", '"We waited.', "”Vi väntade.", "Er sagte: „Wir warten."]
)
def test_a_quotation_that_ends_elsewhere_is_not_told(text: str) -> None:
    assert breaks_off(text)
    found = rank(page(text, *NEWS), HashingEncoder(), 3).sentences
    assert [each.eligible for each in found] == [False, *[True] * len(NEWS)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The council approved a bridge."),
        ("en", "Butter is dear."),
        ("en", "This week the ferry stops."),
        ("en", "This year’s budget is small."),
        ("en", "These days the ferry is full."),
        ("en", "This guide tells how bees are kept."),
        ("en", "This is the first video of my series."),
        ("en", "Those who pay may cross."),
        ("en", "Those affected may claim."),
        ("en", "It is not known who paid."),
        ("en", "It remains unclear who paid."),
        ("en", "It’s raining."),
        ("en", "IT giants cut jobs."),
        ("en", "His Majesty opened the bridge."),
        ("en", "He Lin, the minister, resigned."),
        ("en", "So far nobody was hurt."),
        ("en", "So-called smart meters fail."),
        ("en", "Still lifes hang in the hall."),
        ("en", "“We are glad,” the mayor said."),
        ("en", "“We are glad,” Ida Brandt said, “and we stay.”"),
        ("en", "“Ferries” and its music topped the charts."),
        ("en", "The 6'2\" striker scored twice."),
        ("en", 'The "Harbour 90210" show ended.'),
        ("de", "Diese Woche fällt die Fähre aus."),
        ("de", "Das Schiff legte ab."),
        ("de", "Es gibt keine Fähre."),
        ("de", "Sie können den Vertrag kündigen."),
        ("de", "Erst am Montag fährt die Fähre."),
        ("de", "“Wir sind froh“, sagte Bürgermeisterin Brandt."),
        ("fr", "Il y a deux ponts."),
        ("fr", "Il n’y a pas de pont."),
        ("fr", "Ce lundi, le pont ouvre."),
        ("fr", "Ces dernières années, le pont était fermé."),
        ("es", "Este martes abre el puente."),
        ("es", "Este 26 de mayo abre el puente."),
        ("es", "Obras en el puente."),
        ("it", "È aperto il ponte."),
        ("it", "E' aperto il ponte."),
        ("it", "E.ON costruisce il ponte."),
        ("it", "Questa settimana apre il ponte."),
        ("pt", "Esta semana abre a ponte."),
        ("nl", "Deze week opent de brug."),
        ("nl", "Zij-instromers leren snel."),
        ("sv", "”Vi är glada”, säger borgmästare Ida Brandt."),
        ("he", 'צה"ל פתח את הגשר.'),
        ("ru", "Он отказался."),
        (None, "Ferries stop."),
    ],
)
def test_others_stand_by_themselves(language: str | None, text: str) -> None:
    assert reach(text, language) == 0


def test_a_page_of_no_language_is_read_as_english() -> None:
    assert reach("But the council refused.", None) == DIRECT


def test_the_first_sentence_of_a_page_leans_on_nothing() -> None:
    texts = ["But he refused.", "But he refused.", "Ferries stop.", "He left.", "He left."]
    assert supports_of(texts, "en", range(5)) == {1: [0], 3: [1, 2], 4: [2, 3]}


def test_what_stood_between_and_is_not_compared_supports_nothing() -> None:
    texts = ["Ferries stop.", "But he refused.", "He left.", "He left."]
    assert supports_of(texts, "en", [7, 9, 12, 14]) == {1: [], 2: [], 3: [2]}
    long = page(*(f"The council met on day {day} in the hall." for day in range(2 * BUDGET)))
    numbers = compared(long, HashingEncoder()).numbers
    assert (len(numbers), numbers[0], numbers[-1]) == (BUDGET, 0, 2 * BUDGET - 1)


def test_a_sentence_is_adrift_whose_support_is_not_told() -> None:
    leaning = {2: [1], 5: [3, 4], 7: list[int]()}
    assert adrift([1, 2], leaning) == adrift([3, 5], leaning) == adrift([4, 5], leaning) == 0
    assert adrift([0, 2], leaning) == adrift([1, 2, 5], leaning) == adrift([6, 7], leaning) == 1
    assert adrift([2, 5], leaning) == 2


def test_a_sentence_that_leans_is_told_beside_its_support_or_not_at_all() -> None:
    sentences = [Words.of(text) for text in ("x y", "p q", "but a b c d", "c z", "w v")]
    expected = Expected(dict.fromkeys("abcd", 1.0) | dict.fromkeys(["but", *"pqxyzwv"], 0.0), length=4)
    assert choose(sentences, expected, [0, 1, 2, 3, 4], 1, {}) == [2]
    assert choose(sentences, expected, [0, 1, 2, 3, 4], 1, {2: [1]}) == [3]
    assert choose(sentences, expected, [0, 1, 2, 3, 4], 2, {2: [0]}) == [0, 2]
    assert choose(sentences, expected, [2], 1, {2: [1]}) == [2]


def page(*sentences: str) -> CleanPage:
    text, paragraphs = compose(sentences)
    return CleanPage(text, paragraphs, language="en")


def test_he_is_told_beside_whom_it_means_or_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    def told() -> list[int]:
        found = rank(page(*NEWS), HashingEncoder(), 3).sentences
        return [at for at, each in enumerate(found) if each.chosen]

    assert told() == [0, 2, 4]
    monkeypatch.setattr(brief, "supports_of", lambda *_: {})
    assert told() == [0, 3, 4], "as it would be told without"


def test_a_page_whose_sentences_all_lean_is_still_told() -> None:
    text = (
        "The council met on Monday in the old hall.",
        *(f"But in ward {n} it was refused." for n in range(5)),
    )
    assert len(summarise(page(*text), HashingEncoder(), 3).sentences) == 3


@given(st.sampled_from(sorted(OPENINGS)), st.text("abc äé,;", max_size=60))
def test_what_stands_behind_the_beginning_changes_nothing(language: str, rest: str) -> None:
    first = {"en": "But", "de": "Aber", "fr": "Mais", "es": "Pero", "it": "Ma", "pt": "Mas", "nl": "Maar"}[
        language
    ]
    assert reach(f"{first} Brandt {rest}.", language) == DIRECT
    assert reach(f"Brandt {first} {rest}.", language) == 0
