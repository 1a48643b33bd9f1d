"""How much came for a channel on a day: counted as its items end."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from pagebrief.delivery import OutboxItem, Told


@dataclass(frozen=True, slots=True)
class Day:
    """What ended for a channel on one day: ``pages`` that were told or left out, and ``stories`` that began.

    ``watches``: how many of the pages each of them asked for, by its name; a page may be several watches'.
    """

    day: date
    pages: int = 0
    stories: int = 0
    watches: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "Day") -> "Day":
        """Both together, on this one's day."""
        watches = Counter(self.watches) + Counter(other.watches)
        return Day(self.day, self.pages + other.pages, self.stories + other.stories, dict(watches))


def day_told(told: Sequence[Told], at: datetime) -> Day:
    """What being told adds to the day of ``at``, on the clocks that it carries."""
    began = sum(each.story == each.item.id for each in told)
    return _ended([each.item for each in told], at, began)


def day_left_out(item: OutboxItem, at: datetime) -> Day:
    """What an item adds that is not told: a page of a story that is known."""
    return _ended([item], at, 0)


def _ended(items: Sequence[OutboxItem], at: datetime, began: int) -> Day:
    watches = Counter(name for item in items for name in set(item.watches))
    return Day(at.date(), len(items), began, dict(watches))
