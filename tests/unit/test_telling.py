"""What is told of a page beside its sentences: headline, gist, key phrases, the time to read it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes import HashingEncoder
from pagebrief.model import CleanPage, Sentence
from pagebrief.pages.paragraphs import compose, page_of
from pagebrief.summary import summarise
from pagebrief.summary.clauses import shortened
from pagebrief.summary.gist import gist
from pagebrief.summary.headline import headline
from pagebrief.summary.key_phrases import key_phrases
from pagebrief.summary.phrase_candidates import phrases
from pagebrief.summary.reading import minutes

ENCODER = HashingEncoder()
BRIDGE = (
    "The council of Eastharbour approved a new lifting bridge over the inner basin on Monday.",
    "Mayor Ida Brandt said that the lifting bridge will replace the ferry.",
    "The Harbour Authority of Eastharbour will pay for most of it.",
    "Brandt expects the first ships to pass the bridge in two years, the Harbour Authority in three.",
)


def said(*texts: str, scores: tuple[float, ...] = ()) -> list[Sentence]:
    """Sentences one after the other, the first the best unless ``scores`` say otherwise."""
    given_scores = scores or tuple(1 - 0.1 * number for number in range(len(texts)))
    return [Sentence(text, 0, len(text), score) for text, score in zip(texts, given_scores, strict=True)]


def told(*texts: str, **page: str) -> tuple[str, ...]:
    text, paragraphs = compose(texts)
    return key_phrases(CleanPage(text, paragraphs, **({"language": "en"} | page)), said(*texts))  # type: ignore[arg-type]


def test_a_gist_is_the_best_sentence_that_fits_whole() -> None:
    short, long = "The council approved the bridge on Monday evening.", "The council, " * 20 + "agreed."
    assert gist(said(long, short, scores=(1.0, 0.9)), "en") == short


def test_a_gist_that_is_far_better_is_shortened_at_a_clause_and_says_so() -> None:
    long = "The council approved a new bridge over the inner basin on Monday, " + "and more was said " * 10
    assert gist(said(long, "Others were not asked about any of it.", scores=(1.0, 0.1)), "en") == (
        "The council approved a new bridge over the inner basin on Monday…"
    )


def test_a_gist_is_neither_a_question_nor_leans_on_another_sentence() -> None:
    plain = "The council approved the bridge on Monday evening."
    assert gist(said("Who will pay for the bridge over the inner basin?", plain), "en") == plain
    assert gist(said("But they will have to wait for two more years for it.", plain), "en") == plain


def test_there_is_no_gist_where_no_sentence_can_be_had_so_short() -> None:
    assert gist(said("word " * 60), "en") == ""
    assert gist([], "en") == ""


@pytest.mark.parametrize(
    ("text", "short"),
    [
        (
            "Prices rose to 1,204,000 euros for a flat in town, more than ever.",
            "Prices rose to 1,204,000 euros for a flat in town…",
        ),
        ("He said “we won, all of us, and nobody lost a thing here today” to them.", None),
        ("Prices rose (in May, June and July, and in August too) by a little here.", "Prices rose…"),
        ("市议会批准了新桥，工程将于九月开始，" + "完工时间未定" * 8, "市议会批准了新桥，工程将于九月开始…"),
    ],
)
def test_a_sentence_is_cut_only_between_clauses(text: str, short: str | None) -> None:
    assert shortened(text, 52, 10) == short


def test_a_page_without_a_title_is_headed_by_the_heading_it_begins_with() -> None:
    assert headline(said("Harbour town gets a lifting bridge", *BRIDGE), said(*BRIDGE), "en") == (
        "Harbour town gets a lifting bridge"
    )
    listed = said("- one of three things", *BRIDGE)
    assert headline(listed, said(*BRIDGE), "en") == BRIDGE[0]


def test_without_a_heading_it_is_the_most_central_sentence_of_the_beginning() -> None:
    sentences = said(*BRIDGE, scores=(0.2, 0.9, 0.3, 0.4))
    assert headline(sentences, sentences, "en") == BRIDGE[1]


def test_a_headline_that_has_no_clause_is_cut_between_words() -> None:
    found = headline(said("word " * 60), [], "en")
    assert found.endswith("word…")
    assert len(found) <= 120


def test_key_phrases_are_names_and_what_comes_again() -> None:
    assert set(told(*BRIDGE)) >= {"lifting bridge", "Harbour Authority", "Eastharbour"}


def test_a_name_is_told_in_full_where_the_page_begins_with_that() -> None:
    assert "Mayor Ida Brandt" in told(*BRIDGE)


def test_short_words_of_a_name_belong_to_it() -> None:
    texts = (
        "Troops went there under orders from Kim Jong Un of the north.",
        "It was Kim Jong Un who said so.",
    )
    assert "Kim Jong Un" in told(*texts)


def test_a_short_page_is_told_by_what_its_title_says_too() -> None:
    texts = ("A night train will run to the coast again.", "It leaves at ten and costs 39 euros.")
    assert set(told(*texts, title="Night train to the coast")) == {"night train", "coast"}


def test_no_phrase_shares_a_word_with_another_or_has_a_stop_word_at_its_ends() -> None:
    found = told(*BRIDGE)
    words = [word for phrase in found for word in phrase.lower().split()]
    assert len(words) == len(set(words))
    ends = {word for phrase in found for word in (phrase.split()[0], phrase.split()[-1])}
    assert not {"the", "of", "in", "said"} & ends


def test_who_publishes_a_page_is_not_what_it_is_about() -> None:
    texts = ("It was told by Harbour Courier on Monday.", "The Harbour Courier saw the plan.", *BRIDGE)
    assert "Harbour Courier" in told(*texts)
    assert "Harbour Courier" not in told(*texts, site="Harbour Courier")


def test_german_nouns_are_no_names() -> None:
    found = list(phrases("Der Stadtrat hat die Brücke beschlossen.", "de"))
    assert [phrase.text for phrase in found if phrase.named] == []
    found = list(phrases("Das sagte die Bürgermeisterin von Ida Brandts Partei.", "de"))
    assert "Ida Brandts" in [phrase.text for phrase in found if phrase.named]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("…", 0),
        ("word " * 100, 1),
        ("word " * 714, 3),
        ("桥" * 900, 3),
        ("я " * 476, 2),
        ("ไทย" * 950, 3),
    ],
)
def test_reading_takes_a_minute_for_so_many_words_or_characters(text: str, expected: int) -> None:
    assert minutes(text) == expected


def test_a_page_in_a_language_that_the_encoder_does_not_know_is_told_by_its_words() -> None:
    german = (
        "Der Stadtrat hat am Montag eine neue Brücke über das innere Hafenbecken beschlossen.",
        "Die neue Brücke über das Hafenbecken ersetzt ab dem Herbst die alte Fähre.",
        "Am Abend gab es Suppe.",
        "Die Kosten der Brücke trägt zum größten Teil die Hafenbehörde der Stadt.",
    )
    page = page_of("\n".join(german))

    class NoEncoder(HashingEncoder):
        def encode(self, sentences: object) -> object:  # type: ignore[override]
            raise AssertionError("it must not be asked")

    brief = summarise(page, NoEncoder(), 2)
    assert page.language == "de"
    assert brief.method.endswith("by their words: the encoder does not know «de»")
    assert german[2] not in [each.text for each in brief.sentences]
    assert "words" not in summarise(page, HashingEncoder(languages=frozenset({"de"})), 2).method


@given(st.lists(st.text(min_size=1, max_size=60), max_size=6), st.sampled_from(["en", "de", "zh", None]))
def test_gist_and_key_phrases_of_any_text_stand_in_it(texts: list[str], language: str | None) -> None:
    text, paragraphs = compose(texts)
    brief = summarise(CleanPage(text, paragraphs, language=language), ENCODER)
    assert brief.gist.removesuffix("…") in text
    assert len(brief.gist) <= 150
    assert all(phrase in text for phrase in brief.key_phrases)
    assert len(brief.key_phrases) <= 6
    assert brief.headline.removesuffix("…") in text
