"""infra/backfill.yaml with its parameters put in, as CloudFormation does before it makes the resources."""

import re
from typing import Any

from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped] # ships no types

from stack_template import PSEUDO, TEMPLATE

PATH = TEMPLATE.with_name("backfill.yaml")


def resources(**parameters: str) -> dict[str, Any]:
    """References to resources stay."""
    template = yaml_parse(PATH.read_text("utf-8"))
    assert set(parameters) == set(template["Parameters"])
    made: dict[str, Any] = _fill(template["Resources"], PSEUDO | parameters)
    return made


def definition(**parameters: str) -> dict[str, Any]:
    """The state machine's."""
    found: dict[str, Any] = resources(**parameters)["Backfill"]["Properties"]["Definition"]
    return found


def _fill(value: Any, known: dict[str, str]) -> Any:
    match value:
        case {"Ref": str(name)}:
            return known.get(name, value)
        case {"Fn::Sub": str(text)}:
            return re.sub(r"\$\{([\w:.]+)\}", lambda found: known.get(found[1], found[0]), text)
        case dict():
            return {name: _fill(each, known) for name, each in value.items()}
        case list():
            return [_fill(each, known) for each in value]
    return value
