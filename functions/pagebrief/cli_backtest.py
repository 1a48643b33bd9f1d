"""``pagebrief backtest``: what watches would have sent of pages that lie here."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from pagebrief import console
from pagebrief.adapters.folder_pages import page_files
from pagebrief.backtesting import Backtest
from pagebrief.backtesting import backtest as run
from pagebrief.bootstrap import find_encoder, find_templates
from pagebrief.cli_state import desks, state_file, watches_of
from pagebrief.console_backtest import show_backtest, show_beside
from pagebrief.model import PageRef
from pagebrief.pages.limits import Limits
from pagebrief.ports import Encoder
from pagebrief.remembering import NobodyAsks
from pagebrief.summary import DEFAULT_SENTENCES
from pagebrief.watching import Watching


def backtest(  # noqa: PLR0913, PLR0917 # one a command-line option
    watches: Annotated[Path, typer.Argument(metavar="FILE", help="A watches.yaml.", show_default=False)],
    pages: Annotated[list[Path], typer.Option(help="Pages, or a folder of them; as often as you like.")],
    current: Annotated[
        Path | None,
        typer.Option(help="The watches.yaml in force, to be compared with.", show_default=False),
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option("--from", help="Pages that came in then or later (UTC).", show_default=False),
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", help="Pages that came in before (UTC).", show_default=False)
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(help="Take all pages to have come in then (UTC).", show_default=False),
    ] = None,
    model: Annotated[Path | None, typer.Option(help="Folder of another encoder.", show_default=False)] = None,
) -> None:
    """Show what would have been sent of pages: when, where and why. Nothing is sent.

    A page came in when its file was last modified, unless --as-of says when. With --current, messages are
    marked: = both files would send it, + only FILE, - only the current one.
    """
    new, old = watches_of(watches), watches_of(current) if current else None
    came = list(_came(pages, _utc(since), _utc(until), _utc(as_of)))
    if not came:
        console.show_error("no pages came in then")
        raise typer.Exit(1)
    encoder = find_encoder(model)
    found = _tested(came, Watching.of(new, encoder), encoder)
    if old is None:
        show_backtest(found)
    else:
        show_beside(found, _tested(came, Watching.of(old, encoder), encoder))


def _tested(came: Sequence[tuple[datetime, PageRef]], watching: Watching, encoder: Encoder) -> Backtest:
    with state_file(None) as file:
        desk, deliveries = desks(
            file, Limits(), encoder, find_templates(), NobodyAsks(), (), None, DEFAULT_SENTENCES
        )
        return run(came, watching, desk, deliveries)


def _came(
    paths: Sequence[Path], since: datetime | None, until: datetime | None, as_of: datetime | None
) -> Iterator[tuple[datetime, PageRef]]:
    """The files and when they came in. Raises OSError where one is not there."""
    for ref in page_files(paths):
        at = as_of or _modified(Path(ref.key))
        if (since is None or at >= since) and (until is None or at < until):
            yield at, ref


def _modified(file: Path) -> datetime:
    return datetime.fromtimestamp(file.stat().st_mtime, UTC)


def _utc(moment: datetime | None) -> datetime | None:
    return moment and moment.replace(tzinfo=UTC)
