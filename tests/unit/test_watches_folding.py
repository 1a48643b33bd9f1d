"""Folding forgets case, accents and forms, and never where something stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.watches.folding import fold, folded
from pagebrief.watches.terms import Text, finder, is_expression

# What people write, and all that may be hard about it.
HARD = (
    "aAäÄàß ẞﬁﬃİıſøŁæŒ’\u0301\u0308\u00ad\u200b\u200dがカﾞ각ᄀ\u1161ΐΣς１Ａ㍿中พ\u0e33ثَ "
    "👩\u200d💻\r\n\u0130\u0149\ufb06"
)
texts = st.text(alphabet=HARD, max_size=30) | st.text(max_size=30)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crème BRÛLÉE", "creme brulee"),
        ("Straße ẞ", "strasse ss"),
        ("ﬁﬃ ſ", "fiffi s"),
        ("ＡＢ１", "ab1"),
        ("ΐ Σς", "ι σσ"),
        ("が か\u3099", "が が"),
        ("한국", "한국"),
        ("हिन्दी", "हिन्दी"),
        ("Œuvre, Łódź", "oeuvre, lodz"),
        ("й ё", "и е"),
    ],
)
def test_a_text_is_folded(text: str, expected: str) -> None:
    assert folded(text) == expected


@given(texts)
def test_every_whole_character_leads_back_to_itself(text: str) -> None:
    whole = fold(text)
    for start in range(len(whole.text)):
        for end in range(start + 1, len(whole.text) + 1):
            if place := whole.original(start, end):
                first, last = place
                assert folded(text[first:last]) == whole.text[start:end]


@given(texts, st.text(alphabet="abc äß中é", min_size=1, max_size=6), texts)
def test_what_is_found_folds_to_what_was_looked_for(before: str, term: str, after: str) -> None:
    if not any(character.isalnum() for character in folded(term)) or is_expression(term):
        return
    text = f"{before} {term}, {after}"
    place = finder(term).first(Text(text), 1.0)
    assert place
    start, end = place
    assert folded(text[start:end]).split() == folded(term).split()
