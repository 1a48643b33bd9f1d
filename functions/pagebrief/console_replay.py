"""What ``pagebrief replay`` and ``pagebrief backfill`` show."""

from collections.abc import Iterable

from rich.text import Text

from pagebrief.console import err, tell, visible
from pagebrief.deployment import Queue
from pagebrief.pricing import SECONDS_A_PAGE, Cost
from pagebrief.replaying import Tally

_SHOWN = 20  # names of pages that are gone; more are counted


def followed(tallies: Iterable[Tally], verb: str) -> Tally:
    """The last of the tallies; a line on standard error follows them, where that is a terminal."""
    tally = Tally()
    with err.status("Looking for pages") as line:
        for tally in tallies:  # the last one is the answer
            line.update(visible(f"{verb} {_counted(tally)}, up to {tally.last}"))
    return tally


def show_count(verb: str, tally: Tally) -> None:
    """«sent 3 pages (1.2 MB)», and by name what is gone."""
    tell(Text(f"{verb} {_counted(tally)}"))
    for uri in tally.gone[:_SHOWN]:
        tell(Text(f"gone: {visible(uri)}"))
    if (more := len(tally.gone) - _SHOWN) > 0:
        tell(Text(f"gone: {more} more"))


def _counted(tally: Tally) -> str:
    return f"{tally.pages:,} page{'' if tally.pages == 1 else 's'} ({tally.bytes / 1e6:,.1f} MB)"


def show_costs(costs: Iterable[Cost]) -> None:
    """Each, their sum, and what they rest on."""
    rows = list(costs)
    for each in (*rows, Cost("together", sum(each.dollars for each in rows))):
        tell(Text(f"{each.what:<14} ${each.dollars:,.4f}"))
    tell(
        Text(
            f"At list prices of us-east-1; each file taken for a page of {SECONDS_A_PAGE} s (docs/pace.md): "
            "a longer one takes longer, a file may hold many; what is told, logs and traces cost beside it."
        )
    )


def show_dead_letters(queue: Queue, *, dry_run: bool) -> None:
    done = "would move" if dry_run else "moving" if queue.messages else "nothing to move:"
    tell(Text(f"{queue.name}: {done} about {queue.messages:,} message{'' if queue.messages == 1 else 's'}"))


def warn_of_waiting(queue: Queue) -> None:
    """On standard error: a quiet run tells nobody of a page, though its own event would have."""
    if queue.messages:
        err.print(
            f"{queue.messages:,} messages wait in {queue.name}. Nobody is told of a page that they announce "
            "if this comes to it first. To avoid that, stop it, and begin when the queue is empty.",
            soft_wrap=True,
            markup=False,
        )


def show_way_on(command: str) -> None:
    """On standard error: how to go on after an interruption."""
    err.print(f"To go on from here: {command}", soft_wrap=True, markup=False)


def show_backfill(arn: str) -> None:
    tell(Text(f"started {arn}"))
    tell(Text(f"To follow it:           aws stepfunctions list-map-runs --execution-arn {arn}"))
    tell(Text(f"To stop it:             aws stepfunctions stop-execution --execution-arn {arn}"))
    tell(Text(f"To go on after a stop:  aws stepfunctions redrive-execution --execution-arn {arn}"))
