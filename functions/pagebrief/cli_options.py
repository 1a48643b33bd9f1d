"""Arguments and options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

Paths = Annotated[
    list[Path],
    typer.Argument(metavar="PATH", help="Pages in any form, or folders of them.", show_default=False),
]
Sentences = Annotated[
    int, typer.Option("--sentences", "-n", min=1, max=10, help="Sentences of each summary.")
]
MaxBytes = Annotated[int, typer.Option(min=1, help="Larger files and pages are named and left out.")]
MaxUnpackedBytes = Annotated[int, typer.Option(min=1, help="The most that is unpacked of one file.")]
MaxPages = Annotated[int, typer.Option(min=1, help="The most pages that are read of one file.")]
TemplatesDir = Annotated[
    Path | None,
    typer.Option(
        "--templates",
        help="Your templates: a file here replaces the built-in one of its name.",
        show_default=False,
    ),
]
ModelDir = Annotated[
    Path | None, typer.Option(help="Folder of the encoder, if not the built one.", show_default=False)
]
