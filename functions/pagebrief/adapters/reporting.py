"""What the functions say of themselves: metrics by reason, and the facts of an error for their logs."""

from aws_lambda_powertools import single_metric
from aws_lambda_powertools.metrics import MetricUnit

from pagebrief.errors import PagebriefError, TransientError

NAMESPACE = "Pagebrief"
"""Of all metrics."""


def count(service: str, name: str, reason: str) -> None:
    """A metric by reason: such a dimension would stick to every other metric of the invocation."""
    with single_metric(name, MetricUnit.Count, 1, namespace=NAMESPACE) as metric:
        metric.add_dimension("service", service)
        metric.add_dimension("reason", reason)


def facts_of(error: PagebriefError) -> dict[str, object]:
    """What a person needs who reads of it: an error of ours says what to do."""
    facts: dict[str, object] = {"reason": str(error), "notes": getattr(error, "__notes__", [])}
    if isinstance(error, TransientError) and error.retry_after is not None:
        facts["retry_after"] = error.retry_after
    return facts
