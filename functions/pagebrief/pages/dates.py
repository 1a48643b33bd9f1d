"""Dates as pages write them → ISO 8601, as exact as the page is and no more."""

import re
from dataclasses import dataclass
from datetime import date as calendar_date

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar janvier enero gennaio januari ene gen janv",
            "feb february februar février febrero febbraio februari févr",
            "mar march märz mars marzo maart",
            "apr april avril abril aprile abr avr",
            "may mai mayo maggio mei mag",
            "jun june juni juin junio giugno giu",
            "jul july juli juillet julio luglio lug juil",
            "aug august août agosto augustus ago",
            "sep sept september septembre septiembre settembre set",
            "oct october oktober octobre octubre ottobre okt ott",
            "nov november novembre noviembre",
            "dec december dezember décembre diciembre dicembre dez dic déc",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")\.?"
# Hours east of UTC. IST is India's unless the page says otherwise: Israel and Ireland rarely write it.
# ET, CT, MT and PT change with the season and stay without an offset.
_ZONES = {
    name: hours
    for hours, names in {
        -8: "pst", -7: "mst pdt", -6: "cst mdt", -5: "est cdt", -4: "edt",
        0: "z utc gmt", 1: "bst wat cet", 2: "cest sast eet", 3: "eest msk eat", 4: "gst", 5: "pkt",
        5.5: "ist", 5.75: "npt", 7: "ict wib", 8: "sgt hkt awst", 9: "jst kst", 9.5: "acst", 10: "aest",
        11: "aedt", 12: "nzst", 13: "nzdt",
    }.items()
    for name in names.split()
}  # fmt: skip
_AMERICAN = {"est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt", "et", "ct", "mt", "pt"}
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = (
    r"(?:(?:,|\s+at|\s+um|T|\s*[|•·–—-])?\s*(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?(?![a-z]))?(?:\s*\(?(?P<zone>[+-]\d\d:?\d\d|z|[a-z]{2,4})\b\)?)?)?"
)
_DAY = r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_FORMS = tuple(
    re.compile(r"(?<![\w/-])" + form + _TIME + r"(?![\d/])", re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-/.](?P<month>0?[1-9]|1[0-2])[-/.]{_DAY}",
        rf"{_WEEKDAY}{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_WEEKDAY}{_DAY}(?:\s+(?:of|de)|-)?\s*{_MONTH},?(?:\s+de|-)?\s*{_YEAR}",
        rf"(?P<first>0?[1-9]|[12]\d|3[01])(?P<mark>[-/.])(?P<second_part>0?[1-9]|[12]\d|3[01])(?P=mark){_YEAR}",
    )
)
_EASTERN = re.compile(
    r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>0?[1-9]|1[0-2])\s?[月월]\s?(?P<day>0?[1-9]|[12]\d|3[01])\s?[日일]"
    r"(?:\s*(?P<hour>[01]?\d|2[0-3])[:時时시]\s?(?P<minute>[0-5]\d)分?)?(?P<second>)(?P<half>)(?P<zone>)"
)
_MIGHT_BE = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: ``text[start:end]``, and what it says in ISO 8601."""

    iso: str
    start: int
    end: int


def find_date(text: str, *, month_first: bool = False) -> FoundDate | None:
    """The first date of a text, or None. ``month_first`` decides 04/05/2025 where nothing else does.

    With dots or hyphens the day stands first.
    """
    if not _MIGHT_BE.search(text):
        return None
    found = (_read(match, month_first) for form in (*_FORMS, _EASTERN) for match in form.finditer(text))
    return min((date for date in found if date), key=lambda date: date.start, default=None)


def _read(match: re.Match[str], month_first: bool) -> FoundDate | None:
    parts = match.groupdict()
    day = _calendar_day(parts, month_first)
    if not day:
        return None
    time, zone = _time_of_day(parts), (parts["zone"] or "").lower()
    if time is None:
        return FoundDate(day, match.start(), match.end())
    end = match.end() if not zone or zone in _AMERICAN or _offset(zone) else match.start("zone")
    return FoundDate(f"{day}T{time}{_offset(zone)}", match.start(), end)


def _calendar_day(parts: dict[str, str | None], month_first: bool) -> str | None:
    if parts.get("first"):
        a, b = int(parts["first"] or 0), int(parts["second_part"] or 0)
        american = (month_first and parts["mark"] == "/") or (parts["zone"] or "").lower() in _AMERICAN
        day, month = (b, a) if b > 12 or (american and a <= 12) else (a, b)
    else:
        word = (parts["month"] or "").lower()
        day, month = int(parts["day"] or 0), int(word) if word.isdigit() else _MONTHS[word]
    try:
        return calendar_date(int(parts["year"] or 0), month, day).isoformat()
    except ValueError:
        return None


def _time_of_day(parts: dict[str, str | None]) -> str | None:
    if not parts["hour"]:
        return None
    hour, half = int(parts["hour"]), (parts["half"] or "")[:1].lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    seconds = f":{parts['second']}" if parts["second"] else ""
    return f"{hour:02}:{parts['minute']}{seconds}"


def _offset(zone: str) -> str:
    """``"+05:30"`` for ``"ist"`` or ``"+0530"``; empty where the zone is unknown."""
    if zone[:1] in {"+", "-"}:
        return f"{zone[:3]}:{zone[-2:]}"
    if zone not in _ZONES:
        return ""
    minutes = round(_ZONES[zone] * 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
