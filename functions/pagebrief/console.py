"""What the command line shows people: on standard output, except progress and errors."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from pagebrief.doctor.findings import Finding, Grade
from pagebrief.messages.context import UNSHOWABLE
from pagebrief.model import CleanPage, Discarded, PageRef
from pagebrief.summary import Ranked, Ranking, Way

_Item = TypeVar("_Item")
_LEDGER_WIDTH = 160  # characters of a dropped block that are shown
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")  # controls and lone surrogates

_LEGEND = (
    "*: the summary. -: is no whole sentence by itself, or may not be of the article. ^: leans on a sentence "
    "before it («he», «but») and is told beside it, or where nothing else is left. Numbers, each of at most "
    "1:"
)
_LEGENDS = {
    Way.OVERLAP: (
        "how much of a likely summary the sentence tells alone; how early it stands; how central it is, that "
        "is how much of the page is about the same; how much of it the other sentences of the summary tell. "
        "Then the place: characters of the clean text. A summary likely says what is early and central; "
        "these sentences together say most of it in few words."
    ),
    Way.COVERAGE: (
        "how much of the page the sentence covers alone; how early it stands; how central it is; how near "
        "the nearest other sentence of the summary is. Then the place: characters of the clean text. The "
        "page has headings, lists or questions between its sentences and hence no lead: its first sentence "
        "is told, and those with which every other one has the nearest beside it."
    ),
}

out, err = Console(highlight=False), Console(stderr=True, highlight=False)


def progress(items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """The items, with a bar that goes away at the end, where standard error is a terminal."""
    columns = (TextColumn("Reading pages"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield from bar.track(items, total=total)


def show_files(files: Sequence[Path]) -> None:
    tell(Text("Written", "bold"))
    for file in files:
        out.print(Text(f"  {visible(str(file))}"), soft_wrap=True)


_COLOURS = {Grade.OK: "green", Grade.WARNING: "yellow", Grade.PROBLEM: "bold red"}


def show_finding(finding: Finding) -> None:
    text = f"{finding.check}: {finding.text}" + (f". {finding.advice}" if finding.advice else "")
    tell(Text(visible(text)), label=Text(f"{finding.grade:<8} ", _COLOURS[finding.grade]))


def show_page(ref: PageRef, result: CleanPage | Discarded) -> None:
    """Title and clean text, unwrapped; a discarded page is a line on standard error."""
    if isinstance(result, Discarded):
        err.print(rejected(ref, result), soft_wrap=True)
        return
    if result.title:
        out.print(Text(f"{visible(result.title)}\n", "bold"), soft_wrap=True)
    out.print(Text(f"{visible(result.text)}\n"), soft_wrap=True)


def show_metadata(ref: PageRef, result: CleanPage | Discarded) -> None:
    if isinstance(result, Discarded):
        facts: dict[str, str | None] = {"page": ref.uri, "discarded": result.reason, "because": result.detail}
    else:
        facts = {
            "page": ref.uri,
            "title": result.title,
            "site": result.site,
            "author": result.author,
            "published": result.published_at,
            "language": result.language,
            "url": result.url,
        }
    for name, fact in facts.items():
        tell(Text(visible(fact or "—")), Text(f"{name:<11}", "bold"))
    out.print()


def show_ledger(page: CleanPage) -> None:
    tell(Text("Dropped, and why", "bold"))
    for entry in page.ledger:
        text = visible(" / ".join(entry.text.split("\n")))
        shown = text if len(text) <= _LEDGER_WIDTH else f"{text[:_LEDGER_WIDTH]}… ({len(text)} characters)"
        tell(Text.assemble((entry.reason, "yellow"), f": {shown}"), f"{entry.line or '':>5}  ")
    out.print()


def show_ranking(ranking: Ranking) -> None:
    """Every sentence that was compared, in reading order; those of the summary stand out."""
    tell(Text("Kept, and why these sentences", "bold"))
    for each in ranking.sentences:
        sentence = each.sentence
        mark, style = _mark(each)
        place = f"{sentence.start}–{sentence.end}"
        parts = f"{sentence.score:.2f} {each.position:.2f} {each.centrality:.2f} {each.told:.2f}"
        tell(Text(visible(sentence.text), style), f"{mark:1} {parts} {place:>11}  ")
    out.print()
    tell(Text(f"{ranking.compared}. {_LEGEND} {_LEGENDS[ranking.way]}"))


def _mark(sentence: Ranked) -> tuple[str, str]:
    """With its style."""
    if sentence.chosen:
        return "*", "bold green"
    if not sentence.eligible:
        return "-", "dim"
    return "^" if sentence.leans else "", ""


def show_problems(problems: Sequence[str]) -> None:
    """One a line, as editors and other programs read them, and their number."""
    for problem in problems:
        err.print(Text(visible(problem)), soft_wrap=True)
    err.print(f"[bold red]pagebrief:[/] {len(problems)} mistake{'s' if len(problems) > 1 else ''}")


def show_watch(name: str, sends: Sequence[str]) -> None:
    tell(Text(visible(name), "bold"))
    for send in sends:
        tell(Text(visible(send)), label="  ")


@dataclass(frozen=True, slots=True)
class Tried:
    """A page beside a topic: its similarity and nearest sentence, or None and why."""

    uri: str
    title: str | None
    similarity: float | None
    nearest: str


def show_tried(pages: Sequence[Tried], threshold: float) -> None:
    """The likeliest first, with a mark where a page would match."""
    found = 0
    for page in sorted(pages, key=lambda each: (each.similarity is None, -(each.similarity or 0))):
        matches = page.similarity is not None and page.similarity >= threshold
        found += matches
        likeness = "    –" if page.similarity is None else f"{page.similarity:5.2f}"
        label = Text(f"{'*' if matches else ' '} {likeness}  ", "bold green" if matches else "dim")
        tell(Text(visible(page.title or page.uri), "bold" if matches else ""), label)
        tell(Text(visible(page.nearest), "dim"), " " * len(label))
    tell(Text(f"{found} of {len(pages)} pages would match: they are at least {threshold:.2f} like it (*)."))


def show_note(message: str) -> None:
    err.print(Text(visible(message)), soft_wrap=True)


def show_error(message: str) -> None:
    err.print(Text.assemble(("pagebrief:", "bold red"), f" {visible(message)}"), soft_wrap=True)


def rejected(ref: PageRef, discarded: Discarded) -> Text:
    """A line for a page that can't be told: where it lies and why."""
    return Text.assemble(
        f"{visible(ref.uri)}  ", (discarded.reason, "yellow"), f": {visible(discarded.detail)}"
    )


def tell(text: Text, label: Text | str = "") -> None:
    """The text beside its label: wrapped on a terminal; elsewhere one line, which no blanks follow."""
    if not (out.is_terminal and label):
        out.print(Text.assemble(label, text), soft_wrap=not out.is_terminal)
        return
    row = Table.grid()
    row.add_column(width=len(label), no_wrap=True)
    row.add_column(overflow="fold")
    row.add_row(label, text)
    out.print(row)


def visible(text: str) -> str:
    """A page must neither steer the terminal nor turn the order of what is read there."""
    return _UNPRINTABLE.sub("\ufffd", UNSHOWABLE.sub("", text))
