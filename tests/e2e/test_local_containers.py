"""``make local CONTAINERS=yes``: the built functions in their containers."""

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from local_run import ROOT, archived_in, local, page_with, text_of, url_said

pytestmark = pytest.mark.container

HEADLINE = "Harbour Town Votes to Rebuild Its Lifting Bridge"


def containers() -> set[str]:
    listed = subprocess.run(["docker", "ps", "-aq"], capture_output=True, text=True, check=True)
    return set(listed.stdout.split())


def test_a_dropped_page_is_told_from_containers_of_which_none_is_left(tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with local(tmp_path, temporary, "--containers") as process:
        url = url_said(process)
        shutil.copy(ROOT / "examples/pages/harbour-bridge.txt", tmp_path / "pages")
        page = page_with(url, "<b>Slack</b>", "<b>Email</b>", "page told", HEADLINE)
        assert HEADLINE in text_of(archived_in(page))
        made = containers()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 0
    assert made - containers()
    assert list(temporary.iterdir()) == []
