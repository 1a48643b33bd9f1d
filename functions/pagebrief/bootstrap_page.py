"""on_page's desk, from its environment: the one place that chooses its adapters."""

from collections.abc import Callable, Mapping
from functools import partial

from botocore.config import Config  # type: ignore[import-untyped] # botocore ships no types

from pagebrief.adapters.lambda_rewriter import LambdaRewriter
from pagebrief.adapters.s3_pages import S3Pages
from pagebrief.adapters.s3_watches import S3Watches
from pagebrief.bootstrap import SystemClock, find_encoder
from pagebrief.bootstrap_aws import archive_of, client, queue_of, store_of
from pagebrief.errors import WatchesError
from pagebrief.pipeline import Desk
from pagebrief.ports import Rewriter
from pagebrief.settings_page import PageSettings
from pagebrief.watchers import Watchers
from pagebrief.watching import Watching

# A cold start takes half a minute. on_page begins no rewriting that could outlast it: two calls at most.
_REWRITING = Config(connect_timeout=5, read_timeout=65, retries={"mode": "standard", "total_max_attempts": 2})


def page_desk(environment: Mapping[str, str], complain: Callable[[WatchesError], None]) -> Desk:
    """All that ``on_page`` needs. ``complain`` hears of each broken watches.yaml once.

    Raises SettingsError, ModelError: at cold start, so that a wrong set-up is seen at the first message
    and not at the first page that is worth telling.
    """
    settings = PageSettings.from_environment(environment)
    encoder, clock = find_encoder(settings.model_dir), SystemClock()
    file = S3Watches(client("s3"), settings.state_bucket)
    return Desk(
        pages=S3Pages(client("s3"), settings.max_page_bytes),
        encoder=encoder,
        store=store_of(settings),
        archive=archive_of(settings),
        queue=queue_of(settings),
        addresses=settings.addresses,
        clock=clock,
        sentences=settings.sentences,
        limits=settings.limits,
        rewriter=_rewriter(settings),
        watches=Watchers(file, clock, partial(Watching.of, encoder=encoder), complain),
    )


def _rewriter(settings: PageSettings) -> Rewriter | None:
    if settings.rewriter_arn is None:
        return None
    return LambdaRewriter(client("lambda", _REWRITING), settings.rewriter_arn)
