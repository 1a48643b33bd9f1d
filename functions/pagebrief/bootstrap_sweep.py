"""on_schedule's desk, from its environment: the one place that chooses its adapters."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pagebrief.adapters.s3_watches import S3Watches
from pagebrief.bootstrap import SystemClock
from pagebrief.bootstrap_aws import client, queue_of, store_of
from pagebrief.errors import WatchesError
from pagebrief.settings import Settings
from pagebrief.sweeping import SweepDesk
from pagebrief.watchers import Watchers


class NoEncoder:
    """Topics are not compared here, so that the function does without the model."""

    languages: frozenset[str] = frozenset()

    def encode(self, sentences: Sequence[str]) -> NDArray[np.float32]:
        return np.zeros((len(sentences), 1), np.float32)


def sweep_desk(environment: Mapping[str, str], complain: Callable[[WatchesError], None]) -> SweepDesk:
    """All that ``on_schedule`` needs. Raises SettingsError."""
    settings, clock = Settings.from_environment(environment), SystemClock()
    file = S3Watches(client("s3"), settings.state_bucket)
    return SweepDesk(
        store_of(settings), queue_of(settings), clock, Watchers(file, NoEncoder(), clock, complain)
    )
