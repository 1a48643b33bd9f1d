"""The README promises commands, parameters and reasons: each of them exists, and none is missing."""

import re
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped] # ships no types

from pagebrief.model import DiscardReason

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
LOCAL = (ROOT / "docs/local.md").read_text("utf-8")
OPERATING = (ROOT / "docs/operating.md").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_every_make_target_that_the_readme_and_the_doc_of_local_runs_name_exists() -> None:
    named = set(re.findall(r"make ([a-z-]+)", README + LOCAL))
    assert {"demo", "local", "local-aws", "test", "deploy", "invoke"} <= named
    assert named <= TARGETS


def test_what_the_page_on_operating_names_exists() -> None:
    assert set(re.findall(r"make ([a-z-]+)", OPERATING)) <= TARGETS
    template = yaml_parse((ROOT / "infra/template.yaml").read_text("utf-8"))
    assert (
        {"PageLogGroup", "DashboardUrl"}
        <= set(re.findall(r"output `(\w+)`", OPERATING))
        <= template["Outputs"].keys()
    )
    table = OPERATING[OPERATING.index("## Throughput and cost") : OPERATING.index("## A key of your own")]
    for row in re.findall(r"^\| (`.+?`) \|", table, re.MULTILINE):
        assert set(re.findall(r"`(\w+)`", row)) <= template["Parameters"].keys()
    assert set(re.findall(r"`(?:Stage|Rollout)=([\w-]+)`", OPERATING)) == {"prod", "at-once"}


def test_the_table_of_parameters_is_the_templates() -> None:
    template = yaml_parse((ROOT / "infra/template.yaml").read_text("utf-8"))
    table = README[README.index("| parameter |") : README.index("At least one of Slack")]
    assert re.findall(r"^\| `(\w+)`", table, re.MULTILINE) == list(template["Parameters"])


def test_the_permissions_that_the_doctor_takes_are_those_that_it_asks_for() -> None:
    adapters = ROOT / "functions/pagebrief/adapters"
    looking = ("aws_account.py", "secret_stores.py", "ses_account.py")
    code = "".join((adapters / name).read_text("utf-8") for name in looking)
    paragraph = README[README.index("**Is it well?**") : README.index("**The same page**")]
    # Those of watches.yaml are named where on_page reads it, too.
    asked = {*re.findall(r'"([a-z]\w+:[A-Z]\w+)"', code), "s3:GetObject", "s3:ListBucket"}
    assert set(re.findall(r"`([a-z]\w+:[A-Z]\w+)`", paragraph)) == asked


def test_every_file_that_the_readme_names_exists() -> None:
    for name in re.findall(r"`((?:docs|examples|functions|infra|templates)/[\w./-]*)`", README + LOCAL):
        assert (ROOT / name).exists(), name


def test_the_reasons_to_discard_are_the_codes() -> None:
    sentence = README[README.index("The reasons:") : README.index("## Who is told of what")]
    listed = " ".join(sentence.split()).removeprefix("The reasons: ").removesuffix(".")
    assert listed.split(", ") == list(DiscardReason)
