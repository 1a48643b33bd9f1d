"""``pagebrief digest --state``: what was told once is told once."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.delivery import OutboxItem, PageVersion, State, item_id
from pagebrief.remembering import READER
from unit.command import EXAMPLES, pagebrief

FILES = ("digest.html", "digest.txt", "slack.json", "archive.html")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages and one that holds no article."""
    pages = tmp_path / "pages"
    pages.mkdir()
    for name in ("harbour-bridge.txt", "night-train.txt", "consent-wall.html"):
        (pages / name).write_bytes((EXAMPLES / name).read_bytes())
    return pages


def test_a_second_run_writes_no_message_and_says_so(folder: Path, tmp_path: Path) -> None:
    state, out = tmp_path / "state.db", tmp_path / "out"
    pagebrief("digest", folder, "--out", out, "--state", state)
    for name in FILES:
        (out / name).unlink()
    run = pagebrief("digest", folder, "--out", out, "--state", state)
    assert run.stdout == "Nothing new: 3 pages were told before. No message is written.\n"
    assert list(out.iterdir()) == []


def test_what_is_new_or_has_changed_since_is_told_alone(folder: Path, tmp_path: Path) -> None:
    state, out = tmp_path / "state.db", tmp_path / "out"
    pagebrief("digest", folder, "--out", out, "--state", state)
    (folder / "kelp-farm.md").write_bytes((EXAMPLES / "kelp-farm.md").read_bytes())
    changed = (folder / "night-train.txt").read_text("utf-8").replace("coast", "sea")
    (folder / "night-train.txt").write_text(changed, "utf-8")
    pagebrief("digest", folder, "--out", out, "--state", state)
    told = (out / "digest.txt").read_text("utf-8")
    assert "kelp-farm.md" in told
    assert "night-train.txt" in told
    assert "harbour-bridge" not in told
    assert "consent-wall" not in told


def test_a_page_is_the_same_from_wherever_it_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state.db"
    pagebrief("digest", folder, "--out", tmp_path / "out", "--state", state)
    monkeypatch.chdir(folder)
    run = pagebrief("digest", "harbour-bridge.txt", "--out", tmp_path / "out", "--state", state)
    assert run.stdout == "Nothing new: 1 page was told before. No message is written.\n"


def test_a_digest_that_could_not_be_written_is_told_the_next_time(folder: Path, tmp_path: Path) -> None:
    state, out = tmp_path / "state.db", tmp_path / "out"
    (out / "slack.json").mkdir(parents=True)  # a file can't take its place
    pagebrief("digest", folder, "--out", out, "--state", state, expect=2)
    (out / "slack.json").rmdir()
    pagebrief("digest", folder, "--out", out, "--state", state)
    assert "harbour-bridge" in (out / "slack.json").read_text("utf-8")


def test_more_pages_than_one_delivery_takes_are_all_remembered(tmp_path: Path) -> None:
    pages, state = tmp_path / "pages", tmp_path / "state.db"
    pages.mkdir()
    body = (EXAMPLES / "night-train.txt").read_text("utf-8")
    for number in range(60):
        (pages / f"{number}.txt").write_text(f"{body}\n{number}", "utf-8")
    pagebrief("digest", pages, "--out", tmp_path / "out", "--state", state)
    run = pagebrief("digest", pages, "--out", tmp_path / "out", "--state", state)
    assert "60 pages were told before" in run.stdout


def test_a_page_whose_name_is_no_utf8_is_remembered(tmp_path: Path) -> None:
    page = Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))
    page.write_bytes((EXAMPLES / "night-train.txt").read_bytes())
    for expected in ("Night train", "Nothing new"):
        run = pagebrief("digest", page, "--out", tmp_path / "out", "--state", tmp_path / "state.db")
        assert expected in run.stdout


def test_a_file_that_is_no_state_file_is_named_before_a_page_is_read(folder: Path, tmp_path: Path) -> None:
    state = tmp_path / "state.db"
    state.write_text("The council approved the bridge. " * 100)
    run = pagebrief("digest", folder, "--out", tmp_path / "out", "--state", state, expect=2)
    assert "state.db can't be used as a state file" in run.stderr
    assert not (tmp_path / "out").exists()


def test_from_the_third_day_on_a_digest_shows_what_came_lately(folder: Path, tmp_path: Path) -> None:
    state, out = tmp_path / "state.db", tmp_path / "out"
    store = SqliteStore(state, timedelta(days=90))
    for ago in (1, 3):
        at = datetime.now().astimezone() - timedelta(days=ago)
        page = PageVersion(f"in/{ago}.html#1", f"in/{ago}.html")
        item = OutboxItem(item_id(page, READER, at), READER, page, "briefs/a.json", at)
        store.save(page, [item], at)
        store.leave_out(item, State.LEFT_OUT, "it is known", at)
    run = pagebrief("digest", folder, "--out", out, "--state", state)
    said = "4 pages and 2 new stories; most pages on"
    assert f"The last 14 days  {said}" in run.stdout
    assert "▁▁▁▁▁▁▁▁▁▁▅▁▅▇  pages" in run.stdout
    assert said in (out / "slack.json").read_text("utf-8")
    assert (out / "digest.html").read_text("utf-8").count('src="data:image/png;base64,') == 2
    assert (out / "archive.html").read_text("utf-8").count("<svg") == 2
