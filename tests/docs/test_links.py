"""Every link in README, CHANGELOG and docs/ that leads to a file or a heading of ours finds it."""

import re
from pathlib import Path

import pytest

from documented import PAGES, ROOT

_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def links(page: Path) -> list[str]:
    return re.findall(r"\]\(([^()\s]+)\)", _CODE.sub("", page.read_text("utf-8")))


def anchors(page: Path) -> set[str]:
    """As GitHub makes them of headings."""
    headings = re.findall(r"^#+ (.*)$", _CODE.sub(_kept, page.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _kept(code: re.Match[str]) -> str:
    """Of a heading with code in it."""
    return "" if code[0].startswith("```") else code[0].strip("`")


@pytest.mark.parametrize("page", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda page: page.name)
def test_every_link_finds_its_file_and_heading(page: Path) -> None:
    for link in links(page):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = page.parent / name if name else page
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_there_are_links_to_look_at() -> None:
    assert len(links(ROOT / "README.md")) > 15
    assert "when-nothing-comes" in anchors(ROOT / "docs/operating.md")
