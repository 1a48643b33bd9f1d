"""The numbers of docs/limits.md are those of the code and of the template."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from documented import ROOT
from stack_template import Stack, read

DOC = (ROOT / "docs/limits.md").read_text("utf-8")
ROWS = re.findall(r"^\| ([^|]+) \| ([\d,.]+) \| `([\w./]+)` `([\w.]+)` \| ([^|]+) \|$", DOC, re.MULTILINE)


def test_every_row_has_a_number_a_place_and_what_happens_beyond() -> None:
    rows = [
        line for line in DOC.splitlines() if re.match(r"\| (?!limit |---)", line.replace("|---", "| ---"))
    ]
    assert len(ROWS) == len(rows) > 20


@pytest.mark.parametrize(("limit", "number", "file", "name", "beyond"), ROWS, ids=lambda each: each[:30])
def test_a_limit_is_what_holds_it(limit: str, number: str, file: str, name: str, beyond: str) -> None:
    assert limit
    assert beyond
    assert float(number.replace(",", "")) == float(held(file, name, limit))


def held(file: str, name: str, limit: str) -> Any:
    if file == "infra/template.yaml":
        return _of_template(name)
    (found,) = set(_assigned(file, name))
    if isinstance(found, timedelta):
        return found / (timedelta(hours=1) if limit.startswith("hours") else timedelta(days=1))
    return found


def _of_template(path: str) -> Any:
    """`Parameter.Default`, or a resource's property for the parameters that nobody changed."""
    first, *rest = path.split(".")
    parameters, stack = _template()
    found = parameters[first] if first in parameters else stack.properties(first)
    for each in rest:
        found = found[each]
    return found


@cache
def _template() -> tuple[Any, Stack]:
    return read()["Parameters"], Stack(EmailFrom="a@example.org")


def _assigned(file: str, name: str) -> Iterator[Any]:
    """What a module or a class of it gives to the name: a number, or a timedelta."""
    tree = ast.parse((ROOT / "functions/pagebrief" / file).read_text("utf-8"))
    for node in ast.walk(tree):
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        if isinstance(node, ast.Assign | ast.AnnAssign) and name in [
            getattr(each, "id", "") for each in targets
        ]:
            yield _value(node.value)


def _value(node: ast.expr | None) -> Any:
    match node:
        case ast.Constant(value=value):
            return value
        case ast.Call(
            func=ast.Name(id="timedelta"),
            keywords=[ast.keyword(arg=str(unit), value=ast.Constant(value=int(value)))],
        ):
            return timedelta(**{unit: value})
    raise ValueError("neither a number nor a timedelta")
