"""Times as people read them: on the clocks of the readers of a digest, where somebody said which."""

from dataclasses import replace
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pagebrief.digest import Digest, Entry, Later


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
        later=_seen(entry.later, zone),
        timeline=_seen(entry.timeline, zone),
        seen=(entry.seen[0].astimezone(zone), entry.seen[1].astimezone(zone)) if entry.seen else None,
    )


def _seen(pages: tuple[Later, ...], zone: tzinfo) -> tuple[Later, ...]:
    return tuple(replace(each, seen_at=each.seen_at.astimezone(zone)) for each in pages)


def _published(moment: str | None, zone: tzinfo) -> str | None:
    known = parsed(moment) if moment else None
    if not isinstance(known, datetime) or known.tzinfo is None:
        return moment
    try:
        return written(known.astimezone(zone))
    except OverflowError:  # of the year 1 or 9999
        return moment


def written(moment: datetime) -> str:
    """ISO 8601, with the name of its zone by RFC 9557 where it has one: what ``parsed`` reads."""
    zone = f"[{moment.tzinfo.key}]" if isinstance(moment.tzinfo, ZoneInfo) else ""
    return moment.isoformat() + zone


def parsed(moment: str) -> date | None:
    """ISO 8601, as exact as it is, perhaps with the name of its zone by RFC 9557; None where it is none."""
    iso, _, name = moment.removesuffix("]").partition("[")
    for kind in (date, datetime):
        try:
            known = kind.fromisoformat(iso)
            return known.astimezone(_zone(name)) if isinstance(known, datetime) and name else known
        except (ValueError, OverflowError):
            continue
    return None


def _zone(name: str) -> tzinfo:
    """UTC where this machine knows no zone of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: of a folder of zones, such as «Europe»
        return UTC
