"""Messages look as they did when somebody last looked at them."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tools.looks.comparing import difference, kept, show
from tools.looks.samples import GOLDEN, PAGES, ROOT, path_of, sheet

pytestmark = pytest.mark.looks


@pytest.mark.parametrize("name", PAGES)
def test_a_message_looks_as_it_did(name: str, browser: Browser) -> None:
    new, golden = sheet(browser, PAGES[name]()), path_of(name)
    assert golden.is_file(), f"no picture of {name} yet: make looks ACCEPT=yes"
    if found := difference(kept(golden), new):
        beside = ROOT / "build/looks" / golden.name
        show(kept(golden), new, beside)
        pytest.fail(f"{found}: look at {beside.relative_to(ROOT)}. If it is right: make looks ACCEPT=yes")


def test_every_picture_is_of_something_that_there_is() -> None:
    assert {each.name for each in GOLDEN.iterdir()} == {path_of(name).name for name in PAGES}


def test_the_pictures_are_small() -> None:
    assert sum(each.stat().st_size for each in Path(GOLDEN).iterdir()) < 2_000_000
