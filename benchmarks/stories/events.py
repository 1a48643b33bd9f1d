"""The pages in tests/stories: events told by several sites, in families that share people and places."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import page_of

FOLDER = Path(__file__).parents[2] / "tests/stories"


@dataclass(frozen=True, slots=True)
class Report:
    """``held_out``: of a family that no constant was chosen on; every other one, by name."""

    family: str
    event: str
    page: CleanPage
    seen_at: datetime
    held_out: bool


def reports() -> Iterator[Report]:
    """In a file ``# event``, then for each report ``## time | site | (language |) headline`` and its text."""
    for number, path in enumerate(sorted(FOLDER.glob("*.txt"))):
        for event in _parts("# ", path.read_text("utf-8")):
            name, _, told = event.partition("\n")
            for report in _parts("## ", told):
                head, _, text = report.partition("\n")
                yield _report(path.stem, name, head.split(" | "), text, held_out=bool(number % 2))


def _parts(mark: str, text: str) -> list[str]:
    return re.split(rf"^{mark}", text, flags=re.MULTILINE)[1:]


def _report(family: str, event: str, head: list[str], text: str, *, held_out: bool) -> Report:
    at, site, *language, title = head
    clean = page_of("\n\n".join(text.splitlines()), title)
    url, known = f"https://{site}/{event}", language[0] if language else "en"
    page = replace(clean, url=url, site=site, published_at=at, language=known)
    return Report(family, f"{family}/{event}", page, datetime.fromisoformat(at).replace(tzinfo=UTC), held_out)
