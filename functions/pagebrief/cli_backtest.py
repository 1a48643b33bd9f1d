"""``pagebrief backtest``: what watches would have sent of pages that lie here, or in the account."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pagebrief import console
from pagebrief.adapters.folder_pages import FolderPages, page_files
from pagebrief.backtesting import Backtest
from pagebrief.backtesting import backtest as run
from pagebrief.bootstrap import find_encoder, find_templates
from pagebrief.cli_options import ModelDir
from pagebrief.cli_state import desks, state_file, watches_of
from pagebrief.console_backtest import show_backtest, show_beside
from pagebrief.model import PageRef
from pagebrief.pages.limits import Limits
from pagebrief.ports import Encoder, Pages
from pagebrief.remembering import NobodyAsks
from pagebrief.replaying import Selection, moment
from pagebrief.summary import DEFAULT_SENTENCES
from pagebrief.watching import Watching

_Came = tuple[datetime, PageRef]
"""When a page came in, and which."""


_File = Annotated[Path, typer.Argument(metavar="FILE", help="A watches.yaml.", show_default=False)]
_PagesHere = Annotated[
    list[Path] | None,
    typer.Option("--pages", help="Pages, or a folder of them; as often as you like.", show_default=False),
]
_Since = Annotated[
    str | None,
    typer.Option(
        metavar="TIME",
        help="Pages of the account that came in since 2026-11-01, or 7d, 12h, 30m ago.",
        show_default=False,
    ),
]
_Stack = Annotated[str, typer.Option(help="Of CloudFormation, for --since.")]
_Current = Annotated[
    Path | None, typer.Option(help="The watches.yaml in force, to be compared with.", show_default=False)
]
_From = Annotated[
    datetime | None,
    typer.Option("--from", help="Pages that came in then or later (UTC).", show_default=False),
]
_To = Annotated[
    datetime | None, typer.Option("--to", help="Pages that came in before (UTC).", show_default=False)
]
_AsOf = Annotated[
    datetime | None, typer.Option(help="Take all pages to have come in then (UTC).", show_default=False)
]


def backtest(  # noqa: PLR0913, PLR0917 # one a command-line option
    watches: _File,
    pages: _PagesHere = None,
    since: _Since = None,
    stack: _Stack = "pagebrief",
    current: _Current = None,
    start: _From = None,
    until: _To = None,
    as_of: _AsOf = None,
    model: ModelDir = None,
) -> None:
    """Show what would have been sent of pages: when, where and why. Nothing is sent.

    Name --pages or --since. A page came in when its file was last modified or put into the bucket, unless
    --as-of says when. With --current, messages are marked: = both files would send it, + only FILE, - only
    the current one.
    """
    if bool(pages) is bool(since):
        raise typer.BadParameter("name --pages, or --since for the pages of the account")
    new, old = watches_of(watches), watches_of(current) if current else None
    came, source = _here(pages) if pages else _in_account(stack, since or "")
    came = list(_between(came, _utc(start), _utc(until), _utc(as_of)))
    if not came:
        console.show_error("no pages came in then")
        raise typer.Exit(1)
    encoder = find_encoder(model)
    found = _tested(came, source, Watching.of(new, encoder), encoder)
    if old is None:
        show_backtest(found)
    else:
        show_beside(found, _tested(came, source, Watching.of(old, encoder), encoder))


def _tested(came: Sequence[_Came], source: Pages, watching: Watching, encoder: Encoder) -> Backtest:
    with state_file(None) as file:
        desk, deliveries = desks(
            file, Limits(), encoder, find_templates(), NobodyAsks(), (), None, DEFAULT_SENTENCES
        )
        return run(came, watching, replace(desk, pages=source), deliveries)


def _here(paths: Sequence[Path]) -> tuple[Iterable[_Came], Pages]:
    """Raises OSError where one is not there."""
    came = ((_modified(Path(ref.key)), ref) for ref in page_files(paths))
    return came, FolderPages(Limits().page_bytes)


def _in_account(stack: str, since: str) -> tuple[Iterable[_Came], Pages]:
    """What lies in the bucket of pages: of a key that was put again, the last one."""
    from pagebrief.bootstrap_replay import deployed  # noqa: PLC0415 # boto3 takes a second

    try:
        selection = Selection(since=moment(since, datetime.now(UTC)))
    except ValueError:
        raise typer.BadParameter(f"«{since}» is no time: 2026-11-01, 7d, 12h") from None
    there = deployed(stack)
    return ((each.at, each.ref) for each in there.chosen(selection, None)), there.pages


def _between(
    came: Iterable[_Came], start: datetime | None, until: datetime | None, as_of: datetime | None
) -> Iterator[_Came]:
    for found, ref in came:
        at = as_of or found
        if (start is None or at >= start) and (until is None or at < until):
            yield at, ref


def _modified(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)
