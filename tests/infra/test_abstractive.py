"""The rewriting function's own template and image: what it may do, how long it takes, what it fits."""

import ast
import re
import sys
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped] # ships no types

from on_page import LEAST_TIME_TO_REWRITE
from pagebrief.bootstrap_page import _REWRITING
from stack_template import Stack

ROOT = Path(__file__).parents[2]
TEMPLATE: dict[str, Any] = yaml_parse((ROOT / "infra/abstractive.yaml").read_text("utf-8"))
FUNCTION = TEMPLATE["Resources"]["RewriteFunction"]["Properties"]
DOCKERFILE = (ROOT / "infra/abstractive/Dockerfile").read_text("utf-8")


def test_it_may_write_its_logs_and_nothing_else() -> None:
    (policy,) = TEMPLATE["Resources"]["RewriteRole"]["Properties"]["Policies"]
    (statement,) = policy["PolicyDocument"]["Statement"]
    assert statement["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert statement["Resource"] == {"Fn::GetAtt": ["RewriteLogs", "Arn"]}


def test_whoever_calls_it_waits_longer_than_it_runs_and_begins_nothing_that_could_outlast_the_page() -> None:
    waits = _REWRITING.read_timeout
    assert FUNCTION["Timeout"] < waits
    attempts = _REWRITING.retries["total_max_attempts"]
    assert 1_000 * (attempts * (waits + _REWRITING.connect_timeout)) <= LEAST_TIME_TO_REWRITE
    rewriting = Stack(
        EmailFrom="a@example.org",
        EmailTo="b@example.org",
        RewriterArn="arn:aws:lambda:r:123456789012:function:f",
    )
    assert 1_000 * rewriting.properties("PageFunction")["Timeout"] > 1.5 * LEAST_TIME_TO_REWRITE


def test_its_name_fits_the_parameter_of_the_other_stack() -> None:
    name, parts = FUNCTION["FunctionName"]["Fn::Sub"]
    assert len(re.sub(r"\$\{Unique\}", "0f1e2d3c", name)) <= 40
    assert "AWS::StackId" in str(parts)
    assert TEMPLATE["Outputs"]["RewriterArn"]["Value"] == {"Fn::GetAtt": ["RewriteFunction", "Arn"]}


def test_the_image_writes_to_tmp_alone_and_asks_no_hub() -> None:
    assert DOCKERFILE.count("FROM ") == 1
    assert "ARG BASE=public.ecr.aws/lambda/python:3.13\n" in DOCKERFILE
    assert "RUN " not in DOCKERFILE  # nothing is downloaded or run while it is built
    for name in ("HOME", "HF_HOME", "XDG_CACHE_HOME"):
        assert re.search(rf" {name}=/tmp", DOCKERFILE)
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        assert f"{name}=1" in DOCKERFILE
    assert 'CMD ["on_rewrite.handler"]' in DOCKERFILE


def test_the_image_has_every_package_that_its_code_imports() -> None:
    files = [ROOT / f"requirements/{name}.txt" for name in ("abstractive", "torch")]
    pinned = {
        name for file in files for name in re.findall(r"^([\w-]+)==", file.read_text("utf-8"), re.MULTILINE)
    }
    # What only the zip's encoder needs is not imported on the way to the rewriter.
    code = [
        path for path in (ROOT / "functions/pagebrief/summary").rglob("*.py") if path.name != "encoder.py"
    ]
    imported = set()
    for path in code:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            imported |= {name.split(".")[0].replace("_", "-") for name in names}
    assert imported - sys.stdlib_module_names - {"pagebrief"} <= pinned
