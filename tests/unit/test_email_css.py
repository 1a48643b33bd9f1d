"""Emails use the CSS of tests/email_css.toml alone, which says what becomes of it where programs lack it."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from lxml import html

from pagebrief.messages import Templates, render_email
from pagebrief.messages.samples import SAMPLES
from unit import digests

SUPPORT: dict[str, dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[1] / "email_css.toml").read_text("utf-8")
)
TEMPLATES = Templates(None, digests.BUILT_IN)
PROGRAMS = {
    "Apple Mail", "Gmail", "Outlook", "Outlook for Windows", "Yahoo", "AOL", "Samsung", "Thunderbird",
}  # fmt: skip


@dataclass(frozen=True)
class Used:
    """A property, or an at-rule without a value. ``element``: where it stands, unless in an at-rule."""

    name: str
    value: str = ""
    element: str = ""


def used(email: str) -> Iterator[Used]:
    page = html.document_fromstring(email)
    for element in page.xpath("//*[@style]"):
        yield from declarations(element.get("style"), str(element.tag))
    for style in page.iter("style"):
        yield from at_rules(style.text or "")


def at_rules(css: str) -> Iterator[Used]:
    for rule in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True):
        assert rule.type == "at-rule", f"not inlined: {tinycss2.serialize([rule])}"
        (feature,) = [each for each in rule.prelude if each.type == "() block"]
        yield Used(f"@{rule.lower_at_keyword} ({feature.content[0].value})")
        for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
            yield from declarations(inner.content, "")


def declarations(css: Any, element: str) -> Iterator[Used]:
    for each in tinycss2.parse_blocks_contents(css, skip_comments=True, skip_whitespace=True):
        assert each.type == "declaration", each
        yield Used(each.lower_name, tinycss2.serialize(each.value).strip(), element)


def problems(email: str) -> Iterator[str]:
    for each in dict.fromkeys(used(email)):
        known = SUPPORT.get(each.name)
        if known is None:
            yield f"{each.name}: who lacks it, and what is seen there? Write it down in tests/email_css.toml"
        elif each.value not in known.get("values", [each.value]):
            yield f"{each.name}: {each.value}"
        elif each.element and each.element not in known.get("elements", [each.element]):
            yield f"{each.name} at <{each.element}>"
        elif "(" in each.value:
            yield f"{each.name}: {each.value}: no function is known to Word's engine"


@pytest.mark.parametrize("sample", SAMPLES)
def test_what_an_email_uses_is_on_the_list(sample: str) -> None:
    assert list(problems(render_email(SAMPLES[sample], TEMPLATES).html)) == []


def test_the_list_has_nothing_that_no_email_uses() -> None:
    emails = [render_email(digest, TEMPLATES).html for digest in SAMPLES.values()]
    assert {each.name for email in emails for each in used(email)} == set(SUPPORT)


@pytest.mark.parametrize("name", SUPPORT)
def test_whatever_a_program_lacks_is_fine(name: str) -> None:
    known = SUPPORT[name]
    assert set(known) <= {"lacking", "fine", "values", "elements"}
    assert set(known.get("lacking", ())) <= PROGRAMS
    assert bool(known.get("lacking")) == bool(known.get("fine"))


@pytest.mark.parametrize(
    ("rule", "problem"),
    [
        ("h1 { letter-spacing: 1px; }", "letter-spacing: who lacks it"),
        ("h1 { display: flex; }", "display: flex"),
        ("h1 { padding: 2px; }", "padding at <h1>"),
        ("h1 { width: calc(100% - 2px); }", "width at <h1>"),
        ("table { width: calc(100% - 2px); }", "no function is known"),
        ("@media (orientation: portrait) { h1 { color: #000000; } }", "@media (orientation): who lacks it"),
        ("@media (min-width: 600px) { h1 { float: left; } }", "float: who lacks it"),
    ],
)
def test_css_that_is_not_on_the_list_is_noticed(rule: str, problem: str, tmp_path: Path) -> None:
    (tmp_path / "email").mkdir()
    (tmp_path / "email" / "style.html.j2").write_text(f"<style>{rule}</style>")
    (found,) = problems(render_email(digests.SINGLE, Templates(tmp_path, digests.BUILT_IN)).html)
    assert problem in found
