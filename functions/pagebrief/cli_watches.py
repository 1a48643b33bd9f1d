"""``pagebrief watches``: check a watches.yaml, and try a description on pages.

What reads the file is imported by the commands: with pydantic it takes a fifth of a second, which --help
and clean do without.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from pagebrief import console
from pagebrief.adapters.folder_pages import FolderPages, page_files
from pagebrief.bootstrap import find_encoder
from pagebrief.errors import WatchesError
from pagebrief.model import CleanPage, Discarded, PageRef
from pagebrief.pages.limits import DEFAULT_MAX_PAGE_BYTES, Limits
from pagebrief.pipeline import read_pages
from pagebrief.summary import compared
from pagebrief.watch import Topic
from pagebrief.watches import likenesses, texts_of, threshold, told

_Pages = Annotated[
    list[Path], typer.Argument(metavar="PATH", help="Pages, or folders of them.", show_default=False)
]

watches = typer.Typer(help="Who is told of which pages: watches.yaml.", no_args_is_help=True)


@watches.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A watches.yaml.", show_default=False)],
) -> None:
    """Name line and column of every mistake in a watches.yaml, or say what it asks for.

    Exit code 1 if there is a mistake.
    """
    from pagebrief.watches.configuration import read_watches  # noqa: PLC0415

    try:
        found = read_watches(file.read_bytes(), str(file))
    except WatchesError as error:
        console.show_problems(error.problems)
        raise typer.Exit(1) from error
    for watch in found:
        console.show_watch(watch.name, [f"{send.to.address}, {told(send.cadence)}" for send in watch.send])


@watches.command()
def schema() -> None:
    """Print the JSON Schema of watches.yaml, for editors."""
    from pagebrief.watches.form import json_schema  # noqa: PLC0415

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


@watches.command("try")
def try_topic(
    about: Annotated[str, typer.Argument(metavar="DESCRIPTION", help="What pages may be about.")],
    paths: _Pages,
    example: Annotated[
        list[str] | None, typer.Option(help="A sentence that such a page may hold; as often as you like.")
    ] = None,
    at_least: Annotated[
        float | None, typer.Option(min=0, max=1, help="In place of the measured one.")
    ] = None,
    model: Annotated[Path | None, typer.Option(help="Folder of another encoder.", show_default=False)] = None,
) -> None:
    """Show how like a topic each page is, the likeliest first, and which would match."""
    encoder, topic = find_encoder(model), Topic(about, tuple(example or ()), at_least)
    texts = texts_of([topic])
    vectors = dict(zip(texts, encoder.encode(texts), strict=True))
    tried: list[console.Tried] = []
    for ref, page in _read(paths):
        seen = compared(page, encoder)
        like = likenesses(vectors, seen.vectors)(topic) if seen.by_meaning else None
        nearest = (
            seen.texts[like.nearest] if like else f"can't be compared: its language is «{page.language}»"
        )
        tried.append(console.Tried(ref.uri, page.title, like.similarity if like else None, nearest))
    console.show_tried(tried, threshold(topic))


def _read(paths: list[Path]) -> Iterator[tuple[PageRef, CleanPage]]:
    """The pages that hold an article; of the others it is shown why they don't."""
    for file in page_files(paths):
        for ref, page in read_pages(file, FolderPages(DEFAULT_MAX_PAGE_BYTES), Limits()):
            if isinstance(page, Discarded):
                console.show_page(ref, page)
            else:
                yield ref, page
