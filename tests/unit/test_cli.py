import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples/pages"
KEYS = {"path", "title", "text", "site", "author", "published", "language", "discarded", "ledger"}


def pagebrief(
    *arguments: str | Path, given: str = "", expect: int = 0, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command as people run it."""
    run = subprocess.run(
        [sys.executable, "-m", "pagebrief", *map(str, arguments)],
        input=given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env=env,
    )
    assert "Traceback" not in run.stderr
    assert run.returncode == expect, run.stderr
    return run


def lines(output: str) -> Sequence[dict[str, Any]]:
    return [json.loads(line) for line in io.StringIO(output)]


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("awkward pages")
    (folder / "a good one é+.txt").write_bytes((EXAMPLES / "harbour-bridge.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / "rubbish.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "too large.txt").write_bytes(b"A sentence that goes on and on. " * 330_000)
    (folder / "deep.html").write_text("<div>" * 100_000)
    return folder


def test_a_digest_of_a_folder_leaves_three_files_and_shows_what_it_says(tmp_path: Path) -> None:
    run = pagebrief("digest", EXAMPLES, "--out", tmp_path / "my out")
    assert "Harbour Town Votes" in run.stdout
    assert "consent-wall.html" in run.stdout
    for name in ("digest.html", "digest.txt", "slack.json"):
        assert "Reservoirs fuller than in any March since 2011" in (tmp_path / "my out" / name).read_text(
            "utf-8"
        )
        assert name in run.stdout


def test_nothing_is_left_in_the_home_folder_nor_reported_to_anybody(tmp_path: Path) -> None:
    # ONNX Runtime writes a device id there before it reports its use; language models are downloaded there.
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "PATH": os.environ["PATH"]}
    pagebrief("digest", EXAMPLES, "--out", tmp_path / "out", env=env)
    assert list(home.rglob("*")) == []


def test_a_digest_of_nothing_readable_says_so_and_fails(awkward: Path, tmp_path: Path) -> None:
    run = pagebrief("digest", awkward / "rubbish.bin", tmp_path / "no such page", "--out", tmp_path, expect=1)
    assert "unsupported format" in run.stdout
    assert "missing" in run.stdout


def test_clean_gives_one_line_a_page_in_the_order_given(awkward: Path) -> None:
    paths = [
        awkward / "rubbish.bin",
        *sorted(EXAMPLES.iterdir()),
        awkward / "gone",
        awkward / "too large.txt",
    ]
    given = "".join(f"{path}\n" for path in paths)
    found = lines(pagebrief("clean", "--jsonl", "--files-from", "-", given=given).stdout)
    assert [line["path"] for line in found] == list(map(str, paths))
    assert all(line.keys() >= KEYS for line in found)
    assert [line["discarded"] for line in (found[0], *found[-2:])] == [
        "unsupported format",
        "missing",
        "too large",
    ]


def test_clean_names_a_reason_for_every_page_that_it_cannot_read(awkward: Path) -> None:
    found = {Path(line["path"]).name: line for line in lines(pagebrief("clean", "--jsonl", awkward).stdout)}
    reasons = {name: line["discarded"] for name, line in found.items()}
    assert reasons == {
        "a good one é+.txt": None,
        "empty.txt": "empty",
        "rubbish.bin": "unsupported format",
        "too large.txt": "too large",
        "deep.html": "no article",
    }


def test_clean_reads_paths_from_a_file_too(tmp_path: Path) -> None:
    listing = tmp_path / "list.txt"
    listing.write_text(f"{EXAMPLES / 'night-train.txt'}\n\n")
    (line,) = lines(pagebrief("clean", "--jsonl", "--files-from", listing).stdout)
    assert line["title"] == "Night train to the coast returns after eleven years"


def test_clean_without_jsonl_prints_the_text() -> None:
    run = pagebrief("clean", EXAMPLES / "night-train.txt")
    assert "a night train will run again between the capital and the coast." in run.stdout
    assert "(BUTTON)" not in run.stdout


def test_clean_without_pages_says_what_it_needs() -> None:
    assert "--files-from" in pagebrief("clean", "--jsonl", expect=2).stderr


def test_summarise_answers_each_line_with_places_in_its_text() -> None:
    text = (EXAMPLES / "harbour-bridge.txt").read_text("utf-8")
    given = [{"id": 7, "text": text, "title": "A bridge"}, {"id": "b", "text": "One sentence of five words."}]
    found = lines(
        pagebrief(
            "summarise", "--jsonl", "-n", "2", given="".join(json.dumps(g) + "\n" for g in given)
        ).stdout
    )
    assert [line["id"] for line in found] == [7, "b"]
    assert found[0]["headline"] == "A bridge"
    assert [len(line["sentences"]) for line in found] == [2, 1]
    for line, source in zip(found, given, strict=True):
        for sentence in line["sentences"]:
            assert sentence.keys() == {"text", "start", "end", "score"}
            assert str(source["text"])[sentence["start"] : sentence["end"]] == sentence["text"]


@pytest.mark.parametrize(
    "bad", ["{", "[]", "5", '{"id": 1}', '{"text": 5}', '{"text": "x", "title": 5}', '{"text": ""}']
)
def test_summarise_answers_a_bad_line_and_goes_on(bad: str) -> None:
    given = f'{bad}\n{{"id": 2, "text": "A sentence that is good enough to be told."}}\n'
    first, second = lines(pagebrief("summarise", "--jsonl", given=given).stdout)
    assert first["sentences"] == []
    assert "error" in first or bad == '{"text": ""}'
    assert len(second["sentences"]) == 1


def test_explain_shows_what_was_kept_what_was_dropped_and_why() -> None:
    run = pagebrief("explain", EXAMPLES / "harbour-bridge.txt")
    for part in (
        "Eastharbour Courier",
        "caption or image note",
        "TRENDING",
        "Ferries will carry pedestrians",
    ):
        assert part in run.stdout


def test_explain_says_why_a_page_was_discarded(awkward: Path) -> None:
    assert "binary" in pagebrief("explain", awkward / "rubbish.bin", expect=1).stdout


@pytest.mark.parametrize("command", [(), ("digest",), ("clean",), ("summarise",), ("explain",)])
def test_help_is_worth_reading(command: tuple[str, ...]) -> None:
    assert len(pagebrief(*command, "--help").stdout.split()) > 30


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    run = pagebrief("digest", EXAMPLES, "--model", tmp_path, "--out", tmp_path, expect=2)
    assert "make setup" in run.stderr


def test_templates_of_your_own_replace_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email/digest.txt.j2").write_text("Mine: {{ digest.entries | length }}")
    pagebrief("digest", EXAMPLES, "--templates", tmp_path, "--out", tmp_path)
    assert (tmp_path / "digest.txt").read_text("utf-8").strip() == "Mine: 6"


def test_a_template_that_names_an_unknown_variable_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email/subject.txt.j2").write_text("{{ headlin }}")
    run = pagebrief("digest", EXAMPLES, "--templates", tmp_path, "--out", tmp_path, expect=2)
    assert "headlin" in run.stderr
