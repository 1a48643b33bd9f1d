"""Cadences: as people write them, and the moments they mean."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from pagebrief.watch import Cadence, Quiet, Rhythm

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FORMS = "immediately, hourly, daily at 08:00 Europe/London, or weekly on Monday at 08:00 Europe/London"
QUIET_FORM = "22:00-07:00 Europe/Berlin"

_TIMED = re.compile(
    r"(?P<rhythm>daily|weekly)(?:\s+on\s+(?P<day>\w+))?(?:\s+at\s+(?P<at>\S+))?(?:\s+(?P<zone>\S+))?",
    re.IGNORECASE,
)
_QUIET = re.compile(r"(?P<start>[\d:]+)\s*(?:-|–|to)\s*(?P<end>[\d:]+)(?:\s+(?P<zone>\S+))?", re.IGNORECASE)


class CadenceError(ValueError):
    """No time that there is; the text is a sentence for whoever wrote it."""


def parse_cadence(text: str, quiet: Quiet | None = None) -> Cadence:
    """Raises CadenceError."""
    words = " ".join(text.split())
    if words.lower() in {"immediately", "hourly"}:
        return Cadence(Rhythm(words.lower()), quiet=quiet)
    found = _TIMED.fullmatch(words)
    if not found or (found["rhythm"].lower() == "weekly") != bool(found["day"]):
        raise CadenceError(f"«{text}» is no time to send: write {FORMS}")
    if quiet:
        raise CadenceError(
            "quiet hours are for what is sent immediately or hourly: here you name the time yourself"
        )
    weekday = _weekday(found["day"]) if found["day"] else None
    return Cadence(
        Rhythm(found["rhythm"].lower()), _time(found["at"], FORMS), weekday, _zone(found["zone"], FORMS)
    )


def parse_quiet(text: str) -> Quiet:
    """Raises CadenceError."""
    found = _QUIET.fullmatch(text.strip())
    if not found:
        raise CadenceError(f"«{text}» are no quiet hours: write for example {QUIET_FORM}")
    start, end = _time(found["start"], QUIET_FORM), _time(found["end"], QUIET_FORM)
    if start == end:
        raise CadenceError(
            f"quiet hours from {start:%H:%M} to {end:%H:%M} have no end: name two different times"
        )
    return Quiet(start, end, _zone(found["zone"], QUIET_FORM))


def told(cadence: Cadence) -> str:
    """A cadence as people write it, its quiet hours behind it."""
    day = f" on {DAYS[cadence.weekday]}" if cadence.weekday is not None else ""
    clock = f" at {cadence.at:%H:%M} {cadence.zone.key}" if cadence.at and cadence.zone else ""
    quiet = cadence.quiet
    hours = f", quiet {quiet.start:%H:%M}-{quiet.end:%H:%M} {quiet.zone.key}" if quiet else ""
    return f"{cadence.rhythm}{day}{clock}{hours}"


def zone_of(cadence: Cadence) -> str:
    """The zone by whose clocks it goes, as people write it; empty where it names none."""
    zone = cadence.zone or (cadence.quiet.zone if cadence.quiet else None)
    return zone.key if zone else ""


def _time(text: str | None, form: str) -> time:
    if not text:
        raise CadenceError(f"the time of day is missing: write {form}")
    found = re.fullmatch(r"(\d{1,2}):(\d{2})", text, re.ASCII)
    hour, minute = (int(part) for part in found.groups()) if found else (99, 99)
    if hour > 23 or minute > 59:
        raise CadenceError(f"«{text}» is no time of day: they go from 00:00 to 23:59")
    return time(hour, minute)


def _weekday(text: str) -> int:
    known = [number for number, day in enumerate(DAYS) if text.lower() in {day.lower(), day[:3].lower()}]
    if not known:
        raise CadenceError(f"«{text}» is no day of the week{_perhaps(text.capitalize(), DAYS)}")
    return known[0]


def _zone(text: str | None, form: str) -> ZoneInfo:
    if not text:
        raise CadenceError(f"the time zone is missing: write {form}")
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:  # OSError: a folder, such as «Europe»
        raise CadenceError(
            f"«{text}» is no time zone{_perhaps(text, sorted(available_timezones()))}"
        ) from error


def _perhaps(text: str, known: tuple[str, ...] | list[str]) -> str:
    near = get_close_matches(text, known, n=1)
    return f": did you mean {near[0]}?" if near else ""


def due(cadence: Cadence, at: datetime) -> datetime:
    """The moment (UTC) at which what comes in at ``at`` (with its zone) is told: ``at`` itself or later.

    On the day that clocks go forward, a time that does not exist is as long after midnight as on other days
    (02:30 is 03:30 then); on the day that they go back, a time that exists twice is the first of the two.
    """
    moment = at.astimezone(UTC)
    if cadence.at and cadence.zone:
        return _next(cadence.at, cadence.zone, moment, cadence.weekday)
    then = _next_hour(moment) if cadence.rhythm is Rhythm.HOURLY else moment
    if not (quiet := cadence.quiet):
        return then
    # The end of quiet hours is a time to tell, too, be it a full hour or not.
    return min(_after(quiet, then), _next(quiet.end, quiet.zone, moment))


def _next(clock: time, zone: ZoneInfo, moment: datetime, weekday: int | None = None) -> datetime:
    """The first moment from ``moment`` on at which the clocks show it, on that day of the week."""
    days = _days(moment, zone, 9 if weekday is not None else 3)
    times = (_instant(day, clock, zone) for day in days if weekday in {None, day.weekday()})
    return next(instant for instant in times if instant >= moment)


def _days(moment: datetime, zone: ZoneInfo, count: int) -> Iterator[date]:
    """Days on the clocks of a zone, from the day before ``moment`` on."""
    yesterday = moment.astimezone(zone).date() - timedelta(days=1)
    return (yesterday + timedelta(days=number) for number in range(count))


def _instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, zone).astimezone(UTC)  # fold=0: PEP 495


def _next_hour(moment: datetime) -> datetime:
    full = moment.replace(minute=0, second=0, microsecond=0)
    return full if full == moment else full + timedelta(hours=1)


def _after(quiet: Quiet, moment: datetime) -> datetime:
    """The end of the quiet hours that ``moment`` is in; else itself.

    They are stretches of time, whatever a clock shows in them: in autumn it shows the same hour twice.
    """
    overnight = timedelta(days=1 if quiet.end < quiet.start else 0)
    for day in _days(moment, quiet.zone, 2):
        start = _instant(day, quiet.start, quiet.zone)
        end = _instant(day + overnight, quiet.end, quiet.zone)
        if start <= moment < end:
            return end
    return moment
