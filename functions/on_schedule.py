"""Lambda: every five minutes → what is due is put on the queue of deliveries.

It sends nothing itself: so digests and alerts of a channel are told one at a time, in one order.
"""

import os
import warnings
from collections.abc import Mapping
from functools import cache
from typing import Any

from aws_lambda_powertools import Metrics, Tracer
from aws_lambda_powertools.metrics import MetricUnit
from aws_lambda_powertools.utilities.typing import LambdaContext

from pagebrief.adapters.reporting import NAMESPACE, facts_of, logger_of, spoken
from pagebrief.bootstrap_sweep import sweep_desk
from pagebrief.errors import WatchesError
from pagebrief.sweeping import SweepDesk, sweep

SERVICE = "on_schedule"
logger, metrics, tracer = logger_of(SERVICE), Metrics(SERVICE, NAMESPACE), Tracer(SERVICE)
warnings.filterwarnings("ignore", "No application metrics to publish")


@cache
def desk() -> SweepDesk:
    return sweep_desk(os.environ, report_watches)


@logger.inject_lambda_context(clear_state=True)
@tracer.capture_lambda_handler(capture_response=False, capture_error=False)
@metrics.log_metrics(capture_cold_start_metric=True)
def handler(event: dict[str, Any], context: LambdaContext) -> Mapping[str, object]:
    """Whatever the event says, all that is due is asked for."""
    try:
        return {"asked": ask()}
    except Exception as error:  # noqa: BLE001 # what it says is not for Lambda's log
        kind = type(error).__name__
        logger.error("not all was asked for", extra={"error": kind} | facts_of(error))  # noqa: TRY400 # nor ours
        raise spoken(error) from None


def ask() -> list[dict[str, str]]:
    asked = []
    for each in sweep(desk()):
        asked.append({"channel": each.channel, "delivery": each.id})
        logger.info("delivery asked for", extra=asked[-1])
    metrics.add_metric("DeliveriesAskedFor", MetricUnit.Count, len(asked))
    return asked


def report_watches(error: WatchesError) -> None:
    """on_page counts it; here it is only said."""
    logger.error("watches.yaml is broken", extra={"problems": list(error.problems)})


# At start-up rather than at the first event: wrong settings are seen at once. Tests import this module
# without an environment.
if "AWS_LAMBDA_FUNCTION_NAME" in os.environ:
    desk()
