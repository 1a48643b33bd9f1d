"""What so many pages an hour need, and where a limit binds, from what a run has measured.

Every input is a number of the run, of the template, or a limit with its source (``limits.toml``).
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Any

from pagebrief.adapters.known_told import LATE
from pagebrief.digesting import IN_A_ROW
from pagebrief.ports import MOST_ITEMS
from pagebrief.sweeping import PERIOD

LIMITS = Path(__file__).with_name("limits.toml")
HOUR = 3600
KINDS = ("page", "alert", "digest")
_PROCESSOR = 1.769
"""Gigabytes for which Lambda gives one whole processor; for fewer, as much less of it."""


@dataclass(frozen=True)
class Need:
    """``where``: who sets the limit. ``limit`` 0: there is none."""

    what: str
    needed: float
    limit: float = 0
    where: str = ""


@dataclass(frozen=True)
class Load:
    """``results`` of a run; ``functions``: of the template, by kind of work, in gigabytes."""

    results: Mapping[str, Any]
    pages_an_hour: float
    gigabytes: Mapping[str, float]
    most_at_once: int

    def each_second(self) -> dict[str, float]:
        """Pages, and alerts and digests in the mix of the run, the digests as full as there."""
        pages, page = self.results["pages"], self.pages_an_hour / HOUR
        alerts = self.results["fates"]["told at once"] / pages
        digests = self.results["digest"]["units"] / pages
        return {"page": page, "alert": page * alerts, "digest": page * digests}

    def total(self, amount: str, operation: str = "") -> float:
        """Of what all that comes in a second takes: ``read``, ``written``, or ``asked`` of one operation."""
        each = {kind: self.results[kind][amount] for kind in KINDS}
        amounts = {kind: found.get(operation, 0.0) if operation else found for kind, found in each.items()}
        return float(sum(rate * amounts[kind] for kind, rate in self.each_second().items()))

    def at_once(self, kind: str) -> float:
        seconds = seconds_of(self.results[kind], self.gigabytes[kind])
        return concurrency(self.each_second()[kind], seconds)


def limits() -> dict[str, Any]:
    return tomllib.loads(LIMITS.read_text("utf-8"))


def concurrency(each_second: float, seconds: float) -> float:
    """How many are in work at once, by Little's law: arrivals a second times the seconds that each takes."""
    return each_second * seconds


def seconds_of(work: Mapping[str, Any], gigabytes: float) -> float:
    """How long a piece of work takes in Lambda: on its share of a processor, and until AWS has answered."""
    return float(work["cpu"] * _PROCESSOR / min(gigabytes, _PROCESSOR)) + waits(work["asked"], limits())


def waits(asked: Mapping[str, float], found: Mapping[str, Any]) -> float:
    """Seconds until AWS has answered all that is asked, one after the other; the secrets are kept."""
    services = ((name.partition(":")[0], count) for name, count in asked.items())
    return float(sum(count * found[service]["seconds"] for service, count in services if service in found))


def most_alerts(units: float) -> float:
    """Alerts a second to one channel at which reading what it was told takes all of a partition.

    An alert reads what the channel was told in the last L seconds, whatever its worker knows: at r a second,
    r·L rows of ``units`` read units each, r times a second. So r²·L·units is the partition's limit.
    """
    return sqrt(limits()["partition"]["read"] / (LATE.total_seconds() * units))


def digested(channels: int = 1) -> float:
    """Pages an hour that so many channels can be told in digests: so many in a row each sweep."""
    return channels * IN_A_ROW * MOST_ITEMS * HOUR / PERIOD.total_seconds()


def needs(load: Load) -> Iterator[Need]:
    yield Need("pages a second", load.each_second()["page"])
    yield from _processors(load)
    yield from _state(load)
    yield from _channels(load)


def _processors(load: Load) -> Iterator[Need]:
    found = limits()["concurrency"]
    page, told = load.at_once("page"), load.at_once("alert") + load.at_once("digest")
    yield Need("on_page at once", page, load.most_at_once, "MaximumConcurrency's default")
    yield Need("on_delivery at once", told, load.most_at_once, "MaximumConcurrency's default")
    yield Need("all functions at once", page + told, found["most"], found["where"])


def _state(load: Load) -> Iterator[Need]:
    found = limits()
    for kind in ("written", "read"):
        table = found["table"]
        yield Need(
            f"request units {kind} a second, of the table", load.total(kind), table[kind], table["where"]
        )
    for operation, kind in (("s3:PUT", "puts"), ("s3:GET", "gets")):
        asked = load.total("asked", operation)
        yield Need(f"S3 {kind} a second, in one prefix", asked, found["s3"][kind], found["s3"]["where"])


def _channels(load: Load) -> Iterator[Need]:
    found, each = limits(), load.each_second()
    slack, ses, partition = found["slack"], found["ses"], found["partition"]
    sqs = found["sqs"]
    yield Need("deliveries asked for a second", each["alert"] + each["digest"], sqs["fifo"], sqs["where"])
    yield Need(
        "alerts a second, were they to one Slack channel", each["alert"], slack["messages"], slack["where"]
    )
    most = most_alerts(load.results["alert"]["told_units"])
    yield Need("the same, reading what it was told just now", each["alert"], most, partition["where"])
    told = each["digest"] * load.results["digest"]["pages"] * HOUR
    yield Need(
        "pages an hour in digests, were they to one list by email",
        told,
        digested(),
        "10 times 49 pages in 5 minutes",
    )
    yield Need("digests a second, were all by email", each["digest"], ses["sandbox"], ses["where"])
