"""Whoever lacks a browser is told what to install."""

import pytest
from playwright.sync_api import Browser
from tools.looks.browser import FONTS, MissingError, launch

pytestmark = pytest.mark.looks


def test_a_missing_browser_is_named_with_what_brings_it(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    with pytest.raises(MissingError, match=r"There is no Chromium.*apt-get install chromium fonts-"):
        launch(browser.browser_type)


def test_a_missing_font_is_named_too(
    browser: Browser, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(FONTS.read_text().replace("truetype/roboto", "truetype/none"))
    with pytest.raises(MissingError, match="There is no /usr/share/fonts/truetype/none"):
        launch(browser.browser_type, fonts)
