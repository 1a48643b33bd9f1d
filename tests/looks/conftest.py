"""One browser for all pages. Without what ``make looks`` installs, nothing is collected here."""

from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

collect_ignore_glob = [] if find_spec("playwright") else ["test_*.py"]


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    from tools.looks.browser import chromium  # noqa: PLC0415 - needs what may not be there

    with chromium() as browser:
        yield browser
