"""``pagebrief``: the same code on a folder of pages that runs in the account."""

import io
import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from pagebrief import console
from pagebrief.adapters.folder_pages import FolderPages, page_files
from pagebrief.bootstrap import find_encoder
from pagebrief.cli_archive import archive
from pagebrief.cli_backfill import backfill
from pagebrief.cli_backtest import backtest
from pagebrief.cli_digest import digest
from pagebrief.cli_doctor import doctor
from pagebrief.cli_models import models
from pagebrief.cli_options import MaxBytes, MaxPages, MaxUnpackedBytes, ModelDir, Sentences
from pagebrief.cli_replay import replay
from pagebrief.cli_templates import templates
from pagebrief.cli_watches import watches as watches_commands
from pagebrief.errors import PagebriefError, TemplateError
from pagebrief.model import Discarded, PageRef
from pagebrief.pages.limits import (
    DEFAULT_MAX_PAGE_BYTES,
    DEFAULT_MAX_PAGES,
    DEFAULT_MAX_UNPACKED_BYTES,
    Limits,
)
from pagebrief.pages.paragraphs import page_of
from pagebrief.pipeline import read_pages
from pagebrief.ports import Encoder
from pagebrief.records import brief_record, page_record, text_record
from pagebrief.summary import DEFAULT_SENTENCES, rank
from pagebrief.summary import summarise as summarise_page

app = typer.Typer(
    help="Scraped pages in, a digest you can trust out: every sentence stands in its page.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # it would take the [start:end] of a help text for markup
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command()(digest)
app.command()(backtest)
app.add_typer(models, name="model")
app.add_typer(watches_commands, name="watches")
app.add_typer(templates, name="templates")
app.command()(doctor)
app.add_typer(archive, name="archive")
app.command()(replay)
app.command()(backfill)


@app.command()
def clean(  # noqa: PLR0913, PLR0917 # one a command-line option
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="PATH", help="Pages, or folders of them.", show_default=False),
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a page, in the order given.")
    ] = False,
    files_from: Annotated[
        typer.FileBinaryRead | None,
        typer.Option(
            metavar="FILE",
            help="Read paths from this file, one a line; - is standard input.",
            show_default=False,
        ),
    ] = None,
    max_page_bytes: MaxBytes = DEFAULT_MAX_PAGE_BYTES,
    max_unpacked_bytes: MaxUnpackedBytes = DEFAULT_MAX_UNPACKED_BYTES,
    max_pages: MaxPages = DEFAULT_MAX_PAGES,
) -> None:
    """Print the clean text of pages.

    A file may hold several. With --jsonl, print everything that is known of each. A page without an
    article, or one that can't be read, has its reason in "discarded".
    """
    pages, limits = FolderPages(max_page_bytes), Limits(max_page_bytes, max_unpacked_bytes, max_pages)
    for file in _refs(paths or [], files_from):
        for ref, result in read_pages(file, pages, limits):
            if jsonl:
                _print_json(page_record(ref, result))
            else:
                console.show_page(ref, result)


@app.command()
def summarise(
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="The only form so far; may be left out.", show_default=False)
    ] = True,
    sentences: Sentences = DEFAULT_SENTENCES,
    model: ModelDir = None,
) -> None:
    """Summarise clean texts: JSON lines in, JSON lines out.

    In: {"id", "text", "title"?}. Out: {"id", "headline", "sentences": [{"text", "start", "end", "score"}],
    "method", "gist", "key_phrases", "reading_minutes"}, where text[start:end] is the sentence. The gist is
    one sentence of at most 150 characters, and each phrase stands in the text. A line that can't be read
    has its reason in "error".
    """
    encoder = find_encoder(model)
    for raw in sys.stdin.buffer if sys.stdin else ():
        # JSON is UTF-8, whatever the locale. Windows tools begin it with a byte order mark.
        if line := raw.decode("utf-8-sig", "replace").strip():
            _print_json(_summarise_line(line, encoder, sentences))


@app.command()
def explain(  # noqa: PLR0913, PLR0917 # one a command-line option
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A page.", show_default=False)],
    sentences: Sentences = DEFAULT_SENTENCES,
    max_page_bytes: MaxBytes = DEFAULT_MAX_PAGE_BYTES,
    max_unpacked_bytes: MaxUnpackedBytes = DEFAULT_MAX_UNPACKED_BYTES,
    max_pages: MaxPages = DEFAULT_MAX_PAGES,
    model: ModelDir = None,
) -> None:
    """Show what was kept of each page in a file, and why.

    What was dropped is named with its reason, and what was kept with what speaks for it.
    """
    encoder, limits = find_encoder(model), Limits(max_page_bytes, max_unpacked_bytes, max_pages)
    kept = False
    for ref, result in read_pages(PageRef("", str(file)), FolderPages(max_page_bytes), limits):
        console.show_metadata(ref, result)
        if not isinstance(result, Discarded):
            kept = True
            console.show_ledger(result)
            console.show_ranking(rank(result, encoder, sentences))
    if not kept:
        raise typer.Exit(1)


def main() -> None:
    """The entry point: what stops a run is one message on standard error and exit code 2.

    typer ends with 130 on Ctrl-C. Where the reader of the output goes away (``pagebrief clean … | head``),
    typer and rich end quietly with 1.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # the terminal may know fewer characters than the pages
    try:
        app(prog_name="pagebrief")
    except TemplateError as error:
        _fail(f"{error} Near: {error.near}" if error.near else str(error))
    except PagebriefError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.filename or 'the output'}: {error.strerror or error}")


def _fail(message: str) -> NoReturn:
    console.show_error(message)
    if sys.stdout:
        # What is left in its buffer may be what could not be written: Python would try again, and say so.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(2)


def _refs(paths: list[Path], files_from: Iterable[bytes] | None) -> Iterator[PageRef]:
    if not paths and files_from is None:
        raise typer.BadParameter("name pages, or --files-from")
    yield from page_files(paths)
    for line in files_from or ():
        if line.strip():
            yield from page_files([Path(os.fsdecode(line.rstrip(b"\r\n")))])


def _summarise_line(line: str, encoder: Encoder, sentences: int) -> Mapping[str, object]:
    given = text_record(line)
    given_id, text, title = (given.get(key) for key in ("id", "text", "title"))
    if not isinstance(text, str) or not isinstance(title, str | None):
        expected = 'expected a JSON object with a string "text", and perhaps a string "title"'
        return {"id": given_id, "headline": "", "sentences": [], "error": expected}
    return {"id": given_id, **brief_record(summarise_page(page_of(text, title), encoder, sentences))}


def _print_json(record: Mapping[str, object]) -> None:
    # ASCII: paths and pages may hold lone surrogates, which no other encoding can carry.
    typer.echo(json.dumps(record))
