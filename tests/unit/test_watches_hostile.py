"""A hostile watches.yaml gets an answer, soon, and harms nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.errors import WatchesError
from pagebrief.watches import read_watches

LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)


def first_problem(body: bytes) -> str:
    with pytest.raises(WatchesError) as refused:
        read_watches(body, "w.yaml")
    return refused.value.problems[0].removeprefix("w.yaml:")


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "1:1: the file must be keys with values, as in «key: value», and there is nothing here"),
        (b"watches:\n\t- a", "2:1: a tab can't indent a line in YAML: use blanks"),
        (b"a\n b\x00c", "2:3: the character U+0000 can't stand in a YAML file: delete it"),
        (b"a: \xff", "1:4: from here on the file is not UTF-8: save it as UTF-8"),
        (b"a: &a [*a]", "1:8: *a stands within itself"),
        (b"a: *b", "1:4: *b stands for nothing: there is no &b before it"),
        (b"[" * 100_000, "1:22: this is nested more than 20 deep"),
        (b"a: b\n---\nc: d", "2:1: a second document begins here, and a file holds one: delete the «---»"),
        (b"x" * 1_000_001, "1:1: the file has 1,000,001 characters; at most 1,000,000 are read"),
        (LAUGHS.encode(), "6:"),
        (b"a: @b", "1:4: a text that begins with @ needs quotation marks around it"),
        (b"a: b: c", "1:5: mapping values are not allowed in this context: is a colon missing"),
        (b"watches: [{name: a", "2:1: did not find expected ',' or '}' (while parsing a flow mapping)"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named_where_it_stands(body: bytes, problem: str) -> None:
    assert first_problem(body).startswith(problem)


def test_what_multiplies_itself_is_read_no_further() -> None:
    assert "with its aliases the file holds more than 100,000 values" in first_problem(LAUGHS.encode())


def test_no_object_of_python_is_made() -> None:
    assert "«a» is unknown" in first_problem(b"a: !!python/object/apply:os.system [exit 1]")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_a_byte_order_mark_is_no_mistake(encoding: str) -> None:
    text = "watches:\r\n  - name: Bücher\r\n    send: [{to: 'slack:#x'}]\r\n"
    (watch,) = read_watches(text.encode(encoding))
    assert watch.name == "Bücher"


@given(
    st.binary(max_size=60) | st.text(alphabet="watches:[]{}-&*a\n \t\"'|>#%!?,", max_size=60).map(str.encode)
)
def test_nothing_but_a_named_mistake_comes_of_any_bytes(body: bytes) -> None:
    assert first_problem(body)
