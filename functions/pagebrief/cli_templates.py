"""``pagebrief templates``: those of messages, to start from and to try."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from pagebrief import console
from pagebrief.bootstrap import built_in_templates, find_templates

templates = typer.Typer(
    help="How messages look: templates of your own, in place of ours.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@templates.command()
def check(
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="DIR", help="Yours; without it those that are built in.", show_default=False),
    ] = None,
) -> None:
    """Render templates on awkward digests, and name all that is wrong with them.

    Unknown variables and what the sandbox refuses have their file and line. A file in DIR replaces the
    built-in one of its name, and the others stay. Exit code 1 if something is wrong.
    """
    from pagebrief.messages.checking import problems  # noqa: PLC0415 # lxml; digests for trying

    found = [*_unknown(folder), *problems(find_templates(folder))]
    if found:
        console.show_problems(found)
        raise typer.Exit(1)
    typer.echo("All templates are well.")


def _unknown(folder: Path | None) -> list[str]:
    """Files that replace none of ours, and that no other names: a slip of the pen, most likely."""
    if not folder or not folder.is_dir():
        return []
    known, written = _files(built_in_templates()), _files(folder)
    texts = [(folder / name).read_text(encoding="utf-8", errors="replace") for name in written]
    return [
        f"{folder / name} replaces no template and is used by none: there are {', '.join(sorted(known))}"
        for name in sorted(written - known)
        if not any(name in text for text in texts)
    ]


def _files(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.j2")}


@templates.command()
def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to; made if need be.", show_default=False)
    ],
) -> None:
    """Copy the built-in templates, to start from. What lies there already stays as it is.

    Keep those that you change: what isn't there is ours, and gets better with each version.
    """
    built_in = built_in_templates()
    for name in sorted(_files(built_in)):
        place = folder / name
        if place.exists():
            typer.echo(f"kept     {place}")
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built_in / name, place)
        typer.echo(f"written  {place}")
