"""``pagebrief backtest``: the messages that watches would have sent."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from unit.command import EXAMPLES, pagebrief

WATCHES = """
watches:
  - name: lamp
    match: {any: [lamp room]}
    send:
      - to: "slack:#harbour"
        when: immediately
        quiet: 22:00-07:00 UTC
      - to: "email:a@example.org"
        when: daily at 08:00 UTC
"""


@pytest.fixture
def watches(tmp_path: Path) -> Path:
    file = tmp_path / "watches.yaml"
    file.write_text(WATCHES, "utf-8")
    return file


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """The lighthouse at nine, in other words at half past eleven, its copy at noon; a train."""
    folder = tmp_path / "pages"
    folder.mkdir()
    for name, source, clock in (
        ("crawl.jsonl", "crawl.jsonl", "09:00"),
        ("tours.txt", "lighthouse-tours.txt", "11:30"),
        ("copy.txt", "lighthouse-tours.txt", "12:00"),
        ("train.txt", "night-train.txt", "12:30"),
        ("wall.html", "consent-wall.html", "12:40"),
    ):
        (folder / name).write_bytes((EXAMPLES / source).read_bytes())
        at = datetime.fromisoformat(f"2026-03-10T{clock}").replace(tzinfo=UTC).timestamp()
        os.utime(folder / name, (at, at))
    return folder


def test_each_message_is_a_line_with_when_where_and_why(watches: Path, pages: Path) -> None:
    said = pagebrief("backtest", watches, "--pages", pages).stdout.splitlines()
    assert said[0].startswith("2026-03-10 09:00 UTC  slack:#harbour  alert: Lighthouse opens its lamp room")
    assert "(lamp: it says “lamp room”" in said[0]
    assert said[1].startswith("2026-03-10 11:30 UTC  slack:#harbour  alert: Skerry Point lighthouse")
    assert said[2].startswith("2026-03-11 08:00 UTC  email:a@example.org  digest: ")
    assert "and 2 more pages of its story" in said[2]
    assert said[3] == "Watches"


def test_what_was_left_out_and_what_nobody_watches_is_counted(watches: Path, pages: Path) -> None:
    said = pagebrief("backtest", watches, "--pages", pages).stdout
    assert "  lamp → slack:#harbour: 3 pages, 2 alerts, 0 digests, 1 left out as told before\n" in said
    assert "  lamp → email:a@example.org: 3 pages, 0 alerts, 1 digest\n" in said
    unwatched = said[said.index("Nobody watches") :]
    assert str(pages / "train.txt") in unwatched
    assert "Pages that hold no article: 1" in unwatched


def test_what_a_full_digest_leaves_over_is_told_by_another_one_at_once(watches: Path, tmp_path: Path) -> None:
    (tmp_path / "many").mkdir()
    for number in range(50):  # one more than a digest holds
        text = (EXAMPLES / "lighthouse-tours.txt").read_text("utf-8")
        (tmp_path / "many" / f"{number}.txt").write_text(f"{text}\n{number}", "utf-8")
    said = pagebrief(
        "backtest", watches, "--pages", tmp_path / "many", "--as-of", "2026-03-10T09:00:00"
    ).stdout
    assert "lamp → email:a@example.org: 50 pages, 0 alerts, 1 digest" in said


def test_what_comes_in_at_night_waits_for_the_morning(watches: Path, pages: Path) -> None:
    options = ("--pages", pages / "crawl.jsonl", "--as-of", "2026-03-10T23:00:00")
    said = pagebrief("backtest", watches, *options).stdout.splitlines()
    assert said[0].startswith("2026-03-11 07:00 UTC  slack:#harbour  digest: Lighthouse")


def test_pages_are_chosen_by_when_they_came_in(watches: Path, pages: Path) -> None:
    options = ("--pages", pages, "--from", "2026-03-10T11:00:00", "--to", "2026-03-10T12:00:00")
    said = pagebrief("backtest", watches, *options).stdout
    assert "lamp → slack:#harbour: 1 page, 1 alert, 0 digests\n" in said
    none = pagebrief("backtest", watches, "--pages", pages, "--from", "2027-01-01", expect=1)
    assert "no pages came in then" in none.stderr


def test_beside_the_current_watches_messages_are_marked(watches: Path, pages: Path, tmp_path: Path) -> None:
    current = tmp_path / "current.yaml"
    current.write_text(WATCHES.replace("08:00", "18:00"), "utf-8")
    said = pagebrief("backtest", watches, "--pages", pages, "--current", current).stdout.splitlines()
    assert [line[:20] for line in said[:4]] == [
        "= 2026-03-10 09:00 U",
        "= 2026-03-10 11:30 U",
        "- 2026-03-10 18:00 U",
        "+ 2026-03-11 08:00 U",
    ]
    assert said[4] == "2 messages in both, 1 new (+), 1 gone (-)"


def test_a_page_that_is_not_there_is_named(watches: Path, tmp_path: Path) -> None:
    run = pagebrief("backtest", watches, "--pages", tmp_path / "none", expect=2)
    assert "none: No such file" in run.stderr
