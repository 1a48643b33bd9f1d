"""``make local``, from a page that is dropped to what Ctrl-C leaves."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlsplit
from urllib.request import urlopen

ROOT = Path(__file__).parents[3]
MISTAKEN = "watches:\n  - name: bridges\n    send: [{to: 'slack:#harbour', when: sometimes}]\n"


@contextmanager
def local(folder: Path, temporary: Path) -> Iterator["subprocess.Popen[str]"]:
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "tools.local", "--folder", str(folder), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def url_in(lines: Iterator[str]) -> str:
    return next(found[0] for line in lines if (found := re.search(r"http://\S+", line)))


def page_with(url: str, *texts: str, seconds: float = 60) -> str:
    """The page, once it shows all of these."""
    deadline = monotonic() + seconds
    while True:
        page = text_of(url)
        if not (missing := [text for text in texts if text not in page]):
            return page
        assert monotonic() < deadline, f"missing after {seconds} s: {missing}"
        sleep(0.2)


def text_of(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.read().decode())


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
        assert process.stdout
        url = url_in(process.stdout)
        functions = children(process)
        shutil.copy(ROOT / "examples/pages/harbour-bridge.txt", folder / "pages")
        (folder / "pages/rubbish.txt").write_text("Too short.", "utf-8")

        page = page_with(url, "<b>Slack</b>", "<b>Email</b>", "too short", "2 words")
        assert "Harbour Town Votes to Rebuild Its Lifting Bridge" in page
        assert "every page dropped into" in page
        mail = text_of(url + re.findall(r'<iframe src="/(mail/\d+)"', page)[0])
        assert "Harbour Town Votes to Rebuild Its Lifting Bridge" in mail
        (archived,) = set(re.findall(r'<a href="(http://127[^"]+)"', page))
        assert "Harbour Town Votes" in text_of(archived.replace("&amp;", "&"))

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
