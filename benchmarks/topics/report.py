"""What was measured, in ``results.json``, and the tables of docs/watches.md that are made of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("results.json")
DOC = _ROOT / "docs/watches.md"
BEGIN, END = "<!-- tables: make bench-topics -->", "<!-- end of tables -->"


def tables(results: Mapping[str, Any]) -> str:
    """Markdown."""
    chosen, held_out = results["pages"]
    auto, examples = results["auto"], results["auto with examples"]
    head = "similarity", "AUC", "right of 20", "AUC, held out", "right, held out"
    return "\n".join(
        (
            f"Measured on {results['day']}: score and threshold were chosen on {chosen} pages, {held_out} "
            "were held out.",
            "",
            *_table(head, _scorers(results)),
            "",
            f"`at_least: auto` is {auto['built in']:.2f}: the highest F1 on the first half is at "
            f"{auto['best']:.2f}. With examples it is {examples['built in']:.2f} ({examples['best']:.2f}). "
            "On the held-out half:",
            "",
            *_table(("at least", "precision", "recall", "false alarms"), _thresholds(auto)),
        )
    )  # fmt: skip


def written(document: str, results: Mapping[str, Any]) -> str:
    """The document with these results' tables between its two marks."""
    begin, end = document.index(BEGIN) + len(BEGIN), document.index(END)
    return f"{document[:begin]}\n{tables(results)}\n{document[end:]}"


def _scorers(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """The best on the first half first."""
    for name, halves in sorted(results["scorers"].items(), key=lambda each: -each[1][0]["auc"]):
        yield name, *_figures(halves)
    yield "ours, three sentences as examples", *_figures(results["examples"])


def _figures(halves: Sequence[Mapping[str, float]]) -> Sequence[str]:
    return [cell for half in halves for cell in (f"{half['auc']:.3f}", f"{half['accuracy']:.2f}")]


def _thresholds(auto: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for each in auto["held out"]:
        name = f"{each['threshold']:.2f}" + (" (auto)" if each["threshold"] == auto["built in"] else "")
        yield name, f"{each['precision']:.2f}", f"{each['recall']:.2f}", f"{100 * each['false_alarms']:.1f} %"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cells)} |"


def save(results: Mapping[str, Any]) -> None:
    RESULTS.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")


def load() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    return loaded
