import os
import re
from pathlib import Path

import pytest

from unit.command import EXAMPLES, lines, pagebrief

FILES = ("digest.html", "digest.txt", "slack.json", "archive.html")
KEYS = {"path", "member", "title", "text", "site", "author", "published", "language", "discarded", "ledger"}


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("awkward pages")
    (folder / "a good one é+.txt").write_bytes((EXAMPLES / "harbour-bridge.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / "rubbish.bin").write_bytes(bytes(range(256)) * 8)
    (folder / "too large.txt").write_bytes(b"A sentence that goes on and on. " * 660_000)
    (folder / "deep.html").write_text("<div>" * 100_000)
    return folder


def test_a_digest_of_a_folder_leaves_its_files_and_shows_what_it_says(tmp_path: Path) -> None:
    run = pagebrief("digest", EXAMPLES, "--out", tmp_path / "my out")
    assert "Harbour Town Votes" in run.stdout
    assert "consent-wall.html" in run.stdout
    for name in FILES:
        assert "Reservoirs fuller than in any March since 2011" in (tmp_path / "my out" / name).read_text(
            "utf-8"
        )
        assert name in run.stdout
    archived = (tmp_path / "my out" / "archive.html").as_uri()
    for name in ("digest.html", "digest.txt", "slack.json"):
        assert archived in (tmp_path / "my out" / name).read_text("utf-8")


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
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(FILES)


def test_a_digest_of_a_folder_without_pages_says_so_and_writes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "nothing here"
    folder.mkdir()
    run = pagebrief("digest", folder, "--out", tmp_path / "out", expect=1)
    assert run.stderr == f"pagebrief: no pages in {folder}\n"
    assert not (tmp_path / "out").exists()


def test_a_digest_that_cannot_be_written_fails_before_a_page_is_read(tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    for out in ("/dev/null/x", tmp_path / "a file"):
        run = pagebrief("digest", EXAMPLES, "--out", out, expect=2)
        assert run.stdout == ""
        assert run.stderr.startswith(f"pagebrief: {out}: ")


def test_a_digest_that_cannot_be_finished_leaves_the_old_files_alone(tmp_path: Path) -> None:
    (tmp_path / "digest.html").mkdir()  # a file can't take its place
    (tmp_path / "slack.json").write_text("of yesterday")
    run = pagebrief("digest", EXAMPLES, "--out", tmp_path, expect=2)
    assert "digest.html" in run.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["digest.html", "slack.json"]
    assert (tmp_path / "slack.json").read_text() == "of yesterday"


def test_a_page_whose_name_is_no_utf8_is_in_the_digest(tmp_path: Path) -> None:
    page = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    page.write_bytes((EXAMPLES / "night-train.txt").read_bytes())
    pagebrief("digest", page, "--out", tmp_path)
    assert "Night train to the coast" in (tmp_path / "digest.html").read_text("utf-8")


def test_clean_gives_one_line_a_page_in_the_order_given(awkward: Path) -> None:
    paths = [
        awkward / "rubbish.bin",
        *sorted(EXAMPLES.iterdir()),
        awkward / "gone",
        awkward / "too large.txt",
    ]
    given = "".join(f"{path}\n" for path in paths)
    found = lines(pagebrief("clean", "--jsonl", "--files-from", "-", given=given).stdout)
    assert list(dict.fromkeys(line["path"] for line in found)) == list(map(str, paths))
    assert len(found) == len(paths) + 1  # the crawler's export holds two pages
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


def test_clean_takes_and_gives_back_paths_that_are_no_utf8(tmp_path: Path) -> None:
    path = os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt")
    Path(path).write_bytes((EXAMPLES / "night-train.txt").read_bytes())
    listing = tmp_path / "list"
    listing.write_bytes(os.fsencode(f"{path}\r\n{path}.gone\n"))
    found = lines(pagebrief("clean", "--jsonl", "--files-from", listing).stdout)
    assert [(line["path"], line["discarded"]) for line in found] == [
        (path, None),
        (f"{path}.gone", "missing"),
    ]


def test_clean_without_jsonl_prints_the_text() -> None:
    run = pagebrief("clean", EXAMPLES / "night-train.txt")
    assert "a night train will run again between the capital and the coast." in run.stdout
    assert "(BUTTON)" not in run.stdout


def test_clean_without_pages_says_what_it_needs() -> None:
    assert "--files-from" in pagebrief("clean", "--jsonl", expect=2).stderr


def test_explain_shows_what_was_kept_what_was_dropped_and_why() -> None:
    run = pagebrief("explain", EXAMPLES / "harbour-bridge.txt")
    for part in (
        "Eastharbour Courier",
        "caption or image note",
        "TRENDING",
        "Ferries will carry pedestrians",
    ):
        assert part in run.stdout


def test_each_page_of_a_file_is_named_within_it() -> None:
    found = lines(pagebrief("clean", "--jsonl", EXAMPLES / "crawl.jsonl").stdout)
    assert [line["path"] for line in found] == [str(EXAMPLES / "crawl.jsonl")] * 2
    assert [line["member"] for line in found] == [line["url"] for line in found]
    shown = pagebrief("explain", EXAMPLES / "crawl.jsonl").stdout
    assert all(line["title"] in shown for line in found)


def test_limits_can_be_narrowed() -> None:
    run = pagebrief("clean", "--jsonl", "--max-pages", "1", EXAMPLES / "crawl.jsonl")
    assert [line["discarded"] for line in lines(run.stdout)] == [None, "too large"]
    run = pagebrief("clean", "--jsonl", "--max-page-bytes", "100", EXAMPLES / "crawl.jsonl")
    assert [line["discarded"] for line in lines(run.stdout)] == ["too large"]


def test_explain_says_why_a_page_was_discarded(awkward: Path) -> None:
    assert "binary" in pagebrief("explain", awkward / "rubbish.bin", expect=1).stdout


def test_explain_asks_for_its_model_before_it_prints(tmp_path: Path) -> None:
    run = pagebrief("explain", EXAMPLES / "night-train.txt", "--model", tmp_path, expect=2)
    assert run.stdout == ""
    assert "make setup" in run.stderr


@pytest.mark.parametrize("command", [(), ("digest",), ("clean",), ("summarise",), ("explain",)])
def test_help_is_worth_reading(command: tuple[str, ...]) -> None:
    assert len(pagebrief(*command, "--help").stdout.split()) > 30


def test_help_names_the_forms_that_scripts_rely_on() -> None:
    assert "where text[start:end] is the sentence." in " ".join(
        pagebrief("summarise", "--help").stdout.split()
    )
    usage = pagebrief("digest", "--help").stdout.splitlines()[0]
    assert re.fullmatch(r"Usage: pagebrief digest \[OPTIONS\] \{?PATH\}?\.\.\.", usage)


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    run = pagebrief("digest", EXAMPLES, "--model", tmp_path, "--out", tmp_path, expect=2)
    assert "make setup" in run.stderr


def test_templates_of_your_own_replace_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email/digest.txt.j2").write_text("Mine: {{ digest.entries | length }}")
    pagebrief("digest", EXAMPLES, "--templates", tmp_path, "--out", tmp_path)
    assert (tmp_path / "digest.txt").read_text("utf-8").strip() == "Mine: 8"


def test_a_template_that_names_an_unknown_variable_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email/subject.txt.j2").write_text("{{ headlin }}")
    run = pagebrief("digest", EXAMPLES, "--templates", tmp_path, "--out", tmp_path, expect=2)
    assert "headlin" in run.stderr
