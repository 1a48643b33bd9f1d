"""``pagebrief digest --watches``: what a watch asks for, once a story, and why."""

import json
from pathlib import Path

import pytest

from unit.command import EXAMPLES, pagebrief

HARBOUR = """
watches:
  - name: harbour
    match: {any: [lifting bridge, lighthouse]}
    send: [{to: "slack:#harbour", when: immediately}]
  - name: kelp
    match: {topics: [{about: farming and fishing at sea}]}
    send: [{to: "email:a@example.org", when: "daily at 08:00 UTC"}]
"""
FILES = ("digest.html", "digest.txt", "slack.json", "archive.html")


@pytest.fixture
def watches(tmp_path: Path) -> Path:
    file = tmp_path / "watches.yaml"
    file.write_text(HARBOUR, "utf-8")
    return file


def told(out: Path, name: str) -> str:
    text = (out / name).read_text("utf-8")
    return (
        json.dumps(json.loads(text), ensure_ascii=False) if name.endswith("json") else " ".join(text.split())
    )


def test_what_a_watch_asks_for_is_told_with_the_reason_and_the_rest_is_counted(
    watches: Path, tmp_path: Path
) -> None:
    run = pagebrief("digest", EXAMPLES, "--watches", watches, "--out", tmp_path / "out")
    for name in FILES:
        text = told(tmp_path / "out", name)
        assert "Harbour Town Votes" in text
        assert "lifting bridge" in text
        assert "similarity 0.38, at least 0.29" in text
        assert "Night train" not in text
    assert "harbour: it says “lifting bridge”" in run.stdout
    assert "Not in it: no watch matches 5 pages." in run.stdout


@pytest.mark.parametrize("name", FILES)
def test_a_story_on_two_sites_is_one_entry(watches: Path, tmp_path: Path, name: str) -> None:
    pagebrief("digest", EXAMPLES, "--watches", watches, "--out", tmp_path)
    text = told(tmp_path, name)
    assert "also on Coastal Post" in text
    assert "Nobody but its staff has been up there" in text
    assert ("more sentences there" in text) is (name != "archive.html")
    assert ("The trust wants to decide on that in May" in text) is (name == "archive.html")
    assert "Skerry Point lighthouse opens its lamp room" not in text


def test_a_second_run_writes_nothing_and_says_so(watches: Path, tmp_path: Path) -> None:
    options = ("--watches", watches, "--state", tmp_path / "state.db", "--out", tmp_path / "out")
    pagebrief("digest", EXAMPLES, *options)
    for name in FILES:
        (tmp_path / "out" / name).unlink()
    run = pagebrief("digest", EXAMPLES, *options)
    assert "Nothing new: 10 pages were told before, or asked for by no watch. No message is" in run.stdout
    assert list((tmp_path / "out").iterdir()) == []


def test_a_later_page_of_a_story_is_told_as_what_it_adds(watches: Path, tmp_path: Path) -> None:
    options = ("--watches", watches, "--state", tmp_path / "state.db", "--out", tmp_path / "out")
    pagebrief("digest", EXAMPLES / "crawl.jsonl", *options)
    run = pagebrief("digest", EXAMPLES / "lighthouse-tours.txt", *options)
    assert "the same event was told before" in run.stdout
    assert "Nobody but its staff has been up there" in run.stdout
    assert "Groups of eight" not in run.stdout


def test_a_copy_of_what_was_told_is_counted_and_not_told(watches: Path, tmp_path: Path) -> None:
    options = ("--watches", watches, "--state", tmp_path / "state.db", "--out", tmp_path / "out")
    pagebrief("digest", EXAMPLES / "harbour-bridge.txt", *options)
    copy = tmp_path / "copy.txt"
    copy.write_bytes((EXAMPLES / "harbour-bridge.txt").read_bytes())
    run = pagebrief("digest", copy, *options)
    assert run.stdout.startswith(
        "Nothing new: 1 page of stories that were told before, with little to add. No"
    )


def test_where_no_watch_matches_no_message_is_written(watches: Path, tmp_path: Path) -> None:
    run = pagebrief("digest", EXAMPLES / "night-train.txt", "--watches", watches, "--out", tmp_path / "out")
    assert run.stdout == "Nothing new: no watch matches 1 page. No message is written.\n"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_mistake_in_the_watches_stops_the_run_before_a_page_is_read(watches: Path, tmp_path: Path) -> None:
    watches.write_text("watches: [{name: a, mach: {}}]", "utf-8")
    run = pagebrief("digest", EXAMPLES, "--watches", watches, "--out", tmp_path / "out", expect=2)
    assert "«mach» is unknown" in run.stderr
    assert not (tmp_path / "out").exists()


def test_without_watches_a_story_is_told_once_too_and_needs_no_reason(tmp_path: Path) -> None:
    run = pagebrief("digest", EXAMPLES, "--out", tmp_path)
    assert run.stdout.count("also on Coastal Post") == 1
    assert "Why you get this" not in run.stdout
    assert "Night train to the coast" in run.stdout
