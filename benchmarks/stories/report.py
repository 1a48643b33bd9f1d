"""What was measured, in ``results.json``, and the tables of docs/stories.md that are made of it."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.stories.corpus import KINDS

_ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("results.json")
DOC = _ROOT / "docs/stories.md"
BEGIN, END = "<!-- tables: make bench-stories -->", "<!-- end of tables -->"


def tables(results: Mapping[str, Any]) -> str:
    """Markdown."""
    halves = list(results["copies"])
    return "\n".join(
        (
            f"Measured on {results['day']}: every {results['every']}. article, with five copies of each.",
            "",
            *_table(("copies", *halves), _copies(results["copies"])),
            "",
            *_table(("events in other words", *halves), _events(results["events"])),
            "",
            _cosines(results["cosines"]),
            "",
            *_table(("novelty, mean", *halves), _novelty(results["novelty"])),
            "",
            *_table(("different events: openings share", "", "", "told as one"), _nearest(results["events"])),
            "",
            _pace(results["pace"]),
            "",
            _told(results["told"]),
        )
    )


def written(document: str, results: Mapping[str, Any]) -> str:
    """The document with these results' tables between its two marks."""
    begin, end = document.index(BEGIN) + len(BEGIN), document.index(END)
    return f"{document[:begin]}\n{tables(results)}\n{document[end:]}"


def _pace(pace: Mapping[str, Any]) -> str:
    times, alike = pace["all_pairs_seconds"] / pace["few_seconds"], "the same" if pace["equal"] else "others"
    return (
        f"A day of {pace['pages']:,} pages becomes {pace['stories']:,} stories of at most {pace['largest']} "
        f"pages, in {pace['seconds']:.1f} CPU seconds and {pace['megabytes']:.0f} MB. {pace['few']:,} of "
        f"them take {pace['few_seconds']:.2f} s; where each is compared with all, {times:.0f} times as long, "
        f"and the stories are {alike}."
    )


def _told(told: Mapping[str, Any]) -> str:
    return (
        f"Where a channel was told {told['pages']:,} of them, and another one {told['others']:,}, "
        f"`on_delivery` holds {told['megabytes']:.0f} MB, and takes {told['seconds']:.1f} CPU seconds until "
        f"it knows whether one more is of a story among them."
    )


def _cosines(found: Mapping[str, Sequence[float]]) -> str:
    one, family = (f"{low:.2f} to {high:.2f}" for low, high in (found["one event"], found["one family"]))
    return (
        f"The cosine of the mean vectors of two reports of one event is {one}, that of reports of two events "
        f"of one family {family}."
    )


def _copies(halves: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield from _pairs(halves)
    for kind in KINDS:
        yield f"found: {kind}", *(f"{half['kept'][kind]:.3f}" for half in halves.values())


def _events(halves: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield from _pairs(halves)


def _pairs(halves: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield "pages", *(f"{half['pages']:,}" for half in halves.values())
    for name in ("precision", "recall", "f1"):
        yield f"pair {name}", *(f"{half[name]:.3f}" for half in halves.values())
    yield (
        "the same, page by page as they arrive",
        *(
            " / ".join(f"{half['arriving'][name]:.3f}" for name in half["arriving"])
            for half in halves.values()
        ),
    )
    yield "different ones told as one", *(f"{half['merged']}" for half in halves.values())


def _novelty(halves: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for kind in KINDS:
        yield kind, *(f"{half[kind]:.2f}" for half in halves.values())
    yield "the last third, told after the rest", *(f"{half['withheld']:.2f}" for half in halves.values())


def _nearest(halves: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for half in halves.values():
        for each in half["nearest"]:
            yield f"{each['shared']:.2f}", each["one"], each["other"], "yes" if each["merged"] else "no"


def _table(head: Sequence[str], rows: Iterator[Sequence[str]]) -> Iterator[str]:
    for row in (head, ["---", *["---:"] * (len(head) - 1)], *rows):
        yield f"| {' | '.join(row)} |"


def save(results: Mapping[str, Any]) -> None:
    RESULTS.write_text(json.dumps(_rounded(results), indent=1) + "\n", "utf-8")


def load() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    return found


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value
