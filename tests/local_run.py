"""``make local`` as a person starts it, and its web page as a person reads it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def local(folder: Path, temporary: Path, *options: str) -> Iterator["subprocess.Popen[str]"]:
    """Its temporary files lie in ``temporary``."""
    environment = {**os.environ, "TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "tools.local", "--folder", str(folder), "--port", "0", *options]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def url_said(process: "subprocess.Popen[str]") -> str:
    """The address of its page, once it says it."""
    assert process.stdout
    return next(found[0] for line in process.stdout if (found := re.search(r"http://\S+", line)))


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


def archived_in(page: str) -> str:
    """The link that all messages have to the one archived page."""
    (found,) = set(re.findall(r'<a href="(http://[\d.]+:[^"]+)"', page))
    return str(found).replace("&amp;", "&")
