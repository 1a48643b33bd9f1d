"""What is told of examples/pages by examples/watches.yaml, on the same day each time."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from pagebrief.adapters.folder_pages import page_files
from pagebrief.bootstrap import find_encoder, find_templates
from pagebrief.cli_state import desks, watches_of
from pagebrief.digest import Digest, Entry
from pagebrief.model import Link, PageRef
from pagebrief.pages.limits import Limits
from pagebrief.remembering import READER, NobodyAsks, for_reader, gather
from pagebrief.summary import DEFAULT_SENTENCES

_EXAMPLES = Path(__file__).parents[2] / "examples"
_WHEN = datetime(2026, 3, 11, 8, 0, tzinfo=ZoneInfo("Europe/London"))
_ARCHIVED = "digests/2026-03-11/0800.html"


@dataclass(frozen=True)
class _Clock:
    def now(self) -> datetime:
        return _WHEN.astimezone(UTC)


def digest_of(watches: Collection[str]) -> Digest:
    """What a channel to which these watches send is told, a day after it was told something else."""
    watched = for_reader(each for each in watches_of(_EXAMPLES / "watches.yaml") if each.name in watches)
    with TemporaryDirectory() as folder:
        desk, deliveries = desks(
            Path(folder) / "state.db",
            Limits(),
            find_encoder(),
            find_templates(None),
            NobodyAsks(),
            (READER,),
            watched,
            DEFAULT_SENTENCES,
            clock=_Clock(),
        )
        gathered = gather(page_files([_EXAMPLES / "pages"]), desk, deliveries)
    return Digest(
        ", ".join(watches),
        _WHEN,
        tuple(_in_a_bucket(part.entry) for part in gathered.parts),
        whole=Link(f"https://pages.example.com/{_ARCHIVED}", f"s3://pagebrief-state/{_ARCHIVED}", _WHEN),
        since=_WHEN - timedelta(days=1),
    )


def _in_a_bucket(entry: Entry) -> Entry:
    """The folder of examples stands for one."""
    key = entry.ref.key.partition("examples/pages/")[2]
    return replace(entry, ref=PageRef("pages", key))
