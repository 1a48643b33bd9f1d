"""Our figures against those of the common scorer, on a few pages of each set."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from benchmarks.cleaning import scores
from benchmarks.cleaning.corpus import SETS, pages

pytestmark = pytest.mark.shared

PAGEBRIEF = Path(sys.executable).with_name("pagebrief")
EVERY = {"html": 60, "text": 197}


@pytest.fixture(scope="module")
def shared(request: pytest.FixtureRequest) -> Path:
    return Path(request.config.getoption("--shared") or pytest.fail("make quality SHARED=…"))


def theirs(shared: Path, name: str, form: str, report: Path) -> Mapping[str, Mapping[str, float]]:
    cleaner = (PAGEBRIEF, "clean", "--jsonl", "--files-from", "-")
    choice = ("--set", name, "--as", form, "--every", str(EVERY[form]), "--json", report)
    scorer = (sys.executable, shared / "tools/score-pages", shared / "data/pages")
    subprocess.run([*scorer, *choice, "--", *cleaner], check=True, capture_output=True)
    groups: dict[str, Mapping[str, float]] = json.loads(report.read_text())["groups"]
    return groups


@pytest.mark.parametrize("form", EVERY)
@pytest.mark.parametrize("name", SETS)
def test_our_figures_are_those_of_the_common_scorer(
    shared: Path, name: str, form: str, tmp_path: Path
) -> None:
    chosen = pages(shared / "data/pages", html=form == "html", sets=[name])[:: EVERY[form]]
    if not chosen:
        assert (name, form) == ("trafilatura", "text")  # it has no renderings
        return
    found = scores.table([scores.of(page) for page in chosen])
    expected = theirs(shared, name, form, tmp_path / "report.json")
    for group, figures in expected.items():
        own = found[_our_name(group)]
        assert own["n"] == figures["n"]
        assert own["f1"] == pytest.approx(figures.get("f1", figures.get("segment_f1")), abs=1e-9)
        for known in {"title", "author", "date"} & figures.keys():
            assert own[known] == pytest.approx(figures[known], abs=1e-9)


def _our_name(group: str) -> str:
    """``"wcxb articles ALL"`` → ``"all wcxb articles"``."""
    *words, form = group.split()
    return " ".join((form.lower(), *words))
