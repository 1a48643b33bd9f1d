"""Whatever the bytes: an answer or a reason, places that are right, and charsets that are read back."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagebrief.model import CleanPage, Discarded, PageRef, RawPage
from pagebrief.pages import clean
from pagebrief.pages.charsets import decode

EXAMPLES = Path(__file__).parents[2] / "examples/pages"
PATIENT = settings(deadline=None)  # libraries are imported, and charsets guessed, at the first
SENTENCES = st.sampled_from(
    [
        "The council met again on Monday and decided to rebuild the old bridge over the river.",
        "Nobody knows how long the work on the harbour will take, said the mayor of the town.",
        "«Wir fangen im Herbst an», sagte die Bürgermeisterin am Montag nach der langen Sitzung.",
        "市議会は月曜日に再び集まり、川に架かる古い橋を冬の前に建て直すことを決めた。",
    ]
)
PIECES = st.one_of(
    SENTENCES,
    st.sampled_from(
        ["Menu", "Home | News", "* Link", "- ", "> ", "#", "](", "©", "By Ann Lee", "1 May 2025"]
    ),
    st.text(st.characters(codec=None), max_size=40),
)
SPACES = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\x85", "\u2028", "\x00", " "])
TEXTS = st.lists(st.tuples(PIECES, SPACES), max_size=40).map(lambda pairs: "".join(map("".join, pairs)))
TAGS = st.sampled_from(
    """
    <p> </p> <div> </div> <b> <br> <a/href='x'> </a> <li> <table> <td> <script> </script> <!-- -->
    <![CDATA[ <?xml <title> </title> < > &amp; &#0; &#xD800; &bogus; <p/ </ <svg> <template> <body> <frameset>
""".split()
)
MARKUP = st.lists(st.one_of(TAGS, PIECES), max_size=40).map(lambda parts: f"<html>{''.join(parts)}")


def cleaned(body: bytes) -> CleanPage | Discarded:
    """The answer, which is held to what every answer must be."""
    result = clean(RawPage(PageRef("", "page"), body))
    if isinstance(result, Discarded):
        assert result.detail
        assert "broke the cleaner" not in result.detail
    else:
        assert "\n\n".join(result.text[span.start : span.end] for span in result.paragraphs) == result.text
        assert all(span.start < span.end for span in result.paragraphs)
        result.text.encode()  # no lone surrogates
    return result


@given(st.binary(max_size=2_000))
@PATIENT
def test_any_bytes_have_an_answer(body: bytes) -> None:
    cleaned(body)


@given(TEXTS)
@PATIENT
def test_any_text_has_an_answer(text: str) -> None:
    cleaned(text.encode("utf-8", "surrogatepass"))


@given(TEXTS)
@PATIENT
def test_cleaning_a_clean_text_changes_nothing(text: str) -> None:
    once = cleaned(text.encode("utf-8", "replace"))
    if isinstance(once, CleanPage):
        again = cleaned(once.text.encode())
        assert isinstance(again, Discarded) or again.text == once.text


@pytest.mark.parametrize(
    "name", ["harbour-bridge.txt", "night-train.txt", "kelp-farm.md", "water-network-ar.txt"]
)
def test_cleaning_a_clean_example_changes_nothing(name: str) -> None:
    once = cleaned((EXAMPLES / name).read_bytes())
    assert isinstance(once, CleanPage)
    again = cleaned(once.text.encode())
    assert isinstance(again, CleanPage)
    assert again.text == once.text


@given(MARKUP)
@PATIENT
def test_any_markup_has_an_answer(markup: str) -> None:
    cleaned(markup.encode("utf-8", "surrogatepass"))


@given(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]), TEXTS)
@PATIENT
def test_text_in_a_form_of_unicode_is_read_back(charset: str, text: str) -> None:
    text = "".join(each for each in text if not "\ud800" <= each <= "\udfff")
    text = text.lstrip("\ufeff\x00")  # the mark of UTF-16 and a NUL behind it are the mark of UTF-32
    assert decode(text.encode(charset), None, "page").lstrip("\ufeff") == text


LEGACY = {
    "cp1252": "Die Bürgermeisterin größerer Städte hört die Wünsche der Bevölkerung, sagt die Behörde. ",
    "koi8-r": "Городской совет снова собрался в понедельник и решил восстановить старый мост. ",
    "shift_jis": "市議会は月曜日に再び集まり、川に架かる古い橋を冬の前に建て直すことを決めた。",
    "gb18030": "市议会星期一再次开会,决定在冬天之前重建河上的旧桥,工程耗资四百万。",
}


@pytest.mark.parametrize("charset", LEGACY)
@given(times=st.integers(10, 60), start=st.integers(0, 30))
@settings(max_examples=20, deadline=None)  # guessing takes its time
def test_a_page_in_a_charset_of_old_is_read_back_by_its_looks(charset: str, times: int, start: int) -> None:
    text = (LEGACY[charset] * times)[start:]
    assert decode(text.encode(charset), None, "page") == text


@pytest.mark.parametrize("charset", LEGACY)
def test_a_page_in_a_charset_of_old_is_read_back_by_its_declaration(charset: str) -> None:
    text = LEGACY[charset]
    assert decode(text.encode(charset), f"text/plain; charset={charset}", "page") == text
