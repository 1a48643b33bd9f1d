"""``pagebrief replay``: pages come in once more."""

import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from pagebrief.console_replay import (
    followed,
    show_costs,
    show_count,
    show_dead_letters,
    show_way_on,
    warn_of_waiting,
)
from pagebrief.delivery import Replay
from pagebrief.model import DiscardReason
from pagebrief.pricing import estimate
from pagebrief.replaying import ANY, Selection, Tally, count, moment, send

if TYPE_CHECKING:
    from pagebrief.bootstrap_replay import Deployed

Stack = Annotated[str, typer.Argument(metavar="STACK", help="Of CloudFormation.")]
Prefix = Annotated[
    str | None,
    typer.Option(metavar="PREFIX", help="Keys that begin so; '' is every key.", show_default=False),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Count, estimate the cost, and send nothing.")]


Since = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="2026-11-01, or 7d, 12h, 30m ago.", show_default=False),
]
Until = Annotated[
    str | None, typer.Option(metavar="TIME", help="The same; not included.", show_default=False)
]
Discarded = Annotated[
    str | None,
    typer.Option(
        metavar="REASON",
        help="Pages that were discarded for it ('no article', …), or for any; TIME is then when.",
        show_default=False,
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", help="Tell nobody of any of it.")]
Again = Annotated[bool, typer.Option("--again", help="Make anew, and tell again, what was saved.")]
PerSecond = Annotated[int, typer.Option(min=1, help="At most so many messages.")]
After = Annotated[str, typer.Option(metavar="NAME", help="Go on behind it: see what an interruption prints.")]
Name = Annotated[
    str, typer.Option("--id", metavar="ID", help="Of the replay; otherwise the time.", show_default=False)
]


class DeadLetters(StrEnum):
    PAGE = "page"
    DELIVERY = "delivery"
    ALL = "all"

    @property
    def outputs(self) -> tuple[str, ...]:
        """Of the stack: the queues' URLs."""
        stages = ("page", "delivery") if self is DeadLetters.ALL else (self.value,)
        return tuple(f"{stage.title()}DeadLetterQueueUrl" for stage in stages)


_DeadLetters = Annotated[
    DeadLetters | None, typer.Option(help="What lies in a dead-letter queue.", show_default=False)
]


def replay(  # noqa: PLR0913, PLR0917 # one a command-line option
    stack: Stack = "pagebrief",
    prefix: Prefix = None,
    since: Since = None,
    until: Until = None,
    discarded: Discarded = None,
    dead_letters: _DeadLetters = None,
    quiet: Quiet = False,
    again: Again = False,
    dry_run: DryRun = False,
    per_second: PerSecond = 100,
    after: After = "",
    name: Name = "",
) -> None:
    """Let pages come in once more, by your own AWS credentials.

    Name what: --prefix, --since, --until and --discarded hold together; --dead-letters stands alone. What was
    told is not told again, unless you say --again; then once for each ID, and the message says so. What
    yields a brief only now is told as new, unless you say --quiet.
    """
    from pagebrief.bootstrap_replay import deployed  # noqa: PLC0415 # boto3 takes a second

    if dead_letters:
        if [prefix, since, until, discarded, after] != [None] * 4 + [""] or quiet or again:
            raise typer.BadParameter("--dead-letters takes all that lies there, as it is")
        _move_dead_letters(deployed(stack), dead_letters, per_second, dry_run=dry_run)
        return
    if prefix is since is until is discarded is None:
        raise typer.BadParameter("name what: --prefix, --since, --until, --discarded or --dead-letters")
    now = datetime.now(UTC)
    # What is put from now on comes in by its own event.
    selection = Selection(prefix or "", _moment(since, now), _moment(until, now) or now, after)
    how = Replay(name or f"{now:%Y-%m-%dT%H:%M:%SZ}", quiet, again)
    _replay(deployed(stack), selection, _reason(discarded), how, None if dry_run else per_second)


def _replay(
    there: "Deployed", selection: Selection, reason: str | None, how: Replay, per_second: int | None
) -> None:
    """``per_second`` None: nothing is sent."""
    chosen = there.chosen(selection, reason)
    if per_second is None:
        tally = followed(count(chosen, Tally()), "found")
        show_count("would send", tally)
        show_costs(estimate(tally.pages, there.architecture, queued=True))
        return
    if how.quiet:
        warn_of_waiting(there.queue_of("PageQueueUrl"))
    tally = Tally(last=selection.after)
    with _way_on(tally, how):
        followed(send(chosen, how, there.queue, tally, lambda sent: time.sleep(sent / per_second)), "sent")
    show_count(f"replay {how.id}: sent", tally)


@contextmanager
def _way_on(tally: Tally, how: Replay) -> Iterator[None]:
    """Whatever ends it early, be it Ctrl-C: from where to go on, by the same id."""
    try:
        yield
    except BaseException:
        if tally.last:
            show_way_on(f"the same command with {shlex.join(['--id', how.id, '--after', tally.last])}")
        raise


def _move_dead_letters(there: "Deployed", which: DeadLetters, per_second: int, *, dry_run: bool) -> None:
    from pagebrief.bootstrap_replay import move_dead_letters  # noqa: PLC0415 # see above

    for output in which.outputs:
        queue = there.queue_of(output)
        if queue.messages and not dry_run:
            move_dead_letters(queue, per_second)
        show_dead_letters(queue, dry_run=dry_run)


def _reason(text: str | None) -> str | None:
    if text is not None and text not in {ANY, *DiscardReason}:
        raise typer.BadParameter(
            f"no page is discarded for «{text}», but for: {', '.join([ANY, *DiscardReason])}"
        )
    return text


def _moment(text: str | None, now: datetime) -> datetime | None:
    try:
        return moment(text, now) if text is not None else None
    except ValueError:
        raise typer.BadParameter(
            f"«{text}» is no time: 2026-11-01, 2026-11-01T08:00+01:00, 7d, 12h"
        ) from None
