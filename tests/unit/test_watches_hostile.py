"""A hostile watches.yaml gets an answer, soon, and harms nobody."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.errors import WatchesError
from pagebrief.watches.configuration import read_watches

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


def test_slow_expressions_take_no_more_time_than_there_is_for_all() -> None:
    """Forty would take 8 s; those that were not tried are held to their time on every page."""
    terms = ", ".join(f"/(x+x+)+y{number}/" for number in range(40))
    text = f"watches: [{{name: a, match: {{any: [{terms}]}}, send: [{{to: 'slack:#x'}}]}}]"
    with pytest.raises(WatchesError) as refused:
        read_watches(text.encode())
    assert 8 <= len(refused.value.problems) <= 12


def test_of_many_mistakes_the_first_hundred_are_told() -> None:
    text = "watches:\n" + "  - {}\n" * 400
    with pytest.raises(WatchesError) as refused:
        read_watches(text.encode(), "w.yaml")
    assert len(refused.value.problems) == 100
    assert refused.value.problems[0] == "w.yaml:2:5: «name» is missing here"


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


_WORDS = (
    "watches name match any none topics about at_least sites languages paths send to when quiet "
    "even_if_empty max_items slack:#x hourly /(/ auto 1.5 22:00-07:00 wtches"
).split()
_leaves = st.none() | st.booleans() | st.floats() | st.sampled_from(_WORDS)


def _holding(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Those, and lists and mappings of those."""
    keys = st.sampled_from(_WORDS)
    return inner | st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4)


_values = _holding(_holding(_holding(_holding(_leaves))))


@given(st.builds(lambda watch: {"watches": [watch]}, _values) | _values)
def test_whatever_its_values_are_a_file_is_read_or_its_mistakes_are_named(values: object) -> None:
    text = yaml.safe_dump(values)
    try:
        assert read_watches(text.encode())
    except WatchesError as error:
        places = [tuple(map(int, problem.split(":")[1:3])) for problem in error.problems]
        assert all(1 <= line <= text.count("\n") + 1 and column >= 1 for line, column in places)
        assert places == sorted(places)
