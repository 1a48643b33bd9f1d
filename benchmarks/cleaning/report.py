"""What was measured, in ``results.json``, and the tables of docs/cleaning.md that are made of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import tables as stored

_ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).with_name("results.json")
DOC = _ROOT / "docs/cleaning.md"
BEGIN, END = "<!-- tables: make bench-cleaning -->", stored.END
_OURS, _REFERENCE = "Pagebrief", "trafilatura"
_SETS = ("aeb", "mozilla", "wcxb articles", "wcxb other", "trafilatura")
_RENDERINGS = ("innertext", "bs4nl", "inscriptis", "html2text", "lynx", "w3m", "all")
_METADATA = ("title", "author", "date")


def tables(results: Mapping[str, Any]) -> str:
    """Markdown."""
    html, text = results["html"], results["text"]
    return "\n".join(
        (
            f"{results['pages']} pages, measured on {results['day']} with {results['weights']}.",
            "",
            *stored.table(("HTML, F1", *_SETS, "ms a page", f"speed, {_REFERENCE} = 1"), _html_rows(html)),
            "",
            *stored.table(("wcxb articles, right", *_METADATA), _metadata_rows(html)),
            "",
            *stored.table(("plain text, F1", *_SETS[:-1], "pages/s"), _text_rows(text)),
            "",
            *stored.table(("plain text by rendering, F1", *_SETS[:-1]), _rendering_rows(text)),
        )
    )


def written(document: str, results: Mapping[str, Any]) -> str:
    """The document with these results' tables between its two marks."""
    return stored.between(document, BEGIN, tables(results))


def save(results: Mapping[str, Any]) -> None:
    stored.save(RESULTS, stored.rounded(results))


def load() -> dict[str, Any]:
    return stored.load(RESULTS)


def _html_rows(html: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    reference = html[_REFERENCE]["ms"]
    for name, found in html.items():
        f1 = (_figure(found, f"html {group}", "f1") for group in _SETS)
        yield name, *f1, f"{found['ms']:.1f}", f"{reference / found['ms']:.2f}"


def _metadata_rows(html: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for name, found in html.items():
        shares = [_figure(found, "html wcxb articles", field) for field in _METADATA]
        if set(shares) - {"0.000", ""}:
            yield name, *shares


def _text_rows(text: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for name, found in text.items():
        for form, label in (("innertext", "Chromium innerText"), ("all", "all six renderings")):
            speed = f"{1000 / found['ms']:.0f}" if form == "all" and name != "as it is" else ""
            f1 = (_figure(found, f"{form} {group}", "f1") for group in _SETS[:-1])
            yield f"{name}, {label}", *f1, speed


def _rendering_rows(text: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for form in _RENDERINGS:
        yield form, *(_figure(text[_OURS], f"{form} {group}", "f1") for group in _SETS[:-1])


def _figure(found: Mapping[str, Any], group: str, name: str) -> str:
    value = found["figures"].get(group, {}).get(name)
    return "" if value is None else f"{value:.3f}"
