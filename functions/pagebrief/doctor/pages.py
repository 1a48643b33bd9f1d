"""How pages reach the page queue: from the bucket itself, or by EventBridge from an existing one."""

import json
from collections.abc import Iterator

from pagebrief.deployment import BucketNotices, Queue, Rule
from pagebrief.doctor.findings import Finding, ok, problem, warning
from pagebrief.doctor.policy import Sender, lets_send

_NOTICE = "notification"
_POLICY = "queue policy"
_DEPLOY = "Deploy anew: `make deploy`. If the template didn't change, set it back by hand."
_CREATED = {"s3:ObjectCreated:*", "s3:*"}
_WAYS = {"s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy"} | {
    "s3:ObjectCreated:CompleteMultipartUpload"
}


def check_notification(bucket: str, notices: BucketNotices | None, queue: Queue) -> Finding:
    """That a bucket of the stack's own tells the page queue of whatever arrives."""
    if notices is None:
        return _no_bucket(bucket)
    ours = [notice for notice in notices.to_queues if notice.queue_arn == queue.arn]
    events = {event for notice in ours for event in notice.events}
    if not ours:
        return problem(_NOTICE, f"the bucket {bucket} does not tell {queue.name} of new pages", _DEPLOY)
    if not (events & _CREATED or events >= _WAYS):
        told = ", ".join(sorted(events))
        return problem(_NOTICE, f"the bucket {bucket} tells {queue.name} of {told} alone", _DEPLOY)
    narrow = sorted({each for notice in ours for each in notice.filters})
    if narrow and not any(not notice.filters for notice in ours):
        return warning(
            _NOTICE,
            f"the bucket {bucket} tells of keys with {' and '.join(narrow)} alone",
            "If that is not what you want, remove the filter from the bucket's notification.",
        )
    return ok(_NOTICE, f"the bucket {bucket} tells {queue.name} of new pages")


def check_event_bridge(bucket: str, notices: BucketNotices | None) -> Finding:
    """That a bucket which was there before tells EventBridge."""
    if notices is None:
        return _no_bucket(bucket)
    if notices.to_event_bridge:
        return ok(_NOTICE, f"the bucket {bucket} tells EventBridge of new pages")
    return problem(
        _NOTICE,
        f"the bucket {bucket} tells EventBridge nothing",
        "Switch Amazon EventBridge on under its properties, event notifications.",
    )


def check_rule(bucket: str, rule: Rule | None, queue: Queue) -> Finding:
    """That EventBridge hands on what that bucket tells."""
    check = "rule"
    if rule is None:
        return problem(check, "there is none that hands on what the bucket tells", _DEPLOY)
    name = rule.arn.rpartition("/")[2]
    if not rule.enabled:
        return problem(check, f"{name} is switched off", f"`aws events enable-rule --name {name}`")
    if queue.arn not in rule.targets:
        return problem(check, f"{name} does not hand on to {queue.name}", _DEPLOY)
    if bucket not in _buckets(rule.pattern):
        return problem(check, f"{name} does not listen to the bucket {bucket}", _DEPLOY)
    return ok(check, f"{name} hands on what {bucket} tells")


def check_policy(queue: Queue, sender: Sender) -> Finding:
    """That the queue takes what S3 or EventBridge sends."""
    who = {"s3.amazonaws.com": "S3", "events.amazonaws.com": "EventBridge"}[sender.service]
    match lets_send(queue.policy, queue.arn, sender):
        case True:
            return ok(_POLICY, f"{queue.name} takes what {who} sends")
        case False:
            return problem(
                _POLICY,
                f"{queue.name} takes nothing that {who} sends for {sender.source_arn}",
                "Deploy anew (`make deploy`), or allow sqs:SendMessage to "
                f"{sender.service} for that aws:SourceArn in the queue's policy.",
            )
    return warning(
        _POLICY,
        f"whether {queue.name} takes what {who} sends depends on conditions that can't be judged from here",
        "Put a page into the bucket, and see whether it is told.",
    )


def _no_bucket(bucket: str) -> Finding:
    return problem(
        _NOTICE, f"there is no bucket {bucket}", "Make it, or deploy with another ExistingPageBucket."
    )


def _buckets(pattern: str) -> Iterator[str]:
    """The bucket names that an event pattern listens to."""
    try:
        names = json.loads(pattern)["detail"]["bucket"]["name"]
    except (ValueError, KeyError, TypeError):
        return
    yield from (name for name in names if isinstance(name, str))
