"""What was measured, in ``results.json``, and the tables of docs/pace.md that are made of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import tables as stored
from benchmarks.pace import costs

RESULTS = Path(__file__).with_name("results.json")
DOC = Path(__file__).parents[2] / "docs/pace.md"
BEGIN, END = "<!-- tables: make bench-pace -->", stored.END
_NAMES = {
    "ours": "Pagebrief's encoder, int8",
    "transformers": "transformers + torch, float",
    "sentence_transformers": "sentence-transformers, float",
}
_TIMES = (1, 10, 100)


def tables(results: Mapping[str, Any]) -> str:
    """Markdown."""
    roof = results["roof"]
    return "\n".join(
        (
            f"Measured on {results['day']} ({results['machine']}): a page of {roof['sentences']} sentences "
            f"and {roof['tokens']} tokens.",
            "",
            *stored.table(
                ("encoder", "warm page, s", "ours / this", "cold, s", "ours / this", "MB"), _encoders(results)
            ),
            "",
            *stored.table(("the machine's limit", ""), _limit(results)),
            "",
            *stored.table(("cleaning and summary", "warm page, s", "cold, s", "MB"), _whole(results)),
            "",
            *stored.table(("page", "summary, s", "times the first"), _growth(results["long"])),
            "",
            *stored.table(("1,000 pages", "US dollars", "price from"), _costs(results)),
        )
    )


def written(document: str, results: Mapping[str, Any]) -> str:
    """The document with these results' tables between its two marks."""
    return stored.between(document, BEGIN, tables(results))


def save(results: Mapping[str, Any]) -> None:
    stored.save(RESULTS, results)


def load() -> dict[str, Any]:
    return stored.load(RESULTS)


def warm(results: Mapping[str, Any], side: str) -> float:
    """CPU seconds of a warm page; of transformers by its faster batch size."""
    return float(min(results["sides"][side]["warm"]))


def share(results: Mapping[str, Any], seconds: float) -> float:
    """Of the machine's int8 throughput, how much a page of so many CPU seconds reaches."""
    roof = results["roof"]
    return float(roof["operations"] / (roof["int8"] * 1e9) / seconds)


def _encoders(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    ours = results["sides"]["ours"]
    for side, name in _NAMES.items():
        found, page = results["sides"][side], warm(results, side)
        ratios = f"{warm(results, 'ours') / page:.2f}", f"{ours['cold'] / found['cold']:.2f}"
        yield name, f"{page:.3f}", ratios[0], f"{found['cold']:.2f}", ratios[1], f"{found['megabytes']:.0f}"


def _limit(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    roof = results["roof"]
    yield "operations of a page", f"{roof['operations'] / 1e9:.1f} billion"
    yield "int8 products, one thread", f"{roof['int8']:.0f} billion/s"
    yield "float products, one thread", f"{roof['float']:.0f} billion/s"
    yield "a page at the int8 limit", f"{roof['operations'] / roof['int8'] / 1e9:.3f} s"
    yield (
        "share that the encoder reaches, best page",
        f"{share(results, results['sides']['ours']['best'][0]):.0%}",
    )
    yield "share that the encoder reaches, median page", f"{share(results, warm(results, 'ours')):.0%}"


def _whole(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    alone, together = results["sides"]["whole"], results["together"]
    for name, found in (("one process", alone), ("a process on every core at once", together)):
        for form, seconds in zip(("HTML", "text"), found["warm"], strict=True):
            yield f"{name}, {form}", f"{seconds:.3f}", f"{found['cold']:.2f}", f"{found['megabytes']:.0f}"


def _growth(taken: Sequence[float]) -> Iterator[Sequence[str]]:
    for times, seconds in zip(_TIMES, taken, strict=True):
        yield f"{25 * times:,} sentences", f"{seconds:.3f}", f"{seconds / taken[0]:.1f}"


def _costs(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    seconds = max(results["sides"]["whole"]["warm"])
    for what, dollars, source in costs.rows(seconds, results["roof"]["tokens"]):
        yield what, f"{dollars:.4f}", source
