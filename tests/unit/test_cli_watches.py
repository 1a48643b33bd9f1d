"""``pagebrief watches``, run as people run it."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from pagebrief.adapters.folder_pages import FolderPages, page_files
from pagebrief.bootstrap import find_encoder
from pagebrief.model import CleanPage
from pagebrief.pages.limits import DEFAULT_MAX_PAGE_BYTES, Limits
from pagebrief.pipeline import read_pages
from pagebrief.summary.brief import is_known
from pagebrief.summary.sentences import split
from pagebrief.watches import likenesses, match, texts_of, topics_of
from pagebrief.watches.configuration import read_watches
from unit.command import EXAMPLES, pagebrief

EXAMPLE = EXAMPLES.parent / "watches.yaml"
SCHEMA = Path(__file__).parents[2] / "docs/watches.schema.json"


def test_a_good_file_is_shown_as_it_is_understood() -> None:
    said = pagebrief("watches", "check", EXAMPLE).stdout
    assert "harbour works\n  slack:#harbour, immediately, quiet 22:00-07:00 Europe/London\n" in said
    assert "  email:water@example.org,board@example.org, weekly on Monday at 07:30 Europe/Berlin\n" in said


def test_mistakes_are_named_one_a_line_as_editors_read_them(tmp_path: Path) -> None:
    file = tmp_path / "w.yaml"
    file.write_text("watches:\n  - name: w\n    mach: {}\n    send: [{to: 'slak:#x'}]\n", "utf-8")
    said = pagebrief("watches", "check", file, expect=1)
    problems = said.stderr.splitlines()
    assert problems[0] == f"{file}:3:5: «mach» is unknown: did you mean «match»?"
    assert problems[1].startswith(f"{file}:4:17: «slak:#x» is no channel: did you mean slack:?")
    assert problems[2] == "pagebrief: 2 mistakes"
    assert said.stdout == ""


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "No such file" in pagebrief("watches", "check", tmp_path / "none.yaml", expect=2).stderr


def test_the_published_schema_is_the_code_s() -> None:
    """Made anew by `pagebrief watches schema > docs/watches.schema.json`."""
    said = pagebrief("watches", "schema").stdout
    assert json.loads(said) == json.loads(SCHEMA.read_text("utf-8"))


def test_an_editor_finds_nothing_wrong_with_the_example_and_something_with_a_slip() -> None:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    example = yaml.safe_load(EXAMPLE.read_text("utf-8"))
    jsonschema.validate(example, schema)
    example["watches"][0]["macth"] = {}
    with pytest.raises(jsonschema.ValidationError, match="macth"):
        jsonschema.validate(example, schema)


def test_a_topic_is_tried_on_pages_the_likeliest_first() -> None:
    said = pagebrief("watches", "try", "bridges and ferries across the water", EXAMPLES).stdout.splitlines()
    assert said[0].startswith("*  0.")
    assert "Harbour Town Votes to Rebuild Its Lifting Bridge" in said[0]
    assert any("its language is «de»" in line for line in said)
    assert said[-1] == "1 of 9 pages would match: they are at least 0.29 like it (*)."


def test_a_threshold_and_examples_are_taken_as_given() -> None:
    options = ("--at-least", "0.99", "--example", "A bridge opens.")
    said = pagebrief("watches", "try", "bridges", EXAMPLES / "harbour-bridge.txt", *options).stdout
    assert "0 of 1 pages would match: they are at least 0.99" in said


@pytest.fixture(scope="module")
def found() -> dict[str, set[str]]:
    """The titles that each watch of the example finds in the example pages, by its name."""
    watches, encoder = read_watches(EXAMPLE.read_bytes()), find_encoder()
    texts = texts_of(topics_of(watches))
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    result: dict[str, set[str]] = {watch.name: set() for watch in watches}
    for file in page_files([EXAMPLES]):
        for ref, page in read_pages(file, FolderPages(DEFAULT_MAX_PAGE_BYTES), Limits()):
            if isinstance(page, CleanPage):
                spans = [(span.start, span.end) for span in split(page)]
                rows = encoder.encode([page.text[start:end] for start, end in spans])
                like = likenesses(vectors, rows) if is_known(page, encoder) else None
                for each in match(watches, page, ref, like, spans):
                    result[each.watch.name].add((page.title or ref.uri).split(":")[0][:30])
    return result


def test_the_example_finds_what_its_comments_say(found: dict[str, set[str]]) -> None:
    assert found["harbour works"] == {"Harbour Town Votes to Rebuild "}
    assert found["living from the sea"] == {"A kelp farm feeds its first vi"}
    assert found["water of the Northland"] == {"Reservoirs fuller than in any "}
    assert found["libraries"] == {"Stadtbücherei öffnet nach zwei", "Library keeps bees on its roof"}
    assert len(found["in Arabic"]) == 1
    assert len(found["everything"]) == 9
