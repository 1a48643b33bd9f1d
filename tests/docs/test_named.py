"""What README and docs/ name exists: targets, files, parameters, outputs, permissions, reasons."""

import re
from pathlib import Path

import pytest
from tools import costs

from documented import PAGES, ROOT
from pagebrief.model import DiscardReason
from stack_template import read

TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
OUTPUTS = {
    name
    for template in ("template", "abstractive", "backfill")
    for name in read(ROOT / f"infra/{template}.yaml")["Outputs"]
}
PROSE = [page for page in PAGES if page.name != "decisions.md"]
"""Decisions name what there was on their day."""


def text(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text("utf-8")


def between(document: str, begin: str, end: str) -> str:
    start = document.index(begin)
    return document[start : document.index(end, start)]


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_targets_and_files_that_a_page_names_exist(page: Path) -> None:
    document = page.read_text("utf-8")
    assert set(re.findall(r"[`$] ?make ([a-z-]+)", document)) <= TARGETS
    for name in re.findall(r"`((?:docs|examples|functions|infra|templates|tests)/[\w./-]*)[`:]", document):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.name)
def test_outputs_of_the_stack_that_a_page_names_exist(page: Path) -> None:
    """``output X`` in a command, or output `X` in a sentence; of the other stacks, too."""
    assert set(re.findall(r"output `?([A-Z]\w+)", page.read_text("utf-8"))) <= OUTPUTS


def test_the_table_of_parameters_is_the_templates() -> None:
    table = between(text("deploy"), "| parameter |", "At least one of Slack")
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == list(read()["Parameters"])


def test_the_parameters_that_operating_turns_exist() -> None:
    table = between(text("operating"), "## Throughput and cost", "## A key of your own")
    for row in re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE):
        assert set(re.findall(r"`(\w+)`", row)) <= read()["Parameters"].keys()
    assert set(re.findall(r"`(?:Stage|Rollout)=([\w-]+)`", text("operating"))) == {"prod", "at-once"}


def test_the_permissions_that_the_doctor_takes_are_those_that_it_asks_for() -> None:
    adapters = ROOT / "functions/pagebrief/adapters"
    looking = ("aws_account.py", "secret_stores.py", "ses_account.py")
    code = "".join((adapters / name).read_text("utf-8") for name in looking)
    paragraph = between(text("operating"), "## Is it well?", "## When nothing comes")
    # Those of watches.yaml are named where on_page reads it, too.
    asked = {*re.findall(r'"([a-z]\w+:[A-Z]\w+)"', code), "s3:GetObject", "s3:ListBucket"}
    assert set(re.findall(r"`([a-z]\w+:[A-Z]\w+)`", paragraph)) == asked


def test_the_reasons_to_discard_are_the_codes() -> None:
    sentence = between(text("command-line"), "The reasons:", "## Another encoder")
    listed = " ".join(sentence.split()).removeprefix("The reasons: ").removesuffix(".")
    assert listed.split(", ") == list(DiscardReason)


def test_the_table_of_costs_is_that_of_the_price_list() -> None:
    assert costs.written(text("costs")) == text("costs")
    assert text("costs").count("| arm64 |") == len(costs.NUMBERS) * 2


def test_the_readme_is_a_front_page_from_which_every_page_is_reached() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.splitlines()) <= 160
    assert [page.name for page in PAGES[1:] if f"(docs/{page.name})" not in readme] == []
