"""``pagebrief archive``: the pages that have all of a digest, and links to them."""

from typing import Annotated

import typer

from pagebrief.keeping import PREFIX

archive = typer.Typer(
    help="Pages that have all of a digest, as they lie in the state bucket. Nothing is changed.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@archive.command("list")
def list_pages(
    stack: Annotated[str, typer.Argument(metavar="STACK", help="Of CloudFormation.")] = "pagebrief",
    most: Annotated[int, typer.Option(min=1, help="How many, the newest first.")] = 20,
) -> None:
    """The newest pages of a stack: when each was kept, and its place."""
    from pagebrief.bootstrap_archive import shelf_of_stack  # noqa: PLC0415 # boto3 takes half a second

    for at, place in shelf_of_stack(stack).newest(PREFIX, most):
        typer.echo(f"{at:%Y-%m-%d %H:%M} {place}")


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
