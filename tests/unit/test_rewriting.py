"""A page rewritten: what the model wrote is told where the page says it; elsewhere the page is quoted."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from fakes import HashingEncoder, MemoryRewriter
from pagebrief.model import Brief, CleanPage, Rewritten
from pagebrief.pages.paragraphs import page_of
from pagebrief.records import brief_record
from pagebrief.summary import rewrite, summarise
from pagebrief.summary.chunks import MAX_CHUNKS, chunks
from unit.test_support import PAGE

FILLER = tuple(
    f"On day {number} the harbour office counted the ships that came in with the tide, and wrote it down."
    for number in range(20, 30)
)
TEXT = " ".join(PAGE + FILLER)
FAITHFUL = "The council voted nine to four to close the old quay to freighters."
INVENTED = "Ingrid Solheim said the port would lose 1,200 jobs."


def page(text: str = TEXT, language: str | None = "en") -> CleanPage:
    return replace(page_of(text, "The quay"), language=language)


def rewritten(written: str, of: CleanPage | None = None, count: int = 3) -> Brief:
    found = of or page()
    encoder = HashingEncoder()
    return rewrite(found, summarise(found, encoder, count), encoder, MemoryRewriter(written), count)


def test_a_supported_sentence_is_told_with_the_places_that_say_the_same() -> None:
    (told,) = rewritten(FAITHFUL).rewritten
    assert (told.text, told.quoted) == (FAITHFUL, False)
    (support,) = told.supports
    assert TEXT[support.start : support.end] == support.text == PAGE[0]


def test_a_sentence_without_support_gives_way_to_the_nearest_one_as_a_quote() -> None:
    brief = rewritten(f"{FAITHFUL} {INVENTED}")
    told, quote = brief.rewritten
    assert told.text == FAITHFUL
    assert quote == Rewritten(PAGE[1], quote.supports, quoted=True)
    assert TEXT[quote.supports[0].start : quote.supports[0].end] == quote.text
    assert INVENTED not in str(brief)
    assert brief.method == "rewritten by a model"


def test_where_nothing_has_support_the_page_is_told_in_its_own_sentences_and_says_so() -> None:
    brief = rewritten(INVENTED)
    assert brief.rewritten == ()
    assert brief.sentences == summarise(page(), HashingEncoder()).sentences
    assert brief.method.endswith("of what a model wrote nothing had support")


@pytest.mark.parametrize(
    "found",
    [page(" ".join(PAGE)), page(language="de"), page(language=None), page(PAGE[0])],
    ids=["short", "German", "unknown", "told whole"],
)
def test_a_page_that_does_not_lend_itself_to_it_is_not_given_to_the_model(found: CleanPage) -> None:
    encoder, model = HashingEncoder(), MemoryRewriter(FAITHFUL)
    brief = summarise(found, encoder)
    assert rewrite(found, brief, encoder, model, 3) == brief
    assert model.given == []


def test_no_more_sentences_are_told_than_asked_for_and_written_ones_come_first() -> None:
    more = "Residents did not support the closure. Peter Brandt beat Ingrid Solheim in the vote."
    several = f"{FAITHFUL} {INVENTED} {more}"
    told = rewritten(several, count=2).rewritten
    assert len(told) == 2
    assert not any(each.quoted for each in told)


def test_nothing_is_told_twice() -> None:
    told = rewritten(f"{FAITHFUL} {FAITHFUL} {INVENTED} {INVENTED}", count=5).rewritten
    assert [each.quoted for each in told] == [False, True]


def test_a_record_has_rewritten_sentences_only_where_there_are_any() -> None:
    assert "rewritten" not in brief_record(summarise(page(), HashingEncoder()))
    (told,) = brief_record(rewritten(FAITHFUL))["rewritten"]  # type: ignore[misc]
    assert told["text"] == FAITHFUL
    assert told["quoted"] is False
    assert told["supports"][0]["text"] == PAGE[0]


@pytest.mark.parametrize(
    ("lengths", "limit", "expected"),
    [
        ([], 10, []),
        ([4, 4], 10, [(0, 2)]),
        ([4, 4, 4, 4], 10, [(0, 2), (2, 4)]),
        ([30, 2], 10, [(0, 1), (1, 2)]),
        ([9] * 9, 10, [(0, 1), (1, 2), (2, 3), (3, 4)]),
    ],
)
def test_chunks_are_whole_sentences_of_about_equal_length(
    lengths: Sequence[int], limit: int, expected: Sequence[tuple[int, int]]
) -> None:
    found = [(run.start, run.stop) for run in chunks(lengths, limit)]
    assert found == expected
    assert len(found) <= MAX_CHUNKS


def test_no_last_chunk_is_a_scrap() -> None:
    lengths = [10] * 11  # ten would fit the first chunk
    assert [len(run) for run in chunks(lengths, 100)] == [6, 5]
