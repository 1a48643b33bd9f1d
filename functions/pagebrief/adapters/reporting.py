"""What the functions say of themselves: metrics by reason, and the facts of an error for their logs.

Nothing that a page says is in it. Errors of ours quote none (errors.py); what any other error says may, so
of those the kind and the places in the code are told, and nothing else leaves the function.
"""

import json
import os
import traceback
from functools import partial

from aws_lambda_powertools import Logger
from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from pagebrief.errors import PagebriefError, TransientError, UnexpectedError

NAMESPACE = os.environ.get("POWERTOOLS_METRICS_NAMESPACE") or "Pagebrief"
"""Of all metrics. The template names the stack in it: two in one account shall not be counted together."""


def logger_of(service: str) -> Logger:
    """In ASCII: whatever a key holds, a record is one line to all, and half a surrogate pair no error."""
    return Logger(service, json_serializer=partial(json.dumps, default=str))


def count(service: str, name: str, reason: str) -> None:
    """One more for that reason, and one more in all, for an alarm can't know every reason.

    A set of metrics of its own: the reason would stick to every other metric of the invocation.
    """
    metrics = EphemeralMetrics(service=service, namespace=NAMESPACE)
    metrics.add_metric(name, MetricUnit.Count, 1)
    metrics.add_dimensions(service=service, reason=reason)
    metrics.flush_metrics()


def facts_of(error: Exception) -> dict[str, object]:
    """What a person needs who reads of it: an error of ours says what to do, of any other the place helps."""
    if not isinstance(error, PagebriefError):
        return {"exception": places(error)}
    facts: dict[str, object] = {"reason": str(error), "notes": getattr(error, "__notes__", [])}
    if isinstance(error, TransientError) and error.retry_after is not None:
        facts["retry_after"] = error.retry_after
    return facts


def places(error: BaseException) -> str:
    """The traceback of an error and of those that led to it, the first one first, without what they say."""
    found: list[str] = []
    next_one: BaseException | None = error
    while next_one is not None:
        found.append("".join(traceback.format_tb(next_one.__traceback__)) + type(next_one).__name__)
        next_one = next_one.__cause__ or next_one.__context__
    return "\n".join(reversed(found))


def spoken(error: Exception) -> PagebriefError:
    """What may be raised to those who log and trace it: ``raise spoken(error) from None``."""
    return error if isinstance(error, PagebriefError) else UnexpectedError(type(error).__name__)
