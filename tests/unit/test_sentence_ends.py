import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.pages.paragraphs import page_of
from pagebrief.summary.sentence_ends import LONGEST, mended
from pagebrief.summary.sentences import split

QUOTATION = "“" + "The ferry sailed at nine and came back at noon. " * 20 + "”"


def sentences(text: str, language: str = "en") -> list[str]:
    """What the mended splitter makes of a text, its pieces cut at each ‖."""
    pieces = text.split("‖")
    whole, spans, start = "".join(pieces), [], 0
    for piece in pieces:
        spans.append((start, start + len(piece)))
        start += len(piece)
    return [whole[begin:end].strip() for begin, end in mended(whole, spans, language)]


@pytest.mark.parametrize(
    ("cut", "language"),
    [
        ("The show Jeopardy! ‖is back.", "en"),
        ("1. ‖Heat the oven.", "en"),
        ("Am 3. ‖Oktober wird gefeiert.", "de"),
        ("Le Dr. ‖Martin est venu.", "fr"),
        ("Mötet hölls kl. ‖10 i rådhuset.", "sv"),
        ("It was J. ‖D. Vance who spoke.", "en"),
        ("They met at 10 a.m. ‖Monday.", "en"),
        ("It runs on .‖NET and on others.", "en"),
        ("Type models.‖BigAutoField now.", "en"),
        ("「終わった。」‖と彼は言った。", "ja"),
        ("„To koniec. ‖Wygraliśmy” – powiedziała.", "pl"),
    ],
)
def test_a_sentence_that_was_cut_in_two_is_whole_again(cut: str, language: str) -> None:
    assert sentences(cut, language) == [cut.replace("‖", "")]


@pytest.mark.parametrize(
    ("right", "language"),
    [
        ("They left the U.S. ‖The children stayed.", "en"),
        ("iPhone sales fell. ‖iPad sales rose.", "en"),
        ("It rained all day.‖It stopped at night.", "en"),
        ("He told me. ‖Then he left.", "en"),
        ("He finished at No. 1. ‖His brother was fifth.", "en"),
        ("“We won.” ‖“They did.”", "en"),
        ("「終わった。」‖誰も答えなかった。", "ja"),
    ],
)
def test_an_end_that_is_one_stays(right: str, language: str) -> None:
    assert sentences(right, language) == [piece.strip() for piece in right.split("‖")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il a plu… Puis le soleil est revenu.", "fr"),
        ("बैठक में 300 लोग आए| पुलिस ने 280 गिने|", "hi"),
    ],
)
def test_an_end_that_was_overlooked_is_found(text: str, language: str) -> None:
    assert len(sentences(text, language)) == 2


def test_a_pause_is_no_end() -> None:
    assert len(sentences("He hesitated… and then he jumped.")) == 1


def test_a_long_quotation_is_cut_at_its_sentences_and_a_short_one_is_kept_whole() -> None:
    assert max(map(len, sentences(QUOTATION))) < 60
    assert sentences(QUOTATION[:200] + "”") == [QUOTATION[:200] + "”"]


def test_a_page_without_capitals_does_not_become_one_sentence() -> None:
    found = list(split(page_of("the ferry sailed at nine. it came back at noon. " * 40)))
    assert max(span.end - span.start for span in found) <= LONGEST


@given(
    st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=8),
    st.sampled_from(["en", "de", "ja", "hi"]),
)
def test_nothing_is_lost_between_sentences(pieces: list[str], language: str) -> None:
    text, spans, start = "".join(pieces), [], 0
    for piece in pieces:
        spans.append((start, start + len(piece)))
        start += len(piece)
    found = list(mended(text, spans, language))
    assert (found[0][0], found[-1][1]) == (0, len(text))
    assert all(end == begin for (_, end), (begin, _) in itertools.pairwise(found))
