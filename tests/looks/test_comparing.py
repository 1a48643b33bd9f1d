"""The comparison sees what people see, and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser
from tools.looks.browser import FONTS, WIDE, View, launch, pictures
from tools.looks.comparing import difference, keep, kept, show
from tools.looks.samples import PAGES

pytestmark = pytest.mark.looks

PAGE = PAGES["email, one page"]()
VIEWS = (View(WIDE), View(WIDE, "dark"))
CHANGES = {
    "a headline one pixel lower": (r"</head>", "<style>h2 { position: relative; top: 1px; }</style></head>"),
    "sentences one pixel smaller": (r"font-size: ?17px", "font-size: 16px"),
    "words without their mark": (r"#fbe9a9|#4f4315", "transparent"),
    "links without their colour": (r"#0b6866|#6fcac5", "inherit"),
    "cards like the paper": (r"#ffffff|#1b1f22", "transparent"),
    "facts as dark as sentences": (r"#59626a|#a9b2b9", "inherit"),
    "no bar beside what is quoted": (r"3px solid", "0 solid"),
    "another typeface": (r"Georgia", "Roboto"),
    "a word more": (r"Why you get this", "Why you really get this"),
}


@pytest.fixture(scope="module")
def golden(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> list[Image.Image]:
    """The page in each view, as it is kept."""
    folder = tmp_path_factory.mktemp("golden")
    for view, picture in zip(VIEWS, pictures(browser, PAGE, VIEWS), strict=True):
        keep(picture, folder / f"{view.scheme}.png")
    return [kept(folder / f"{view.scheme}.png") for view in VIEWS]


@pytest.fixture(scope="module")
def hinted(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Another browser, whose letters are fitted to pixels as they are on most Linux desktops."""
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    slightly = '<edit name="hintstyle" mode="assign"><const>hintslight</const></edit>'
    fonts.write_text(
        FONTS.read_text().replace("<bool>false</bool></edit>", f"<bool>true</bool></edit>{slightly}")
    )
    another = launch(browser.browser_type, fonts)
    yield another
    another.close()


@pytest.mark.parametrize("change", CHANGES)
def test_what_people_would_see_is_a_difference(
    change: str, browser: Browser, golden: list[Image.Image]
) -> None:
    changed = pictures(browser, re.sub(*CHANGES[change], PAGE), VIEWS)
    assert all(difference(old, new) for old, new in zip(golden, changed, strict=True))


def test_letters_that_are_hinted_are_none(
    browser: Browser, hinted: Browser, golden: list[Image.Image]
) -> None:
    smooth, new = (list(pictures(each, PAGE, VIEWS)) for each in (browser, hinted))
    assert all(one.tobytes() != other.tobytes() for one, other in zip(smooth, new, strict=True))
    assert [difference(old, each) for old, each in zip(golden, new, strict=True)] == ["", ""]


def test_a_page_that_grew_is_a_difference(browser: Browser) -> None:
    short = PAGES["email, an empty digest"]()
    longer = short.replace("</body>", "<p>One line more.</p></body>")
    assert "pixels" in difference(*(next(pictures(browser, each, VIEWS)) for each in (short, longer)))


def test_what_differs_is_shown_below_the_old_and_the_new(golden: list[Image.Image], tmp_path: Path) -> None:
    light, dark = golden
    show(light, dark, tmp_path / "build" / "shown.png")
    shown = kept(tmp_path / "build" / "shown.png")
    middle = light.width // 2, 5
    colours = [shown.getpixel((middle[0], middle[1] + part * shown.height // 3)) for part in range(3)]
    assert colours[:2] == [light.getpixel(middle), dark.getpixel(middle)]
    assert colours[2] not in {(255, 255, 255), *colours[:2]}
