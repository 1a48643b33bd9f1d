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
FLAT = 1.0
"""MB for 1,000 pages. At this slope a process of on_page would fill its 1,769 MB in a million and a half
pages, which are a day and a half without a pause."""
_LAST = 3
SETTLED = 3_000
"""Pages of a process after which its caches are full. One that saw fewer says nothing of leaks."""


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
    """MB of a process: the mean of each tenth of its calls, and how much it grew in the last third of them.

    ``slope`` is for 1,000 ``records``, by least squares.
    """
    resident = np.array([each.resident for each in calls])
    seen = np.cumsum([each.records for each in calls])
    tenths = [float(part.mean()) for part in np.array_split(resident, _TENTHS) if part.size]
    last = slice(-max(2, len(calls) // _LAST), None)
    slope = float(np.polyfit(seen[last], resident[last], 1)[0] * 1000) if len(calls) > 1 else 0.0
    return {"tenths": tenths, "slope": slope, "records": int(seen[-1]) if len(calls) else 0}


def is_flat(memory: Mapping[str, Any]) -> bool | None:
    """None where that can't be told: the process saw too few pages."""
    return memory["slope"] <= FLAT if memory["records"] >= SETTLED else None


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
