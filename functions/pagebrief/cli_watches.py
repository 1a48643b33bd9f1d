"""``pagebrief watches``: check a watches.yaml, and try a description on pages."""

import json
from pathlib import Path
from typing import Annotated

import typer

from pagebrief import console
from pagebrief.errors import WatchesError
from pagebrief.watches import json_schema, read_watches

watches = typer.Typer(help="Who is told of which pages: watches.yaml.", no_args_is_help=True)


@watches.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A watches.yaml.", show_default=False)],
) -> None:
    """Name line and column of every mistake in a watches.yaml, or say what it asks for.

    Exit code 1 if there is a mistake.
    """
    try:
        found = read_watches(file.read_bytes(), str(file))
    except WatchesError as error:
        console.show_problems(error.problems)
        raise typer.Exit(1) from error
    console.show_watches(found)


@watches.command()
def schema() -> None:
    """Print the JSON Schema of watches.yaml, for editors."""
    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))
