"""README shows messages as they are."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from tools.looks.comparing import difference, kept, show
from tools.looks.readme import PICTURES, readme_pictures
from tools.looks.samples import ROOT

pytestmark = pytest.mark.looks


@pytest.fixture(scope="module")
def pictures(browser: Browser) -> Mapping[Path, Image.Image]:
    return dict(readme_pictures(browser))


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.name)
def test_a_picture_is_of_what_messages_look_like(path: Path, pictures: Mapping[Path, Image.Image]) -> None:
    if found := difference(kept(path), pictures[path]):
        beside = ROOT / "build/looks" / path.name
        show(kept(path), pictures[path], beside)
        pytest.fail(f"{found}: look at {beside.relative_to(ROOT)}. If it is right: make pictures")


def test_every_picture_is_there(pictures: Mapping[Path, Image.Image]) -> None:
    assert set(pictures) == set(PICTURES.iterdir())
