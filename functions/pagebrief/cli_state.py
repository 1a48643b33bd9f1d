"""``--state`` and ``--watches``: the desks of one machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pagebrief.adapters.folder_pages import FolderPages
from pagebrief.adapters.sqlite_archive import SqliteArchive
from pagebrief.adapters.sqlite_store import SqliteStore
from pagebrief.bootstrap import SystemClock
from pagebrief.delivering import DeliveryDesk
from pagebrief.errors import SettingsError
from pagebrief.messages import Templates
from pagebrief.pages.limits import Limits
from pagebrief.pipeline import Desk
from pagebrief.ports import Channel, Clock, DeliveryQueue, Encoder, Rewriter
from pagebrief.storytelling import Storyteller
from pagebrief.watch import Watch
from pagebrief.watching import Watching

State = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Remembers here what was told, and tells it once; made if there is none.",
        show_default=False,
    ),
]
Watches = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="A watches.yaml: only what it asks for is told.", show_default=False),
]

_RETENTION = timedelta(days=90)
_LEASE = timedelta(minutes=1)


def watches_of(file: Path) -> tuple[Watch, ...]:
    """Raises WatchesError, which names every mistake."""
    from pagebrief.watches.configuration import read_watches  # noqa: PLC0415 # pydantic takes a fifth of a second

    return read_watches(file.read_bytes(), str(file))


def _channel(address: str) -> Channel:
    raise SettingsError(f"{address}: this machine has no channels; it writes files")


@contextmanager
def state_file(state: Path | None) -> Iterator[Path]:
    """The state file that was named, or one for this run. Raises PermanentError where it can't be used."""
    if state:
        SqliteStore(state, _RETENTION)
        yield state
        return
    with TemporaryDirectory(prefix="pagebrief-") as folder:
        yield Path(folder) / "state.db"


def desks(  # noqa: PLR0913, PLR0917 # what the pages are read with, and who is told
    state: Path,
    limits: Limits,
    encoder: Encoder,
    templates: Templates,
    queue: DeliveryQueue,
    addresses: tuple[str, ...],
    watches: tuple[Watch, ...] | None,
    sentences: int,
    rewriter: Rewriter | None = None,
    clock: Clock | None = None,
) -> tuple[Desk, DeliveryDesk]:
    """The desks for pages and deliveries of this machine: the account's, over one file."""
    clock = clock or SystemClock()
    store, archive = SqliteStore(state, _RETENTION), SqliteArchive(state, _RETENTION, clock)
    watching = None if watches is None else Watching.of(watches, encoder)
    desk = Desk(
        FolderPages(limits.page_bytes),
        encoder,
        store,
        archive,
        queue,
        addresses,
        clock,
        sentences,
        limits,
        rewriter,
        lambda: watching,
    )
    decide = Storyteller(archive)
    return desk, DeliveryDesk(store, queue, archive, _channel, templates, clock, _LEASE, decide)
