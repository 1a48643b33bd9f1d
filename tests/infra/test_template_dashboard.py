"""One page says whether it works, what came in and out, what was thrown away and why, and what it costs."""

import re
import tomllib
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from stack_template import Stack
from watched import of_dashboard, widgets

GIVEN = {"SlackSecret": "pagebrief/slack", "EmailFrom": "brief@example.org"}
DEV = Stack(**GIVEN)
PROD = Stack(**GIVEN, Stage="prod")
EXISTING_BUCKET = Stack(**GIVEN, Stage="prod", ExistingPageBucket="crawl")
EACH = pytest.mark.parametrize("stack", [DEV, PROD, EXISTING_BUCKET], ids=["dev", "prod", "existing bucket"])
LAMBDA = tomllib.loads((Path(__file__).parents[2] / "functions/pagebrief/prices.toml").read_text("utf-8"))[
    "lambda"
]


def headings(stack: Stack) -> list[str]:
    texts = [widget["properties"].get("markdown", "") for widget in widgets(stack)]
    return [text.removeprefix("## ") for text in texts if text.startswith("## ")]


@EACH
def test_it_asks_five_questions_and_shows_something_below_each(stack: Stack) -> None:
    assert headings(stack) == [
        "Is it working?",
        "What came in?",
        "What went out?",
        "What was thrown away, and why?",
        "What does it cost?",
    ]
    rows = {widget["y"] for widget in widgets(stack)}
    for widget in widgets(stack):
        if widget["properties"].get("markdown", "").startswith("## "):
            assert widget["y"] + widget["height"] in rows


@EACH
def test_its_parts_lie_side_by_side_within_24_columns(stack: Stack) -> None:
    for one, other in combinations(widgets(stack), 2):
        apart = any(
            a[at] + a[size] <= b[at]
            for at, size in (("x", "width"), ("y", "height"))
            for a, b in ((one, other), (other, one))
        )
        assert apart, (one, other)
    assert all(widget["x"] + widget["width"] <= 24 for widget in widgets(stack))


@EACH
def test_it_shows_every_alarm_that_there_is(stack: Stack) -> None:
    shown = [arn for widget in widgets(stack) for arn in widget["properties"].get("alarms", [])]
    assert sorted(shown) == sorted(f"${{{name}.Arn}}" for name in stack.of_type("AWS::CloudWatch::Alarm"))


@EACH
def test_it_shows_the_things_of_this_stack(stack: Stack) -> None:
    named = {value for metric in of_dashboard(stack) for _, value in metric.dimensions if value}
    for name in re.findall(r"\$\{(\w+)[^}]*\}", " ".join(named)):
        assert name in stack.resources
    assert {"${PageDeadLetterQueue.QueueName}", "${DeliveryFunction}", "${StateTable}", "on_page"} <= named


def test_the_last_pages_that_were_thrown_away_are_read_from_the_log_of_the_function_that_did_it() -> None:
    (log,) = [widget["properties"] for widget in widgets(PROD) if widget["type"] == "log"]
    assert log["query"].startswith("SOURCE '${PageLogs}' | fields @timestamp, discarded, detail, page | ")
    assert "message = 'page discarded'" in log["query"]


def cost(stack: Stack) -> dict[str, Any]:
    """Expressions and series of the estimate, by their ids."""
    (widget,) = [each for each in widgets(stack) if "dollars" in each["properties"].get("title", "")]
    assert "estimate" in widget["properties"]["title"]
    options = [(row[-1], row) for row in widget["properties"]["metrics"]]
    return {option["id"]: option.get("expression", row[:-1]) for option, row in options}


@pytest.mark.parametrize("architecture", ["arm64", "x86_64"])
def test_what_lambda_costs_is_reckoned_by_its_list_prices(architecture: str) -> None:
    found = cost(Stack(**GIVEN, Architecture=architecture))
    price = re.fullmatch(r"gigabyte_seconds \* (\S+) \+ calls \* (\S+)", found["dollars"])
    assert price
    assert float(price[1]) == LAMBDA["gigabyte_second"][architecture]
    assert 1e6 * float(price[2]) == pytest.approx(LAMBDA["million_requests"])


def test_what_lambda_costs_is_reckoned_by_the_memory_of_each_function() -> None:
    found = cost(PROD)
    functions = {name: each["Properties"] for name, each in PROD.of_type("AWS::Lambda::Function").items()}
    for letter, metric in (("d", "Duration"), ("n", "Invocations")):
        series = [found[f"{letter}{number}"] for number in (1, 2, 3)]
        assert {each[3].strip("${}") for each in series} == functions.keys()
        assert {each[1] for each in series} == {metric}
    first, *others = [functions[found[f"d{number}"][3].strip("${}")]["MemorySize"] for number in (1, 2, 3)]
    assert others == [others[0]] * 2
    assert found["gigabyte_seconds"] == (
        f"(FILL(d1, 0) * {first} + (FILL(d2, 0) + FILL(d3, 0)) * {others[0]}) / 1024 / 1000"
    )
