"""Times as people read them: on the clocks of the readers of a digest, where somebody said which."""

from dataclasses import replace
from datetime import date, datetime, tzinfo
from zoneinfo import ZoneInfo

from pagebrief.model import Digest, Entry


def on_readers_clocks(digest: Digest) -> Digest:
    """All times of its entries in the zone of ``created_at``. A date without a time stays a date.

    In UTC by no name nobody said where the readers are: then each time is in the zone in which it came.
    """
    zone = digest.created_at.tzinfo
    if zone is None or not (isinstance(zone, ZoneInfo) or digest.created_at.utcoffset()):
        return digest
    return replace(digest, entries=tuple(_on_clocks(entry, zone) for entry in digest.entries))


def _on_clocks(entry: Entry, zone: tzinfo) -> Entry:
    return replace(
        entry,
        page=replace(entry.page, published_at=_published(entry.page.published_at, zone)),
        later=tuple(replace(each, seen_at=each.seen_at.astimezone(zone)) for each in entry.later),
        seen=(entry.seen[0].astimezone(zone), entry.seen[1].astimezone(zone)) if entry.seen else None,
    )


def _published(moment: str | None, zone: tzinfo) -> str | None:
    known = parsed(moment) if moment else None
    if not isinstance(known, datetime) or known.tzinfo is None:
        return moment
    try:
        return known.astimezone(zone).isoformat()
    except OverflowError:  # of the year 1 or 9999
        return moment


def parsed(moment: str) -> date | None:
    """ISO 8601, as exact as it is; None where it is none."""
    for kind in (date, datetime):
        try:
            return kind.fromisoformat(moment)
        except ValueError:
            continue
    return None
