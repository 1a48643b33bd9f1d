"""A day of a channel as a row: numbers that transactions add to.

The pages of a watch are an attribute of their own, since ADD makes none within another.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
"""

from collections import Counter
from datetime import date

from pagebrief.adapters.dynamodb_table import Row, Write
from pagebrief.day import Day

_DAY, _WATCH = "day#", "watch "
_MOST_WATCHES = 150
"""Added to at once, those with the most pages: an expression holds 300 operators and 4 kB."""


def day_of(row: Row) -> Day:
    watches = {name.removeprefix(_WATCH): row[name] for name in row if name.startswith(_WATCH)}
    return Day(date.fromisoformat(row["sk"].removeprefix(_DAY)), row["pages"], row["stories"], watches)


def added(pk: str, more: Day, expires: int) -> Write:
    """To what the day has."""
    counts = Counter(more.watches).most_common(_MOST_WATCHES)
    names = {f"#w{number}": f"{_WATCH}{name}" for number, (name, _) in enumerate(counts)}
    values = {f"w{number}": count for number, (_, count) in enumerate(counts)}
    adding = ", ".join(f"#{name} :{name}" for name in ("pages", "stories", *values))
    return Write(
        pk,
        f"{_DAY}{more.day}",
        expression=f"ADD {adding} SET #expires = :expires",
        values={"pages": more.pages, "stories": more.stories, **values, "expires": expires},
        names=names,
    )
