"""What the command line shows people: on standard output, except progress and errors."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from rich.console import Console, Group
from rich.markup import escape
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from pagebrief.messages.filters import byline
from pagebrief.model import CleanPage, Digest, Discarded, Entry, PageRef
from pagebrief.summary import Ranked

_Item = TypeVar("_Item")
_LEDGER_WIDTH = 160  # characters of a dropped block that are shown

out, err = Console(highlight=False), Console(stderr=True, highlight=False)


def progress(items: Iterable[_Item], total: int) -> Iterator[_Item]:
    """The items, with a bar on standard error that goes away at the end."""
    columns = (TextColumn("Reading pages"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        yield from bar.track(items, total=total)


def show_digest(digest: Digest) -> None:
    for entry in digest.entries:
        out.print(_entry(entry))
    if digest.rejections:
        out.print(Text("Pages without a digest", "bold"))
        for rejection in digest.rejections:
            out.print(Padding(_rejected(rejection.ref, rejection.discarded), (0, 0, 0, 2)))
        out.print()


def show_files(files: Sequence[Path]) -> None:
    out.print(Text("Written", "bold"))
    for file in files:
        out.print(Text(f"  {file}"), soft_wrap=True)


def show_page(ref: PageRef, result: CleanPage | Discarded) -> None:
    """The clean text as it is; a discarded page is a line on standard error."""
    if isinstance(result, Discarded):
        err.print(_rejected(ref, result), soft_wrap=True)
        return
    out.print(Text(f"{_visible(result.title or '')}\n", "bold"), soft_wrap=True)
    out.print(Text(f"{result.text}\n"), soft_wrap=True)


def show_metadata(ref: PageRef, result: CleanPage | Discarded) -> None:
    table = Table.grid(padding=(0, 2))
    if isinstance(result, Discarded):
        rows: dict[str, str | None] = {"page": ref.uri, "discarded": result.reason, "because": result.detail}
    else:
        rows = {
            "page": ref.uri,
            "title": result.title,
            "site": result.site,
            "author": result.author,
            "published": result.published_at,
            "language": result.language,
            "url": result.url,
        }
    for name, value in rows.items():
        table.add_row(Text(name, "bold"), Text(_visible(value or "—")))
    out.print(table, "")


def show_ledger(page: CleanPage) -> None:
    table = Table(title="Dropped, and why", title_justify="left", expand=True, show_lines=False)
    table.add_column("line", justify="right", no_wrap=True)
    table.add_column("reason", style="yellow")
    table.add_column("text", ratio=1)
    for entry in page.ledger:
        text = " / ".join(entry.text.split("\n"))
        shown = text if len(text) <= _LEDGER_WIDTH else f"{text[:_LEDGER_WIDTH]}… ({len(text)} characters)"
        table.add_row(str(entry.line or ""), entry.reason, Text(_visible(shown)))
    out.print(table, "")


def show_ranking(ranked: Sequence[Ranked]) -> None:
    """Every sentence that was kept, in reading order; those of the summary stand out."""
    table = Table(title="Kept, and why these sentences", title_justify="left", expand=True, show_lines=False)
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("place", justify="right", no_wrap=True)
    table.add_column("sentence", ratio=1)
    for each in ranked:
        sentence = each.sentence
        style = "bold green" if each.chosen else "" if each.stands_alone else "dim"
        place = f"{sentence.start}–{sentence.end}"
        table.add_row(f"{sentence.score:.2f}", place, Text(_visible(sentence.text), style))
    out.print(table)
    out.print(
        "[bold green]Bold[/]: the summary. [dim]Dim[/]: cannot stand by itself. The score says how much of "
        "what follows is about the same; likeness to a better sentence costs. Place: characters of the "
        "clean text."
    )


def show_error(message: str) -> None:
    err.print(f"[bold red]pagebrief:[/] {escape(message)}", soft_wrap=True)


def _entry(entry: Entry) -> Padding:
    page = entry.page
    about = " · ".join(byline(page))
    lines: list[Text | Padding] = [
        Text(_visible(entry.brief.headline), "bold cyan"),
        Text(_visible(about), "dim"),
    ]
    lines += [Padding(Text(_visible(sentence.text)), (0, 0, 0, 2)) for sentence in entry.brief.sentences]
    lines.append(Text(_visible(page.url or entry.ref.uri), "dim"))
    return Padding(Group(*lines), (0, 0, 1, 0))


def _rejected(ref: PageRef, discarded: Discarded) -> Text:
    return Text.assemble(
        f"{_visible(ref.uri)}  ", (discarded.reason, "yellow"), f": {_visible(discarded.detail)}"
    )


def _visible(text: str) -> str:
    """A page must not steer the terminal: control characters and lone surrogates are shown as such."""
    return "".join(ch if ch in "\n\t" or (ch.isprintable() or ch.isspace()) else "\ufffd" for ch in text)
