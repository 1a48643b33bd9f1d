"""``pagebrief``: the same code on a folder of pages that runs in the account."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, TextIO

import typer

from pagebrief import console
from pagebrief.adapters.folder_pages import FolderPages, page_files
from pagebrief.bootstrap import SystemClock, find_encoder, find_templates
from pagebrief.errors import PagebriefError, PageError
from pagebrief.messages import Templates, render_email, render_slack
from pagebrief.model import CleanPage, Digest, Discarded, Entry, PageRef, Rejection
from pagebrief.pages import clean as clean_page
from pagebrief.pages.paragraphs import page_of
from pagebrief.pipeline import brief_pages
from pagebrief.ports import Encoder
from pagebrief.records import brief_record, page_record
from pagebrief.summary import DEFAULT_SENTENCES, rank
from pagebrief.summary import summarise as summarise_page

MAX_PAGE_BYTES = 10_000_000

app = typer.Typer(
    help="Scraped pages in, a digest you can trust out: every sentence stands in its page.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

Paths = Annotated[
    list[Path], typer.Argument(help="Pages (HTML or plain text), or folders of them.", show_default=False)
]
Sentences = Annotated[
    int, typer.Option("--sentences", "-n", min=1, max=10, help="Sentences of each summary.")
]
MaxBytes = Annotated[int, typer.Option(min=1, help="Larger pages are named and left out.")]
ModelDir = Annotated[
    Path | None, typer.Option(help="Folder of the encoder, if not the built one.", show_default=False)
]


@app.command()
def digest(  # noqa: PLR0913, PLR0917 # one a command-line option
    paths: Paths,
    out: Annotated[
        Path, typer.Option("--out", "-o", help="Folder for digest.html, digest.txt and slack.json.")
    ] = Path("out"),
    sentences: Sentences = DEFAULT_SENTENCES,
    templates: Annotated[
        Path | None,
        typer.Option(
            help="Your templates: a file here replaces the built-in one of its name.", show_default=False
        ),
    ] = None,
    max_page_bytes: MaxBytes = MAX_PAGE_BYTES,
    model: ModelDir = None,
) -> None:
    """Make one digest of PATHS, as email and as Slack message, and show it here.

    Pages that hold no article are named with the reason and keep nobody else from the digest.
    """
    made_templates, encoder = find_templates(templates), find_encoder(model)
    refs = list(page_files(paths))
    results = brief_pages(refs, FolderPages(max_page_bytes), encoder, sentences, reasons=())
    made = _digest_of(list(console.progress(results, len(refs))))
    console.show_digest(made)
    console.show_files(_write(made, made_templates, out))
    if not made.entries:
        raise typer.Exit(1)


@app.command()
def clean(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Pages, or folders of them.", show_default=False)
    ] = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="One JSON object a page, in the order given.")
    ] = False,
    files_from: Annotated[
        typer.FileText | None,
        typer.Option(help="Read paths from this file, one a line; - is standard input.", show_default=False),
    ] = None,
    max_page_bytes: MaxBytes = MAX_PAGE_BYTES,
) -> None:
    """Print the clean text of pages, or everything known of them with --jsonl.

    A page without an article, or one that can't be read, has its reason in "discarded".
    """
    pages = FolderPages(max_page_bytes)
    for ref in _refs(paths or [], files_from):
        result = _clean_file(ref, pages)
        if jsonl:
            _print_json(page_record(ref, result))
        else:
            console.show_page(ref, result)


@app.command()
def summarise(
    jsonl: Annotated[bool, typer.Option("--jsonl", help="The only form so far; may be left out.")] = True,
    sentences: Sentences = DEFAULT_SENTENCES,
    model: ModelDir = None,
) -> None:
    """Summarise clean texts: JSON lines in, JSON lines out.

    In: {"id", "text", "title"?}. Out: {"id", "headline", "sentences": [{"text", "start", "end", "score"}]},
    where text[start:end] is the sentence. A line that can't be read has its reason in "error".
    """
    encoder = find_encoder(model)
    for line in sys.stdin:
        if line.strip():
            _print_json(_summarise_line(line, encoder, sentences))


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="A page.", show_default=False)],
    sentences: Sentences = DEFAULT_SENTENCES,
    max_page_bytes: MaxBytes = MAX_PAGE_BYTES,
    model: ModelDir = None,
) -> None:
    """Show what was kept of a page, what was dropped and why, and why these sentences."""
    ref = PageRef("", str(file))
    result = _clean_file(ref, FolderPages(max_page_bytes))
    console.show_metadata(ref, result)
    if isinstance(result, Discarded):
        raise typer.Exit(1)
    console.show_ledger(result)
    console.show_ranking(rank(result, find_encoder(model), sentences))


def main() -> None:
    """The entry point: an error of ours is one message on standard error and exit code 2."""
    try:
        app()
    except PagebriefError as error:
        console.show_error(str(error))
        sys.exit(2)
    except BrokenPipeError:  # `pagebrief clean … | head`
        sys.stderr.close()
        sys.exit(0)


def _refs(paths: list[Path], files_from: TextIO | None) -> Iterator[PageRef]:
    if not paths and files_from is None:
        raise typer.BadParameter("name pages, or --files-from")
    yield from page_files(paths)
    for line in files_from or ():
        if line.strip():
            yield from page_files([Path(line.rstrip("\r\n"))])


def _clean_file(ref: PageRef, pages: FolderPages) -> CleanPage | Discarded:
    try:
        return clean_page(pages.fetch(ref))
    except PageError as error:
        return Discarded(error.reason, error.detail)


def _summarise_line(line: str, encoder: Encoder, sentences: int) -> Mapping[str, object]:
    try:
        given = json.loads(line)
        text, title = given["text"], given.get("title")
        if not isinstance(text, str) or not isinstance(title, str | None):
            raise TypeError  # noqa: TRY301 # one place says what is expected
    except (ValueError, TypeError, KeyError, AttributeError):
        expected = 'expected a JSON object with a string "text", and perhaps a string "title"'
        return {"id": None, "headline": "", "sentences": [], "error": expected}
    brief = summarise_page(page_of(text, title), encoder, sentences)
    return {"id": given.get("id"), **brief_record(brief)}


def _digest_of(results: list[Entry | Rejection]) -> Digest:
    entries = tuple(result for result in results if isinstance(result, Entry))
    rejections = tuple(result for result in results if isinstance(result, Rejection))
    return Digest("Pagebrief digest", SystemClock().now().astimezone(), entries, rejections)


def _write(made: Digest, templates: Templates, out: Path) -> list[Path]:
    """digest.html, digest.txt and slack.json in ``out``; the paths of the three."""
    email, slack = render_email(made, templates), render_slack(made, templates)
    contents = {
        "digest.html": email.html,
        "digest.txt": email.text,
        "slack.json": json.dumps({"text": slack.text, "blocks": slack.blocks}, indent=1, ensure_ascii=False),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, content in contents.items():
        (out / name).write_text(content, encoding="utf-8")
    return [out / name for name in contents]


def _print_json(record: Mapping[str, object]) -> None:
    # ASCII: paths and pages may hold lone surrogates, which no other encoding can carry.
    sys.stdout.write(json.dumps(record) + "\n")
    sys.stdout.flush()
