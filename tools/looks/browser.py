"""Chromium without a window, with fonts of its own, and cut off from the network."""

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

_HERE = Path(__file__).parent
FONTS = _HERE / "fonts.conf"
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NARROW, WIDE = 320, 640
"""Pixels: the smallest phone, and a message in the window of a mail program."""

Scheme = Literal["light", "dark"]


class MissingError(RuntimeError):
    """No browser, or none of the fonts: what to install."""


@dataclass(frozen=True, slots=True)
class View:
    """How a page is looked at. ``width``, and ``height``, the most that is shown, in pixels."""

    width: int
    scheme: Scheme = "light"
    height: int = 900


@contextmanager
def chromium() -> Iterator[Browser]:
    """Raises MissingError."""
    with sync_playwright() as playwright:
        yield launch(playwright.chromium)


def launch(kind: BrowserType, fonts: Path = FONTS) -> Browser:
    """With no fonts but these. Raises MissingError."""
    return kind.launch(
        executable_path=_executable(fonts),
        args=["--force-color-profile=srgb"],
        env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
    )


def _executable(fonts: Path) -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    folders = [each.text or "" for each in ET.parse(fonts).iter("dir")]  # noqa: S314 - a file of ours
    missing = [each for each in folders if not Path(each).is_dir()]
    if found and not missing:
        return found
    packages = (_HERE / "debian.txt").read_text().split()
    raise MissingError(
        f"There is no {', '.join(missing) if found else 'Chromium'}. "
        f"On Debian or Ubuntu: apt-get install {' '.join(packages)}. Or name one: CHROMIUM=PATH."
    )


@contextmanager
def opened(browser: Browser, html: str, scale: float = 1) -> Iterator[tuple[Page, list[str]]]:
    """The page, and the addresses that it asks for, as long as it is open. ``scale``: of pictures of it."""
    context = browser.new_context(offline=True, locale="en-GB", timezone_id="UTC", device_scale_factor=scale)
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.set_content(html)
    try:
        yield page, asked
    finally:
        context.close()


def look(page: Page, view: View) -> None:
    """Looks at the page so: its window is as high as the page, or as the view."""
    page.emulate_media(color_scheme=view.scheme)
    page.set_viewport_size({"width": view.width, "height": 100})
    height = min(view.height, page.evaluate("document.documentElement.scrollHeight"))
    page.set_viewport_size({"width": view.width, "height": height})


def pictures(browser: Browser, html: str, views: Iterable[View]) -> Iterator[Image.Image]:
    with opened(browser, html) as (page, _):
        for view in views:
            look(page, view)
            yield shot(page)


def shot(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(animations="disabled", caret="hide"))).convert("RGB")
