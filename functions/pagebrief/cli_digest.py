"""``pagebrief digest``: pages, as an email and a Slack message in a folder."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from pagebrief import console, console_digest
from pagebrief.adapters.folder_pages import page_files
from pagebrief.bootstrap import LocalClock, find_encoder, find_rewriter, find_templates
from pagebrief.cli_models import Rewriter
from pagebrief.cli_options import (
    MaxBytes,
    MaxPages,
    MaxUnpackedBytes,
    ModelDir,
    Paths,
    Sentences,
    TemplatesDir,
)
from pagebrief.cli_state import State, Watches, desks, state_file, watches_of
from pagebrief.delivering import DeliveryDesk
from pagebrief.digest import Digest
from pagebrief.digesting import with_days
from pagebrief.messages import Templates, as_page, render_archived, render_email, render_slack
from pagebrief.model import Link, PageRef
from pagebrief.pages.limits import (
    DEFAULT_MAX_PAGE_BYTES,
    DEFAULT_MAX_PAGES,
    DEFAULT_MAX_UNPACKED_BYTES,
    Limits,
)
from pagebrief.pipeline import Desk
from pagebrief.remembering import READER, Gathered, NobodyAsks, for_reader, gather, mark_told
from pagebrief.summary import DEFAULT_SENTENCES

_Out = Annotated[
    Path,
    typer.Option("--out", "-o", help="Folder for digest.html, digest.txt, slack.json and archive.html."),
]


def digest(  # noqa: PLR0913, PLR0917 # one a command-line option
    paths: Paths,
    out: _Out = Path("out"),
    sentences: Sentences = DEFAULT_SENTENCES,
    templates: TemplatesDir = None,
    max_page_bytes: MaxBytes = DEFAULT_MAX_PAGE_BYTES,
    max_unpacked_bytes: MaxUnpackedBytes = DEFAULT_MAX_UNPACKED_BYTES,
    max_pages: MaxPages = DEFAULT_MAX_PAGES,
    model: ModelDir = None,
    rewriter: Rewriter = None,
    watches: Watches = None,
    state: State = None,
) -> None:
    """Make one digest of pages, as email and Slack.

    It is shown here, too; pages of one story are one entry. Pages that hold no article are named with the
    reason and keep nobody else from the digest. With --watches, only pages that a watch matches are in it,
    and why. With --state, what was in an earlier digest is in no later one.
    """
    watched = for_reader(watches_of(watches)) if watches else None
    made_templates = find_templates(templates)
    with state_file(state) as file:
        desk, deliveries = desks(
            file,
            Limits(max_page_bytes, max_unpacked_bytes, max_pages),
            find_encoder(model),
            made_templates,
            NobodyAsks(),
            (READER,),
            watched,
            sentences,
            find_rewriter(rewriter) if rewriter else None,
            LocalClock(),
        )
        _tell(_some_pages(paths), out, desk, deliveries)


def _tell(refs: Sequence[PageRef], out: Path, desk: Desk, deliveries: DeliveryDesk) -> None:
    """Write the digest of the pages, mark what is in it as told, and show it."""
    out.mkdir(parents=True, exist_ok=True)
    # Made before the work, so that a folder that can't be written to costs nobody's time.
    with TemporaryDirectory(prefix=".pagebrief-", dir=out) as unfinished:
        gathered = gather(console.progress(refs, len(refs)), desk, deliveries)
        if console_digest.show_nothing_new(gathered):
            return
        made = digest_of(gathered, deliveries)
        written = write(files_of(made, deliveries.templates, out), Path(unfinished), out)
    mark_told(gathered, deliveries)
    console_digest.show_digest(made)
    console_digest.show_not_told(gathered)
    console.show_files(written)
    if not made.entries:
        raise typer.Exit(1)


def _some_pages(paths: list[Path]) -> list[PageRef]:
    """Those of the paths; without any the command ends."""
    if refs := list(page_files(paths)):
        return refs
    console.show_error(f"no pages in {', '.join(map(str, paths))}")
    raise typer.Exit(1)


def digest_of(gathered: Gathered, desk: DeliveryDesk) -> Digest:
    entries = tuple(part.entry for part in gathered.parts)
    made = Digest("Pagebrief digest", desk.clock.now(), entries, tuple(gathered.rejections))
    return with_days(made, gathered.parts, READER, desk.store)


def files_of(made: Digest, templates: Templates, out: Path) -> Mapping[str, str]:
    """The digest's files by their names. The messages link the one that has all of it, where it will lie."""
    archived = out / "archive.html"
    linked = replace(made, whole=Link(archived.resolve().as_uri(), str(archived)))
    email, slack = render_email(linked, templates), render_slack(linked, templates)
    return {
        "digest.html": as_page(email.html),
        "digest.txt": email.text,
        "slack.json": json.dumps({"text": slack.text, "blocks": slack.blocks}, indent=1, ensure_ascii=False),
        archived.name: render_archived(made, templates),
    }


def write(files: Mapping[str, str], unfinished: Path, out: Path) -> list[Path]:
    """All the files in ``out``, or none of them where the disk is full: they are made in ``unfinished``."""
    for name, content in files.items():
        (unfinished / name).write_text(content, encoding="utf-8", errors="replace")
    return [(unfinished / name).replace(out / name) for name in files]
