"""Every link in README, CHANGELOG and docs/ that leads to a file or a heading of ours finds it."""

import re
from pathlib import Path

import pytest

from documented import PAGES, ROOT

_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def links(page: Path) -> list[str]:
    """Of links and pictures."""
    text = _CODE.sub("", page.read_text("utf-8"))
    return re.findall(r"\]\(([^()\s]+)\)", text) + re.findall(r'\bsrc(?:set)?="([^"\s]+)"', text)


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


def test_pictures_are_small_and_say_what_is_in_them() -> None:
    pictures = re.findall(r"<img [^>]*>", (ROOT / "README.md").read_text("utf-8"))
    assert pictures
    assert [each for each in pictures if not re.search(r'alt="[^"]{80,}"', each)] == []
    assert [each.name for each in (ROOT / "docs/pictures").iterdir() if each.stat().st_size > 300_000] == []


def test_there_are_links_to_look_at() -> None:
    assert len(links(ROOT / "README.md")) > 15
    assert "when-nothing-comes" in anchors(ROOT / "docs/operating.md")
