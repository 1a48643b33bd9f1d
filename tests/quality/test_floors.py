"""The quality gate: no figure of the cleaner is under its floor, on the very pages of the floors."""

from pathlib import Path

import pytest
from benchmarks.cleaning.corpus import fingerprint
from tools.floors.floors import Floors, below, load
from tools.floors.measure import measured

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def data(request: pytest.FixtureRequest) -> Path:
    folder = Path(request.config.getoption("--shared") or "", "data/pages")
    if not folder.is_dir():
        pytest.fail("name the folder of development pages: make quality SHARED=… (or DATA=…)")
    return folder


@pytest.fixture(scope="module")
def floors() -> Floors:
    return load()


def test_the_pages_are_those_that_the_floors_were_measured_on(data: Path, floors: Floors) -> None:
    assert fingerprint(data) == floors.corpus, "other pages: measure them with python -m tools.floors"


def test_no_figure_is_under_its_floor(data: Path, floors: Floors) -> None:
    assert len(floors.floors) > 50
    assert below(floors, measured(floors, data)) == []
