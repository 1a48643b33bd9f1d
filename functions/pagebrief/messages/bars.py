"""What came each day, in bars and in words: for whoever draws them, and whoever reads them."""

from datetime import date, timedelta

from pagebrief.digest import Counts, Days

_BLOCKS = "▂▃▅▇"
"""Those whose feet stand on one line in the fonts of Slack; «▁» is a day without any."""
_LEAST = 3
"""Of a bar's height, where there is any: so it is no line at the bottom."""


def heights(counts: Counts, full: int) -> list[int]:
    """The height of each day's bar, if a full one has ``full``: 0 where there was nothing, else 3 or more."""
    return [
        max(_LEAST, round(full * min(count, counts.scale) / counts.scale)) if count else 0
        for count in counts.by_day
    ]


def blocks(counts: Counts) -> str:
    """The bars as text, ``▁▂▅▇``: a character for each day."""
    last = len(_BLOCKS) - 1
    return "".join(
        _BLOCKS[round(last * min(count, counts.scale) / counts.scale)] if count else "▁"
        for count in counts.by_day
    )


def course(days: Days) -> str:
    """What came, in words: ``41 pages and 17 new stories; most pages on Tuesday, 24 Nov: 9``."""
    counts = days.pages.by_day
    pages, stories, most = sum(counts), sum(days.stories.by_day), max(counts)
    busiest = days.first + timedelta(counts.index(most))
    said = f"{pages} pages and {stories or 'no'} new stor{'y' if stories == 1 else 'ies'}"
    return f"{said}; most pages on {busiest:%A}, {day(busiest)}: {most}"


def day(moment: date) -> str:
    """A date without its year: ``24 Nov``."""
    return f"{moment.day} {moment:%b}"
