"""``pagebrief backfill``: briefs of all that lies in a bucket already."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from pagebrief.cli_replay import DryRun, Prefix, Stack
from pagebrief.console_replay import followed, show_backfill, show_costs, show_count, warn_of_waiting
from pagebrief.pricing import estimate
from pagebrief.replaying import Selection, Tally, count


def backfill(  # noqa: PLR0913, PLR0917 # one a command-line option
    stack: Stack = "pagebrief",
    prefix: Prefix = None,
    concurrency: Annotated[int, typer.Option(min=1, max=1000, help="At most so many batches at once.")] = 10,
    alert: Annotated[bool, typer.Option("--alert", help="Tell what was not told; otherwise nobody.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Make anew what was saved.")] = False,
    tolerate: Annotated[
        float, typer.Option(min=0, max=100, help="Percent of the batches; if more fail, it stops.")
    ] = 5,
    dry_run: DryRun = False,
    backfill_stack: Annotated[
        str, typer.Option(metavar="STACK", help="Of infra/backfill.yaml; otherwise STACK-backfill.")
    ] = "",
) -> None:
    """Make briefs of all that lies in the page bucket, for millions of objects, by Step Functions.

    It runs in your account, past the queue, so that new pages don't wait behind it. Nobody is told of
    anything, unless you say --alert. --dry-run lists the bucket to count.
    """
    from pagebrief.bootstrap_replay import deployed, start_backfill  # noqa: PLC0415 # boto3 takes a second

    if prefix is None:
        raise typer.BadParameter("name what: --prefix; '' is every key")
    there = deployed(stack)
    if dry_run:
        tally = followed(count(there.chosen(Selection(prefix), None), Tally()), "found")
        show_count("would read", tally)
        show_costs(estimate(tally.pages, there.architecture, queued=False))
        return
    if not alert:
        warn_of_waiting(there.queue_of("PageQueueUrl"))
    now = datetime.now(UTC)
    name = f"{now:%Y-%m-%dT%H-%M-%SZ}"
    how = {"id": name, "quiet": not alert, "again": again, "began": now.isoformat()}
    given = {"prefix": prefix, "concurrency": concurrency, "tolerated": tolerate, "replay": how}
    show_backfill(start_backfill(backfill_stack or f"{stack}-backfill", name, given))
