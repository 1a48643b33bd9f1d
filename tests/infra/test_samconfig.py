"""samconfig.toml knows two stages beside the stack that it deploys by default."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from stack_template import read

CONFIG: dict[str, Any] = tomllib.loads((Path(__file__).parents[2] / "samconfig.toml").read_text("utf-8"))


def deploy(environment: str) -> Any:
    return CONFIG[environment]["deploy"]["parameters"]


@pytest.mark.parametrize("stage", read()["Parameters"]["Stage"]["AllowedValues"])
def test_a_stage_is_a_stack_of_its_own_and_what_the_template_calls_it(stage: str) -> None:
    assert deploy(stage)["stack_name"] == f"pagebrief-{stage}"
    assert deploy(stage)["parameter_overrides"] == f"Stage={stage}"
    for name in ("capabilities", "resolve_s3"):
        assert deploy(stage)[name] == deploy("default")[name]


def test_whoever_names_no_stage_deploys_what_they_did_before() -> None:
    assert deploy("default")["stack_name"] == "pagebrief"
    assert "parameter_overrides" not in deploy("default")
    assert "template_file" not in deploy("default")  # the built one
