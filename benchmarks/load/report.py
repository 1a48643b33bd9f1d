"""What was measured, in ``results.json``, and the tables of docs/load.md that are made of it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.stack_template import read

from benchmarks import tables as stored
from benchmarks.load import bill, model
from benchmarks.load.measure import when_replaced

RESULTS = Path(__file__).with_name("results.json")
DOC = Path(__file__).parents[2] / "docs/load.md"
BEGIN = "<!-- tables: make bench-load -->"
MILLION = 1_000_000
_PROCESSORS = ("x86_64", "arm64")


def tables(results: Mapping[str, Any]) -> str:
    """Markdown."""
    parts = (
        [_head(results)],
        stored.table(("what became of a page", "pages"), _fates(results)),
        stored.table(("what went wrong on purpose", "times"), _troubles(results)),
        stored.table(("each", "times", "CPU, s", "calls of AWS", "units read", "written"), _works(results)),
        stored.table(
            ("process", "MB, tenths of its calls", "most", "then MB for 1,000 pages", "after 12 hours"),
            _memory(results),
        ),
        stored.table(("who used the processors", "CPU, s"), _processors(results)),
        stored.table(("a million pages an hour", "needed", "limit", "share", "whose"), _needs(load(results))),
        stored.table(("US dollars for 1,000 pages", "x86_64", "arm64", "price from"), _bill(results)),
    )
    return "\n\n".join("\n".join(part) for part in parts)


def load(results: Mapping[str, Any], pages_an_hour: float = MILLION) -> model.Load:
    template = read()
    of_kind = {"page": "PageFunction", "alert": "DeliveryFunction", "digest": "DeliveryFunction"}
    gigabytes = {
        kind: template["Resources"][name]["Properties"]["MemorySize"] / 1000 for kind, name in of_kind.items()
    }
    most = template["Parameters"]["MaximumConcurrency"]["Default"]
    return model.Load(results, pages_an_hour, gigabytes, most)


def written(document: str, results: Mapping[str, Any]) -> str:
    """The document with these results' tables between its two marks."""
    return stored.between(document, BEGIN, tables(results))


def _head(results: Mapping[str, Any]) -> str:
    return (
        f"Measured on {results['day']} ({results['machine']}): {results['pages']:,} pages through "
        f"{results['code']}, Python {results['python']}, {results['workers']} processes of on_page, "
        f"in {results['seconds']:,.0f} s until all were saved."
    )


def _fates(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for fate, count in results["fates"].items():
        yield fate, f"{count:,}"
    yield "all of them", f"{sum(results['fates'].values()):,}"
    yield "problems of the account", f"{len(results['problems']):,}"


def _troubles(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    yield "pages announced or put twice", f"{results['again']['pages']:,}"
    throttled = sum(results["throttled"].values())
    yield f"requests throttled, of {results['requests']:,}", f"{throttled:,}"
    yield "pages that came again for it", f"{results['failed']['PageFunction']:,}"
    yield "Slack said 429, besides to messages within a second", f"{results['too_many']:,}"
    yield "deliveries that came again", f"{results['failed']['DeliveryFunction']:,}"
    yield "sweeps that failed, whose work the next one did", f"{results['failed']['ScheduleFunction']:,}"
    yield (
        "messages that may have been sent before, and say so",
        f"{results['again']['messages that say so']:,}",
    )


def _works(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for kind in model.KINDS:
        found = results[kind]
        asked = sum(found["asked"].values())
        units = (f"{found[each]:.1f}" for each in ("read", "written"))
        yield kind, f"{found['units']:,}", f"{found['cpu']:.3f}", f"{asked:.1f}", *units


def _memory(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """Of on_delivery what it held: that grows with what its channels were told, up to a limit."""
    size = load(results).gigabytes
    for number, found in enumerate(results["memory"], 1):
        end = when_replaced(found, results["page"]["cpu"])
        later = ("", "") if end is None else (f"{found['slope']:+.2f}", f"{end / size['page'] / 1000:.0%}")
        yield f"on_page {number}", *_held(found, size["page"]), *later
    yield "on_delivery", *_held(results["memory_of_delivery"], size["alert"]), "", ""


def _held(found: Mapping[str, Any], gigabytes: float) -> Sequence[str]:
    tenths = " ".join(f"{each:.0f}" for each in found["tenths"])
    return tenths, f"{found['most'] / gigabytes / 1000:.0%}"


def _processors(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    for name, seconds in results["processors"].items():
        yield name, f"{seconds:,.0f}"
    each = results["page"]["cpu"]
    yield "pages a second and core, by on_page's own CPU time", f"{1 / each:.1f}"
    if growth := results["alert"]["first_and_last"]:
        yield "an alert, the first tenth of them", f"{growth[0]:.3f}"
        yield "an alert, the last tenth", f"{growth[1]:.3f}"


def _needs(found: model.Load) -> Iterator[Sequence[str]]:
    for need in model.needs(found):
        limit, share = (_limit(need.limit), f"{need.needed / need.limit:,.0%}") if need.limit else ("", "")
        yield need.what, f"{need.needed:,.1f}", limit, share, need.where


def _limit(most: float) -> str:
    return f"{most:,.0f}" if most >= 1 else f"{most:.2f}"


def _bill(results: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    found = load(results)
    thousands, sums = found.pages_an_hour / 1000, [0.0, 0.0]
    for (what, x86, source), (_, arm, _) in zip(
        *(bill.dollars(found, each) for each in _PROCESSORS), strict=True
    ):
        sums = [sums[0] + x86, sums[1] + arm]
        yield what, f"{x86 / thousands:.4f}", f"{arm / thousands:.4f}", source
    yield "all of it", *(f"{each / thousands:.4f}" for each in sums), ""
    yield "all of it, a million pages", *(f"{each:,.2f}" for each in sums), ""
