"""The commands of README and docs/, as a reader types them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]

_CONSOLE = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_TYPED = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)
_FILE = re.compile(r"`([\w.-]+)`:\n\n```(?:json|yaml)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Command:
    """``text`` as it is typed, over several lines perhaps, its comment left out."""

    page: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}: {' '.join(self.text.split())}"


def commands(page: Path) -> Iterator[Command]:
    for block in _CONSOLE.findall(page.read_text("utf-8")):
        for typed in _TYPED.findall(block):
            yield Command(page.name, re.sub(r"\s+# .*$", "", typed))


def files(page: Path) -> dict[str, str]:
    """Those that a page has its reader write: a block under «…, `name`:»."""
    return dict(_FILE.findall(page.read_text("utf-8")))


def other_lines(page: Path) -> list[str]:
    """Lines of console blocks that are no command: nobody can tell what they are for."""
    return [line for block in _CONSOLE.findall(page.read_text("utf-8")) for line in _rest(block)]


def _rest(block: str) -> list[str]:
    return [line for line in _TYPED.sub("", block).splitlines() if line.strip()]
