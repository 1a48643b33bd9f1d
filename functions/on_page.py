"""Lambda: a page was dropped into the bucket → its brief is kept, and waits for its channels.

Takes a batch of SQS messages (each holding S3 notifications, an EventBridge event or a replay), or one of
these bare. A batch answers with the messages that should come again; a bare event answers with what became
of each page, and a replay, which may be of many pages, with how many there were.
"""

import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from pagebrief.adapters.reporting import NAMESPACE, count, facts_of, logger_of, spoken
from pagebrief.adapters.s3_events import is_sqs, message_event, page_refs, replay_of
from pagebrief.bootstrap_page import page_desk
from pagebrief.delivery import Replay
from pagebrief.errors import PagebriefError, TransientError, WatchesError
from pagebrief.model import PageRef, Rewriting
from pagebrief.pipeline import Desk, Outcome, process_file
from pagebrief.ports import Rewriter

SERVICE = "on_page"
logger, metrics, tracer = logger_of(SERVICE), Metrics(SERVICE, NAMESPACE), Tracer(SERVICE)
# S3's test event, say, is worth no metric and no warning either.
warnings.filterwarnings("ignore", "No application metrics to publish")
# A batch in which every message fails is still a batch with a partial response, not an error of the function.
batch = BatchProcessor(
    event_type=EventType.SQS,
    raise_on_entire_batch_failure=False,
    logger=logger,  # type: ignore[arg-type] # Powertools' own logger, which its annotation leaves out
)
# A page begun with less than this left could be cut off before it is saved: its work would be done twice.
LEAST_TIME = 20_000  # milliseconds
# A rewriting that is begun with less could take the time that the page needs: two calls of 65 s.
LEAST_TIME_TO_REWRITE = 155_000  # milliseconds


@cache
def desk() -> Desk:
    return page_desk(os.environ, report_watches)


class WhileTimeLasts:
    """The rewriter, which says no where its work could outlast the function: the page is told anyway."""

    def __init__(self, rewriter: Rewriter, context: LambdaContext) -> None:
        self._rewriter = rewriter
        self._context = context

    def rewrite(self, sentences: Sequence[str]) -> Rewriting:
        left = self._context.get_remaining_time_in_millis()
        if left < LEAST_TIME_TO_REWRITE:
            raise TransientError(f"not enough time left to rewrite another page ({left} ms)")
        return self._rewriter.rewrite(sentences)


def desk_for(context: LambdaContext) -> Desk:
    known = desk()
    return replace(known, rewriter=known.rewriter and WhileTimeLasts(known.rewriter, context))


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False, capture_error=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> Mapping[str, object]:
    if is_sqs(event):
        return process_partial_response(event, take_message, batch, context)
    outcomes = take_event(event, context)
    return {"pages": outcomes} if replay_of(event) is None else counted(outcomes)


def take_message(record: SQSRecord, lambda_context: LambdaContext) -> None:
    logger.append_keys(message_id=record.message_id)  # in what the batch logs of a failure too
    take_event(message_event(record.body), lambda_context)


def take_event(event: Mapping[str, Any], context: LambdaContext) -> list[dict[str, object]]:
    return take(page_refs(event), context, replay_of(event))


def counted(outcomes: Sequence[Mapping[str, object]]) -> dict[str, object]:
    """Step Functions takes no answer of more than 256 KB: the log has what became of each page."""
    return {"pages": len(outcomes), "discarded": sum("discarded" in each for each in outcomes)}


def take(
    refs: Sequence[PageRef], context: LambdaContext, replay: Replay | None = None
) -> list[dict[str, object]]:
    """What became of each page. Raises the last failure, after every page had its turn."""
    outcomes: list[dict[str, object]] = []
    failure: PagebriefError | None = None
    for ref in refs:
        try:
            for outcome in take_file(ref, context, replay):
                if outcome.failure is None:
                    outcomes.append(report(outcome))
                else:
                    failure = report_failure(outcome.uri, outcome.failure)
        except PagebriefError as error:
            failure = error
    if failure:
        raise failure from None
    return outcomes


@tracer.capture_method(capture_response=False, capture_error=False)
def take_file(ref: PageRef, context: LambdaContext, replay: Replay | None = None) -> Iterator[Outcome]:
    """What became of each page of a file. Raises what kept it from being read, in words of ours."""
    try:
        yield from outcomes_of(ref, context, replay)
    except Exception as error:  # noqa: BLE001 # a file that finds a bug of ours shall not take others with it
        raise report_failure(ref.uri, error) from None


def outcomes_of(ref: PageRef, context: LambdaContext, replay: Replay | None) -> Iterator[Outcome]:
    """Raises TransientError where a page would be begun that could be cut off."""
    outcomes = process_file(ref, replace(desk_for(context), replay=replay))
    while True:
        left = context.get_remaining_time_in_millis()
        if left < LEAST_TIME:
            raise TransientError(f"not enough time left for another page ({left} ms): it comes again")
        if (outcome := next(outcomes, None)) is None:
            return
        yield outcome


def report(outcome: Outcome) -> dict[str, object]:
    line: dict[str, object] = {"page": outcome.uri}
    if outcome.discarded:
        line |= {"discarded": outcome.discarded.reason.value, "record": outcome.record}
        logger.warning("page discarded", extra=line)
        count(SERVICE, "PagesDiscarded", outcome.discarded.reason.value)
        return line | {"detail": outcome.discarded.detail}  # it quotes the page, so no log has it
    line["waiting"] = list(outcome.waiting)
    if outcome.outdated:
        line["outdated"] = True
    if outcome.not_rewritten:
        line["not_rewritten"] = outcome.not_rewritten
        count(SERVICE, "PagesNotRewritten", "failed")
    for each in outcome.undecided:
        extra = {"page": outcome.uri, "watch": each.watch, "term": each.term, "seconds": each.seconds}
        logger.warning("expression took too long", extra=extra)
        count(SERVICE, "ExpressionsTooSlow", each.watch)
    said = "page saved" if outcome.new else "page saved before"
    (logger.warning if outcome.not_rewritten else logger.info)(said, extra=line)
    metrics.add_metric("PagesSaved" if outcome.new else "PagesSavedBefore", MetricUnit.Count, 1)
    return line


def report_watches(error: WatchesError) -> None:
    """watches.yaml is broken: the last good one stays in force until it is mended."""
    logger.error("watches.yaml is broken", extra={"problems": list(error.problems)})
    count(SERVICE, "WatchesBroken", "mistakes in the file")


def report_failure(uri: str, error: Exception) -> PagebriefError:
    """What may be raised of it."""
    kind = type(error).__name__
    said = "page failed" if isinstance(error, PagebriefError) else "page failed unexpectedly"
    logger.error(said, extra={"page": uri, "error": kind} | facts_of(error))
    count(SERVICE, "PagesFailed", kind)
    return spoken(error)


# At start-up rather than at the first event: SnapStart's snapshot then holds the model, and wrong
# settings are seen at once. Tests import this module without an environment.
if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    desk()
