"""One run: pages are dropped while the functions work them off, then what waits for digests comes due."""

import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from threading import Event
from typing import Any

from botocore.exceptions import ClientError  # type: ignore[import-untyped] # botocore ships no types
from tools.deployment import Stage

from benchmarks.load.aws import counted
from benchmarks.load.house import House
from benchmarks.load.mix import Page, event_of
from benchmarks.load.runtime import Built, Call, FunctionError, Sandbox
from benchmarks.load.state import State

_WAITING = 40
"""Messages that may wait before more pages are dropped: what stands for AWS searches all of them."""
_LATER = 25
"""Pages after which an object is put once more."""
_TOO_MANY = 0.05
"""Of Slack's answers, beside those to messages that come within a second."""
_SWEEPS_IN_VAIN = 3
_LONGEST_WAIT = 15
"""Seconds until a delivery comes again: an eighth of a lease, so that ten attempts outlast it."""


@dataclass
class Taken:
    """``alerts`` and ``digests``: the calls of DeliveryFunction before digests were due and from then on.

    ``pages``: the calls of each process of PageFunction. ``failed``: records that came again, and sweeps.
    ``counted``: what was asked of AWS, at the start of the digests and at the end. ``log_bytes``: what the
    functions said.
    """

    pages: list[list[Call]] = field(default_factory=list)
    alerts: list[Call] = field(default_factory=list)
    digests: list[Call] = field(default_factory=list)
    sweeps: list[Call] = field(default_factory=list)
    start_cpu: dict[str, float] = field(default_factory=dict)
    counted: list[Mapping[str, Any]] = field(default_factory=list)
    again: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    too_many: int = 0
    seconds: float = 0.0
    log_bytes: int = 0


def run(pages: Sequence[Page], house: House, workers: int, logs: Path) -> Taken:
    taken, dropped, ended = Taken(), Event(), Event()
    with ExitStack() as stack:
        sandboxes = [
            stack.enter_context(_started(house.functions["PageFunction"], logs, n)) for n in range(workers)
        ]
        delivery = stack.enter_context(_started(house.functions["DeliveryFunction"], logs))
        schedule = stack.enter_context(_started(house.functions["ScheduleFunction"], logs))
        threads = stack.enter_context(ThreadPoolExecutor())
        stack.callback(ended.set)
        stack.callback(dropped.set)
        began = time.monotonic()
        working = [threads.submit(_work_off_pages, house, each, dropped, taken) for each in sandboxes]
        telling = threads.submit(_deliver, house, delivery, ended, taken)
        _drop(pages, house, taken, working)
        dropped.set()
        for each in working:
            each.result()
        taken.seconds = time.monotonic() - began
        _settled(house, telling)
        taken.counted.append(counted(house.aws_url))
        alerts = len(delivery.calls)
        _sweep(house, schedule, telling, taken)
        ended.set()
        telling.result()
        taken.counted.append(counted(house.aws_url))
        every = (*sandboxes, delivery, schedule)
        taken.start_cpu = {each.function.name: each.start_cpu for each in every}
        taken.log_bytes = sum(len(each.said().encode()) for each in every)
    taken.pages = [each.calls for each in sandboxes]
    taken.alerts, taken.digests = delivery.calls[:alerts], delivery.calls[alerts:]
    taken.sweeps = schedule.calls
    return taken


@contextmanager
def _started(function: Built, logs: Path, number: int = 0) -> Iterator[Sandbox]:
    with Sandbox(function, logs / f"{function.name}-{number}.log") as sandbox:
        yield sandbox


def _drop(pages: Sequence[Page], house: House, taken: Taken, working: Sequence[Future[None]]) -> None:
    later: deque[Page] = deque()
    for number, page in enumerate(pages):
        _announce(page, house)
        if page.twice:
            taken.again += 1
            later.append(page)
        if later and later[0].number <= number - _LATER:
            _announce_again(later.popleft(), house)
        if number % 10 == 0:
            _wait(lambda: house.deployment.pages.waiting() < _WAITING, working)
    for page in later:
        _announce_again(page, house)


def _announce(page: Page, house: House) -> None:
    if page.body is not None:
        _put(page, house)
        if page.twice == "event":
            house.deployment.pages.send(event_of(page, house.deployment.outputs["PageBucketName"]))
    else:
        house.deployment.pages.send(page.event or event_of(page, house.deployment.outputs["PageBucketName"]))


def _announce_again(page: Page, house: House) -> None:
    if page.twice == "put":
        _put(page, house)


def _put(page: Page, house: House) -> None:
    house.deployment.client("s3").put_object(
        Bucket=house.deployment.outputs["PageBucketName"],
        Key=page.key,
        Body=page.body,
        Metadata={"url": page.url},
    )


def _work_off_pages(house: House, call: Sandbox, dropped: Event, taken: Taken) -> None:
    """What fails comes again at once: the queue's visibility timeout is skipped, its count isn't."""
    stage = house.deployment.pages
    while not (dropped.is_set() and not stage.waiting()):
        failed = _deliver_batch(stage, call)
        taken.failed["PageFunction"] += len(failed)
        stage.let_time_pass(failed)


def _deliver(house: House, call: Sandbox, ended: Event, taken: Taken) -> None:
    """What fails comes again when the function asked for it, and after 15 s at the latest."""
    random, stage = Random(7), house.deployment.deliveries  # noqa: S311 - no secret
    late: deque[tuple[float, dict[str, Any]]] = deque()

    def ask(event: Mapping[str, Any]) -> Any:
        if "slack:" in event["Records"][0]["body"] and random.random() < _TOO_MANY:
            house.slack.answer_next(429, {"Retry-After": "1"}, '{"ok": false, "error": "ratelimited"}')
            taken.too_many += 1
        return call(event)

    while not ended.is_set():
        while late and late[0][0] < time.monotonic():
            _hurry(stage, late.popleft()[1])
        failed = _deliver_batch(stage, ask)
        taken.failed["DeliveryFunction"] += len(failed)
        late.extend((time.monotonic() + _LONGEST_WAIT, record) for record in failed)


def _hurry(stage: Stage, record: dict[str, Any]) -> None:
    with suppress(ClientError):  # it came again before, and was told
        stage.let_time_pass([record])


def _deliver_batch(stage: Stage, call: Callable[[Mapping[str, Any]], Any]) -> list[dict[str, Any]]:
    """The records that failed: all, if the function did. Waits a little where there are none."""
    event = stage.take_batch()
    if not event["Records"]:
        time.sleep(0.2)
        return []
    try:
        return stage.deliver(event, lambda _, batch: call(batch))
    except FunctionError:
        return list(event["Records"])


def _settled(house: House, telling: Future[None]) -> None:
    _wait(lambda: not house.deployment.deliveries.waiting(), [telling])


def _sweep(house: House, schedule: Sandbox, telling: Future[None], taken: Taken) -> None:
    """As often as it takes: one sweep asks each channel for one digest. The next one does what one didn't."""
    state = State(house.deployment)
    state.let_come_due()
    vain, waiting = 0, state.waiting()
    while waiting and vain < _SWEEPS_IN_VAIN:
        try:
            schedule({})
        except FunctionError:
            taken.failed["ScheduleFunction"] += 1
        _settled(house, telling)
        before, waiting = waiting, state.waiting()
        vain = vain + 1 if waiting == before else 0


def _wait(until: Callable[[], bool], working: Sequence[Future[None]]) -> None:
    """Raises what those raise that work on it: nobody else would ever do it."""
    while not until():
        for each in working:
            if each.done():
                each.result()
                raise RuntimeError("who is to do the work has stopped")
        time.sleep(0.1)
