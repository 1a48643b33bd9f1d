"""``pagebrief archive``: the pages that have all of a digest, links to them, and an index of them."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import quote

import typer

from pagebrief import console
from pagebrief.adapters.folder_shelf import FolderShelf
from pagebrief.bootstrap import SystemClock, find_templates
from pagebrief.cli_options import TemplatesDir
from pagebrief.errors import PermanentError
from pagebrief.indexing import INDEX, index_of, is_index, listed, with_way_back
from pagebrief.keeping import PREFIX
from pagebrief.messages.index import Page, render_index
from pagebrief.ports import OpenShelf
from pagebrief.replaying import moment

archive = typer.Typer(
    help="Pages that have all of a digest: in the state bucket, or in a folder.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

_READERS = 8  # at once: S3 answers in some 50 ms, and a client has ten connections
_MADE_BY = 'content="Pagebrief"'  # in an index, if its template says so

_Stack = Annotated[str, typer.Argument(metavar="STACK", help="Of CloudFormation.")]
_StackOption = Annotated[str, typer.Option("--stack", help="Of CloudFormation.")]
_Since = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="Pages kept since 2026-11-01, or 30d, 12h ago.", show_default=False),
]
_Channel = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Only what this channel was told, such as slack:#desk.", show_default=False
    ),
]


@archive.command("list")
def list_pages(
    stack: _Stack = "pagebrief",
    most: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = 20,
) -> None:
    """The newest pages of a stack: when each was kept, and its place."""
    from pagebrief.bootstrap_archive import shelf_of_stack  # noqa: PLC0415 # boto3 takes half a second

    shelf = shelf_of_stack(stack)
    for at, name in _pages(shelf)[:most]:
        typer.echo(f"{at:%Y-%m-%d %H:%M} {shelf.place(name)}")


@archive.command()
def link(
    place: Annotated[str, typer.Argument(metavar="S3_URI", help="As a message or `archive list` names it.")],
) -> None:
    """A link that opens a page in any browser: for 7 days, or until your credentials end if sooner."""
    from pagebrief.bootstrap_archive import shelf_of_bucket  # noqa: PLC0415

    bucket, _, name = place.removeprefix("s3://").partition("/")
    if not place.startswith("s3://") or not name:
        raise typer.BadParameter("name a place such as s3://bucket/digests/….html")
    typer.echo(shelf_of_bucket(bucket).known(name).url)


@archive.command()
def index(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="With the pages.", show_default=False)],
    templates: TemplatesDir = None,
) -> None:
    """Write DIR/index.html, which lists and searches the stories of all archived pages in DIR.

    So `pagebrief digest … --out DIR/monday` and the like make an archive of several.
    """
    if not folder.is_dir():
        raise typer.BadParameter(f"{folder} is no folder")
    shelf = FolderShelf(folder)
    found = list(_read(shelf, None, lambda name, _: _address(name), None))
    # HTML without a card is most likely none of ours: the email of `pagebrief digest` lies there, too.
    for page in found:
        if page.href and not page.card:
            console.show_note(f"Not listed: {folder / page.name}: {page.why}")
    _write_index([page for page in found if page.card or not page.href], shelf, folder, templates)


@archive.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Made if need be.", show_default=False)],
    stack: _StackOption = "pagebrief",
    since: _Since = None,
    channel: _Channel = None,
    templates: TemplatesDir = None,
) -> None:
    """Copy the pages of a stack into a folder, and write DIR/index.html, which lists and searches them."""
    from pagebrief.bootstrap_archive import shelf_of_stack  # noqa: PLC0415

    _look_before_writing(folder)
    shelf = FolderShelf(folder)

    def keep(name: str, page: str) -> str:
        here = name.removeprefix(PREFIX)
        shelf.keep(here, with_way_back(page, here))
        return _address(here)

    pages = list(_read(shelf_of_stack(stack), since, keep, channel))
    _write_index(pages, shelf, folder, templates)


@archive.command()
def share(
    stack: _Stack = "pagebrief",
    since: _Since = None,
    channel: _Channel = None,
    templates: TemplatesDir = None,
) -> None:
    """Keep an index beside the pages of a stack, and print a link to it.

    Whoever has the link opens the index, and every page that it lists, without an account: for 7 days, or
    until your credentials end if sooner.
    """
    from pagebrief.adapters.s3_shelf import LONGEST  # noqa: PLC0415
    from pagebrief.bootstrap_archive import shelf_of_stack  # noqa: PLC0415

    shelf, now = shelf_of_stack(stack), SystemClock().now()
    pages = list(_read(shelf, since, lambda name, _: shelf.link(name).url, channel))
    html = render_index(pages, now, find_templates(templates), now + LONGEST)
    _show_count(pages)
    typer.echo(shelf.share(PREFIX + index_of(since, channel), html).url)


def _pages(shelf: OpenShelf) -> Sequence[tuple[datetime, str]]:
    """All but indexes: one in a folder would be replaced by a page of its name."""
    return [(at, name) for at, name in shelf.names() if not is_index(name.removeprefix(PREFIX))]


def _read(
    shelf: OpenShelf, since: str | None, keep: Callable[[str, str], str], channel: str | None
) -> Iterator[Page]:
    """Each page as the index lists it; several are read at once."""
    first = _moment(since)
    names = [(at, name) for at, name in _pages(shelf) if first is None or at >= first]
    others = 0
    with ThreadPoolExecutor(_READERS) as readers:
        found = readers.map(lambda each: listed(shelf, each[1], each[0], keep, channel), names)
        for page in console.progress(found, len(names)):
            others += page is None
            if page:
                yield page
    if others:
        console.show_note(f"{_counted(others, 'page')} of other channels, or of none that is known, left out")


def _moment(since: str | None) -> datetime | None:
    try:
        return moment(since, datetime.now(UTC)) if since else None
    except ValueError:
        raise typer.BadParameter(f"«{since}» is no time: 2026-11-01, 30d, 12h") from None


def _address(name: str) -> str:
    """Relative, whatever is in the name: a colon would make a scheme of what is before it."""
    return quote(os.fsencode(name))


def _look_before_writing(folder: Path) -> None:
    """Raises PermanentError where index.html is somebody else's."""
    place = folder / INDEX
    if place.exists() and _MADE_BY not in place.read_text(encoding="utf-8", errors="replace"):
        raise PermanentError(f"{place} is no index of Pagebrief: name another folder, or remove it.")


def _write_index(pages: Sequence[Page], shelf: FolderShelf, folder: Path, templates: Path | None) -> None:
    _look_before_writing(folder)
    kept = shelf.keep(INDEX, render_index(pages, SystemClock().now(), find_templates(templates)))
    _show_count(pages)
    typer.echo(kept.place)


def _show_count(pages: Sequence[Page]) -> None:
    stories = sum(len(page.card.stories) for page in pages if page.card)
    titles = sum(bool(page.href) and not page.card for page in pages)
    by_title = f", {titles:,} of them by their titles alone" if titles else ""
    console.show_note(f"{_counted(stories, 'story', 'stories')} in {_counted(len(pages), 'page')}{by_title}")
    for page in pages:
        if not page.href:
            console.show_error(f"{page.name}: {page.why}")


def _counted(number: int, one: str, more: str = "") -> str:
    return f"{number:,} {one if number == 1 else more or one + 's'}"
