"""on_schedule's desk, from its environment: the one place that chooses its adapters."""

from collections.abc import Callable, Mapping

from pagebrief.adapters.s3_watches import S3Watches
from pagebrief.bootstrap import SystemClock
from pagebrief.bootstrap_aws import client, queue_of, store_of
from pagebrief.errors import WatchesError
from pagebrief.settings import Settings
from pagebrief.sweeping import SweepDesk
from pagebrief.watchers import Watchers


def sweep_desk(environment: Mapping[str, str], complain: Callable[[WatchesError], None]) -> SweepDesk:
    """All that ``on_schedule`` needs. Raises SettingsError."""
    settings, clock = Settings.from_environment(environment), SystemClock()
    file = S3Watches(client("s3"), settings.state_bucket)
    watchers = Watchers(file, clock, lambda watches: watches, complain)
    return SweepDesk(store_of(settings), queue_of(settings), clock, watchers)
