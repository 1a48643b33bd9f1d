"""What came for a channel lately, as its digests show it: the days that were counted, made a picture of."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pagebrief.day import Day
from pagebrief.digest import Counts, Days

SHOWN = 14
"""Days: two weeks, so that each weekday is seen twice."""
_FEWEST = 3
"""Days on which anything came: fewer say nothing that a sentence does not."""
_WATCHES = 6


def first_shown(last: date) -> date:
    return last - timedelta(SHOWN - 1)


def last_days(days: Iterable[Day], last: date) -> Days | None:
    """The days up to ``last``, none of them before the first that is shown; None: there is too little to see.

    A day may come in several parts.
    """
    by_day = {first_shown(last) + timedelta(number): Day(last) for number in range(SHOWN)}
    for each in days:
        by_day[each.day] += each
    shown = list(by_day.values())
    if sum(each.pages > 0 for each in shown) < _FEWEST:
        return None
    pages = tuple(each.pages for each in shown)
    watches = _watches(shown)
    return Days(
        first_shown(last),
        last,
        Counts(pages, max(pages)),
        Counts(tuple(each.stories for each in shown), max(pages)),
        watches[:_WATCHES],
        len(watches[_WATCHES:]),
    )


def _watches(days: Sequence[Day]) -> tuple[Counts, ...]:
    """The busiest first; none where one watch asks for all there is."""
    totals = Counter[str]()
    for each in days:
        totals.update(each.watches)
    if len(totals) < 2:
        return ()
    most = max(count for each in days for count in each.watches.values())
    names = sorted(totals, key=lambda name: (-totals[name], name))
    return tuple(Counts(tuple(each.watches.get(name, 0) for each in days), most, name) for name in names)
