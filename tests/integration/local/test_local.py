"""``make local``, from a page that is dropped to what Ctrl-C leaves."""

import html
import re
import shutil
import signal
import socket
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from local_run import ROOT, archived_in, local, page_with, text_of, url_said

HEADLINE = "Harbour Town Votes to Rebuild Its Lifting Bridge"
MISTAKEN = "watches:\n  - name: bridges\n    send: [{to: 'slack:#harbour', when: sometimes}]\n"


def listens(url: str) -> bool:
    parts = urlsplit(url)
    with socket.socket() as probe:
        return probe.connect_ex((str(parts.hostname), int(parts.port or 0))) == 0


def children(process: "subprocess.Popen[str]") -> list[int]:
    """Where there is no /proc, none are found."""
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in listed.read_text().split()] if listed.exists() else []


def test_a_dropped_page_is_told_rubbish_has_its_reason_and_ctrl_c_leaves_nothing(tmp_path: Path) -> None:
    folder, temporary = tmp_path / "folder", tmp_path / "temporary"
    temporary.mkdir()
    with local(folder, temporary) as process:
        url = url_said(process)
        functions = children(process)
        shutil.copy(ROOT / "examples/pages/harbour-bridge.txt", folder / "pages")
        (folder / "pages/rubbish.txt").write_text("Too short.", "utf-8")

        page = page_with(url, "<b>Slack</b>", "<b>Email</b>", "too short", "2 words")
        assert HEADLINE in page
        assert "every page dropped into" in page
        (mail,) = re.findall(r'<iframe src="/(mail/\d+)"', page)
        assert HEADLINE in text_of(url + mail)
        archived = archived_in(page)
        assert HEADLINE in text_of(archived)
        index = text_of(url + "archive")
        assert HEADLINE in index
        linked = html.unescape(re.findall(r'<h4><a href="(http[^"]+)#page-1"', index)[0])
        assert HEADLINE in text_of(linked)
        (folder / "watches.yaml").write_text(MISTAKEN, "utf-8")
        page_with(url, "watches.yaml:3:41: «sometimes» is no time to send")

        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0

    assert [pid for pid in functions if Path(f"/proc/{pid}").exists()] == []
    assert not listens(url)
    assert not listens(archived)
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in folder.rglob("*")) == [
        "harbour-bridge.txt",
        "pages",
        "rubbish.txt",
        "watches.yaml",
    ]
