"""``pagebrief model`` and ``--rewriter``: models of transformers, which the extra of that name brings."""

import os
from pathlib import Path
from typing import Annotated

import typer

from pagebrief import console
from pagebrief.bootstrap import without_transformers

Rewriter = Annotated[
    Path | None,
    typer.Option(
        help="Folder of a sequence-to-sequence model that rewrites pages; what the page does not support is "
        "quoted from it. Needs the extra «transformers».",
        show_default=False,
    ),
]

models = typer.Typer(help="Encoders other than the built-in one.", no_args_is_help=True)


@models.command()
def add(
    model: Annotated[
        str,
        typer.Argument(
            metavar="NAME_OR_FOLDER", help="On the Hugging Face hub, or here.", show_default=False
        ),
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder that --model then takes.", show_default=False)
    ],
    revision: Annotated[
        str | None, typer.Option(help="Of a model on the hub; name one.", show_default=False)
    ] = None,
    languages: Annotated[
        str, typer.Option(help="In which it chooses sentences, with commas; in others the words do.")
    ] = "en",
) -> None:
    """Make a sentence encoder of transformers fit for Pagebrief.

    Multilingual ones among them. Needs the extra «transformers» while it is made, and not afterwards.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    try:
        from pagebrief.encoder_export import export  # noqa: PLC0415 # torch, transformers: six seconds
    except ImportError as error:
        raise without_transformers(error) from error
    console.show_files([export(model, revision, out, languages.split(","))])
