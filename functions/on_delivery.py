"""Lambda: a page waits for a channel → it is told, once, in the channel's order.

Takes a batch of messages from the FIFO queue of deliveries, whose groups are the channels. What fails comes
again together with what stands behind it in its group, after the time that the other side asked for, or one
that grows.
"""

import os
import warnings
from collections.abc import Mapping
from functools import cache
from math import ceil
from typing import Any, cast

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.utilities.batch import SqsFifoPartialProcessor, process_partial_response
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from pagebrief.adapters.reporting import NAMESPACE, count, facts_of, logger_of, spoken
from pagebrief.adapters.sqs_queue import SqsDeliveryQueue, read_message
from pagebrief.bootstrap_delivery import delivery_desk
from pagebrief.delivering import Delivered, DeliveryDesk, Ending
from pagebrief.digesting import deliver, is_digest
from pagebrief.errors import PagebriefError, PermanentError, TransientError

SERVICE = "on_delivery"
logger, metrics, tracer = logger_of(SERVICE), Metrics(SERVICE, NAMESPACE), Tracer(SERVICE)
warnings.filterwarnings("ignore", "No application metrics to publish")
batch = SqsFifoPartialProcessor(
    skip_group_on_error=True,
    logger=logger,  # type: ignore[arg-type] # Powertools' own logger, which its annotation leaves out
)
# A batch in which every message fails is still a batch with a partial response, not an error of the function.
batch.raise_on_entire_batch_failure = False
# A delivery begun with less than this left could be cut off between sending and noting that it was sent.
LEAST_TIME = 30_000  # milliseconds
FIRST_PAUSE, LONGEST_PAUSE = 15, 900  # seconds


@cache
def desk_and_queue() -> tuple[DeliveryDesk, SqsDeliveryQueue]:
    return delivery_desk(os.environ)


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False, capture_error=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> Mapping[str, object]:
    answer = process_partial_response(event, deliver_message, batch, context)
    put_back()
    return answer


@tracer.capture_method(capture_response=False, capture_error=False)
def deliver_message(record: SQSRecord, lambda_context: LambdaContext) -> None:
    logger.append_keys(message_id=record.message_id)  # in what the batch logs of a failure too
    left = lambda_context.get_remaining_time_in_millis()
    if left < LEAST_TIME:
        raise TransientError(f"not enough time left for another delivery ({left} ms)", retry_after=0)
    desk, _ = desk_and_queue()
    try:
        report(deliver(*read_message(record.body), desk))
    except Exception as error:  # noqa: BLE001 # whatever it is, it comes again
        report_failure(record, error)
        raise spoken(error) from None


def put_back() -> None:
    """Say when what failed is to come again: a whole group at once, or its later messages would block it."""
    pauses: dict[str | None, int] = {}
    _, queue = desk_and_queue()
    failed = cast(list[SQSRecord], batch.fail_messages)  # it knows other sources, too
    for record, (_, error, _) in zip(failed, batch.exceptions, strict=True):
        seconds = pauses.setdefault(record.attributes.message_group_id, pause(record, error))
        try:
            queue.delay(record.receipt_handle, seconds)
        except PagebriefError as failure:  # it comes again after the queue's own time
            logger.warning("delivery not put back", extra={"reason": str(failure)})


def pause(record: SQSRecord, error: BaseException | None) -> int:
    """Seconds until a message comes again: as the other side asked, or twice as long each time.

    What will be refused again is soon out of the way of what stands behind it.
    """
    if isinstance(error, TransientError) and error.retry_after is not None:
        return ceil(error.retry_after)
    if isinstance(error, PermanentError):
        return FIRST_PAUSE
    received = int(record.attributes.approximate_receive_count)
    return min(FIRST_PAUSE << min(received - 1, 9), LONGEST_PAUSE)


def report(delivered: Delivered) -> None:
    line = {"channel": delivered.channel, "item": delivered.item, "page": delivered.page}
    what = "digest" if is_digest(delivered.item) else "page"
    if delivered.why:
        line["why"] = delivered.why
    doubtful = delivered.ending in {Ending.TOLD_AGAIN, Ending.HELD}
    (logger.warning if doubtful else logger.info)(f"{what} {delivered.ending}", extra=line)
    count(SERVICE, "Deliveries", delivered.ending)
    if delivered.not_kept:
        logger.error(
            "told without a link: its page was not kept", extra=line | {"reason": delivered.not_kept}
        )
        count(SERVICE, "NotKept", delivered.ending)


def report_failure(record: SQSRecord, error: Exception) -> None:
    kind = type(error).__name__
    logger.error("delivery failed", extra={"delivery": record.body, "error": kind} | facts_of(error))
    count(SERVICE, "DeliveriesFailed", kind)


# At start-up rather than at the first event: wrong settings are seen at once. Tests import this module
# without an environment.
if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    desk_and_queue()
