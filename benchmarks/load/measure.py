"""A run as the numbers that docs/load.md shows and the model takes: of a page, of an alert, of a digest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from benchmarks.load.account import Account
from benchmarks.load.house import FUNCTIONS
from benchmarks.load.mix import SLACK_CHANNELS, Fate
from benchmarks.load.run import Taken
from benchmarks.load.runtime import Call

_TENTHS = 10
SETTLED, _ENOUGH = 3_000, 1_000
"""Pages of a process after which its caches are nearly full, and how many more tell how fast it grows."""
LIFE = 12 * 3_600
"""Seconds. Lambda replaces execution environments «every few hours», also those that are never idle:
https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html"""


def results(taken: Taken, account: Account, pages: int) -> dict[str, Any]:
    fates = Counter(account.fates.values())
    alerts = fates[Fate.AT_ONCE]
    digests = sum(account.messages.values()) - alerts
    before, after = taken.counted
    alert = _work(taken.alerts, alerts) | _asked("DeliveryFunction", before, {}, alerts)
    return {
        "pages": pages,
        "workers": len(taken.pages),
        "seconds": taken.seconds,
        "fates": {str(fate): fates[fate] for fate in Fate},
        "problems": account.problems[:20],
        "discarded": account.discarded,
        "why": account.why,
        "messages": account.messages,
        "again": {"pages": taken.again, "messages that say so": account.again},
        "failed": {name: taken.failed[name] for name in FUNCTIONS},
        "too_many": taken.too_many,
        "throttled": after["throttled"],
        "requests": sum(after["calls"].values()),
        "start": taken.start_cpu,
        "page": _work([each for one in taken.pages for each in one], pages)
        | _asked("PageFunction", after, {}, pages),
        "alert": alert
        | {"first_and_last": _first_and_last(taken.alerts), "told_units": _told_units(alert["read"], alerts)},
        "digest": _work(taken.digests, digests)
        | _asked("DeliveryFunction", after, before, digests)
        | {"pages": (fates[Fate.DIGEST] + fates[Fate.JOINED]) / max(1, digests)},
        "sweep": _work(taken.sweeps, len(taken.sweeps)),
        "memory": [memory(one) for one in taken.pages],
        "memory_of_delivery": memory([*taken.alerts, *taken.digests]),
        "log_bytes": taken.log_bytes / pages,
    }


def memory(calls: Sequence[Call]) -> dict[str, Any]:
    """MB of a process: the ``most``, and the mean of each tenth of its calls.

    ``slope``: by how much it grows for 1,000 records once its caches are full, by least squares; None where
    it saw too few.
    """
    resident = np.array([each.resident for each in calls])
    seen = np.cumsum([each.records for each in calls])
    late = seen > SETTLED
    judged = late.any() and seen[-1] >= SETTLED + _ENOUGH
    return {
        "most": max((each.resident for each in calls), default=0.0),
        "tenths": [float(part.mean()) for part in np.array_split(resident, _TENTHS) if part.size],
        "slope": float(np.polyfit(seen[late], resident[late], 1)[0] * 1000) if judged else None,
    }


def when_replaced(found: Mapping[str, Any], cpu: float) -> float | None:
    """MB of a process that grows on until Lambda replaces it, after ``LIFE`` of work, ``cpu`` seconds a page.

    ``found`` is what ``memory`` found. None where it saw too few pages.
    """
    if found["slope"] is None:
        return None
    return float(found["most"] + max(0.0, found["slope"]) * LIFE / cpu / 1000)


def _work(calls: Sequence[Call], units: int) -> dict[str, Any]:
    """``cpu`` and ``wall`` of a unit, in seconds, all attempts at it included."""
    return {
        "calls": len(calls),
        "units": units,
        "cpu": sum(each.cpu for each in calls) / max(1, units),
        "wall": sum(each.wall for each in calls) / max(1, units),
    }


def _asked(function: str, after: Mapping[str, Any], before: Mapping[str, Any], units: int) -> dict[str, Any]:
    """What the function asked of AWS for a unit, by operation, and the capacity of the table that it took."""

    def each(now: float, then: float) -> float:
        return (now - then) / max(1, units)

    then = before.get("calls", {})
    asked = {
        name.removeprefix(f"{function} "): each(count, then.get(name, 0))
        for name, count in after["calls"].items()
        if name.startswith(function)
    }
    return {
        "asked": asked,
        **{
            kind: each(after[kind].get(function, 0), before.get(kind, {}).get(function, 0))
            for kind in ("read", "written")
        },
    }


def _told_units(read: float, alerts: int) -> float:
    """Read units of a row that was told: an alert reads its own, and on average half of its channel's."""
    return max(0.0, read - 1) / max(1.0, alerts / SLACK_CHANNELS / 2)


def _first_and_last(calls: Sequence[Call]) -> list[float]:
    """CPU seconds of a call, the mean of the first tenth of them and of the last."""
    if len(calls) < _TENTHS:
        return []
    parts = np.array_split(np.array([each.cpu for each in calls]), _TENTHS)
    return [float(parts[0].mean()), float(parts[-1].mean())]
