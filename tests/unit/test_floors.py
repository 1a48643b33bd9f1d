"""Floors rise by themselves and fall only with a reason, which a person can read."""

import re
from datetime import date
from pathlib import Path

import pytest
from tools.floors.floors import Floors, below, load, lowered, named, raised, save

ROOT = Path(__file__).parents[2]
FLOORS = Floors("0" * 64, 2, 3, {"html aeb f1": 0.950, "all aeb f1": 0.930})
DAY = date(2026, 11, 25)


def test_a_figure_under_its_floor_is_named_with_both() -> None:
    (sentence,) = below(FLOORS, {"html aeb f1": 0.9499, "all aeb f1": 0.930})
    assert sentence == "html aeb f1 is 0.9499, under its floor of 0.950"


def test_a_floor_whose_figure_is_gone_is_named() -> None:
    (sentence,) = below(FLOORS, {"html aeb f1": 1.0})
    assert "all aeb f1 was not measured" in sentence


def test_a_floor_rises_to_right_under_its_figure_and_never_falls() -> None:
    after = raised(FLOORS, {"html aeb f1": 0.9712, "all aeb f1": 0.931, "html wcxb other f1": 0.8})
    assert after.floors == {"html aeb f1": 0.966, "all aeb f1": 0.930, "html wcxb other f1": 0.795}


def test_a_lowered_floor_keeps_its_reason_and_the_others_stay() -> None:
    after = lowered(FLOORS, {"html aeb f1": 0.94, "all aeb f1": 0.931}, "speed was worth more", DAY)
    assert after.floors == {"html aeb f1": 0.935, "all aeb f1": 0.930}
    (entry,) = after.lowered
    assert (entry.figure, entry.before, entry.after) == ("html aeb f1", 0.950, 0.935)
    assert (entry.reason, entry.day) == ("speed was worth more", "2026-11-25")


def test_a_floor_can_go_with_its_figure_but_not_silently() -> None:
    after = lowered(FLOORS, {"html aeb f1": 0.95}, "no renderings any more", DAY)
    assert set(after.floors) == {"html aeb f1"}
    assert [entry.figure for entry in after.lowered] == ["all aeb f1"]


def test_metadata_has_floors_where_pages_are_many() -> None:
    table = {"html aeb": {"n": 9, "f1": 0.9, "title": 0.8}, "lynx aeb": {"n": 9, "f1": 0.9, "title": 0.7}}
    assert named(table) == {"html aeb f1": 0.9, "html aeb title": 0.8, "lynx aeb f1": 0.9}


def test_what_is_saved_is_what_is_loaded(tmp_path: Path) -> None:
    floors = lowered(FLOORS, {"html aeb f1": 0.94, "all aeb f1": 0.93}, "a reason", DAY)
    save(floors, tmp_path / "floors.json")
    assert load(tmp_path / "floors.json") == floors


@pytest.mark.parametrize("figure", ["html aeb f1", "html mozilla f1", "html wcxb articles f1",
    "html wcxb other f1", "html trafilatura f1", "innertext aeb f1", "all wcxb other f1",
    "html wcxb articles title", "html wcxb articles author", "html wcxb articles date",
    "all wcxb articles article_kept"])  # fmt: skip
def test_what_the_cleaner_is_judged_by_has_a_floor(figure: str) -> None:
    floors = load()
    assert re.fullmatch("[0-9a-f]{64}", floors.corpus)
    assert floors.floors[figure] > 0.2


def test_every_lowered_floor_is_among_the_decisions() -> None:
    decisions = " ".join((ROOT / "docs/decisions.md").read_text("utf-8").split())
    assert [each.figure for each in load().lowered if each.figure not in decisions] == []
