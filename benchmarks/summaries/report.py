"""What was measured, in ``results.json``, and the tables of docs/summaries.md that are made of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import tables as stored
from benchmarks.summaries.corpus import SETS

_ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("results.json")
DOC = _ROOT / "docs/summaries.md"
BEGIN, END = "<!-- tables: make bench-summaries -->", stored.END


def tables(results: Mapping[str, Any]) -> str:
    """Markdown."""
    return "\n".join(
        (
            f"Measured on {results['day']}: every {results['every']}. article and page.",
            "",
            *stored.table(("ROUGE-1 / ROUGE-2", *_heads(results)), _rouge_rows(results)),
            "",
            *stored.table(
                ("summaries that lean on what they don't tell", *_heads(results)), _adrift_rows(results)
            ),
            "",
            *stored.table((f"{results['texts']} pages without a lead", "coverage"), _coverage_rows(results)),
            "",
            f"Of {results['told']} sentences in summaries of plain text, {results['foreign']} are not of "
            f"the page's true text ({100 * results['foreign'] / results['told']:.1f} %).",
        )
    )


def written(document: str, results: Mapping[str, Any]) -> str:
    """The document with these results' tables between its two marks."""
    return stored.between(document, BEGIN, tables(results))


def _heads(results: Mapping[str, Any]) -> Iterator[str]:
    return (f"{name} ({results['articles'][name]})" for name in SETS)


def _rouge_rows(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """The best on average over the sets that a system has a figure for first."""
    rouge = results["rouge"]
    names = {system: None for each in SETS for system in rouge[each]}
    for name in sorted(names, key=lambda system: -_mean(rouge, system)):
        yield name, *(_figure(rouge[each].get(name)) for each in SETS)


def _mean(rouge: Mapping[str, Any], system: str) -> float:
    """Over those of the two sets with stored systems that it has figures for."""
    found = [rouge[each][system]["r1"] for each in SETS[:2] if system in rouge[each]]
    return float(sum(found) / len(found))


def _figure(scores: Mapping[str, float] | None) -> str:
    return f"{scores['r1']:.1f} / {scores['r2']:.1f}" if scores else ""


def _adrift_rows(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """Of those that choose sentences: others' sentences have no place in the article."""
    rouge = results["rouge"]
    for name, found in rouge[SETS[0]].items():
        if "adrift" in found:
            yield name, *(f"{rouge[each][name]['adrift']:.0%}" for each in SETS)


def _coverage_rows(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for name, found in results["coverage"].items():
        yield name, f"{found['coverage']:.3f}"


def save(results: Mapping[str, Any]) -> None:
    stored.save(RESULTS, stored.rounded(results))


def load() -> dict[str, Any]:
    return stored.load(RESULTS)
