"""The stack, its schedule, and what is left in its dead-letter queues."""

from collections.abc import Iterator
from datetime import timedelta

from pagebrief.deployment import Queue, Resource, Schedule, Stack
from pagebrief.doctor.findings import Finding, ok, problem, warning

NEEDED = ("PageBucketName", "PageQueueUrl", "DeliveryQueueUrl", "StateBucketName")
"""Outputs that every other check starts from."""
_RUNS_BUT = {
    "UPDATE_ROLLBACK_COMPLETE": "the last update failed, and the version before it runs",
    "UPDATE_FAILED": "the last update failed half-way",
}
_AGAIN = "See the stack's events in the CloudFormation console, mend what they name, and `make deploy` again."
_DEPLOY = "Deploy this version: `make deploy`."


def check_stack(stack: Stack | None, name: str) -> Finding:
    check = f"stack {name}"
    if stack is None:
        return problem(
            check,
            "there is none of that name in this account and region",
            "Name another stack or region (AWS_DEFAULT_REGION), or deploy it: `make deploy`.",
        )
    lacking = [output for output in NEEDED if not stack.outputs.get(output)]
    if stack.status.endswith("_IN_PROGRESS"):
        return warning(check, f"is being changed ({stack.status})", "Ask again once it is done.")
    if stack.status in _RUNS_BUT:
        return warning(check, f"{_RUNS_BUT[stack.status]} ({stack.status})", _AGAIN)
    if stack.status not in {"CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE"}:
        return problem(check, f"does not stand ({stack.status})", _AGAIN)
    if lacking:
        return problem(check, f"has no output {', '.join(lacking)}: no Pagebrief, or an old one", _DEPLOY)
    return ok(check, f"stands ({stack.status})")


def check_schedule(
    resource: Resource | None, schedule: Schedule | None, function: Resource | None
) -> Finding:
    """Whether EventBridge Scheduler calls on_schedule."""
    check = "schedule"
    if resource is None or function is None:
        return problem(check, "the stack has none: digests are never due, and nothing sweeps up", _DEPLOY)
    if schedule is None:
        return problem(
            check,
            f"{resource.id} is gone: digests are never due",
            "Somebody deleted it. Deploy with a changed ScheduleExpression, or make it anew by hand.",
        )
    if not schedule.enabled:
        return problem(
            check, f"{resource.id} is switched off", "Enable it in the EventBridge Scheduler console."
        )
    called = schedule.target.partition(":function:")[2].partition(":")[0]
    if called != function.id:
        return problem(
            check,
            f"{resource.id} calls {schedule.target}, not {function.id}",
            f"Set its target back to {function.id}, or deploy anew: `make deploy`.",
        )
    return ok(check, f"{resource.id} calls {function.id}: {schedule.expression}")


def dead_letter_queues(stack: Stack) -> Iterator[Resource]:
    for resource in stack.resources:
        if resource.type == "AWS::SQS::Queue" and resource.name.endswith("DeadLetterQueue"):
            yield resource


def check_dead_letters(resource: Resource, queue: Queue | None, oldest: timedelta | None) -> Finding:
    check = f"dead letters of {_STAGES.get(resource.name, resource.name)}"
    if queue is None:
        return problem(check, f"the queue {resource.id} is gone", _DEPLOY)
    if not queue.messages:
        return ok(check, "none")
    count = "1 waits" if queue.messages == 1 else f"{queue.messages} wait"
    since = f", the oldest for {_told(oldest)}" if oldest else ""
    return problem(check, f"{count}{since}; after 14 days they are deleted", _what_to_do(resource, queue))


_STAGES = {
    "PageDeadLetterQueue": "pages",
    "DeliveryDeadLetterQueue": "deliveries",
    "ScheduleDeadLetterQueue": "the schedule",
}


def _what_to_do(resource: Resource, queue: Queue) -> str:
    if resource.name == "ScheduleDeadLetterQueue":
        return (
            "See in its log why on_schedule could not be called. The next call does the work of those, so "
            f"throw them away: `aws sqs purge-queue --queue-url {queue.url}`."
        )
    return (
        "Mend the cause, which the function's log names, then start the redrive: "
        f"`aws sqs start-message-move-task --source-arn {queue.arn}`."
    )


def _told(age: timedelta) -> str:
    """The largest unit alone: nobody acts differently after 3 hours and 12 minutes."""
    minutes = int(age.total_seconds() // 60)
    for size, unit in ((1440, "day"), (60, "hour")):
        if minutes >= size:
            number = minutes // size
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return f"{minutes} minute{'' if minutes == 1 else 's'}" if minutes else "less than a minute"
