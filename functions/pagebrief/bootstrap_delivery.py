"""on_delivery's desk, from its environment: the one place that chooses its adapters."""

from collections.abc import Mapping

from pagebrief.adapters.sqs_queue import SqsDeliveryQueue
from pagebrief.bootstrap import SystemClock, find_templates
from pagebrief.bootstrap_aws import archive_of, queue_of, shelf_in, store_of
from pagebrief.bootstrap_channels import channels_of
from pagebrief.delivering import DeliveryDesk
from pagebrief.settings import DeliverySettings
from pagebrief.storytelling import Storyteller


def delivery_desk(environment: Mapping[str, str]) -> tuple[DeliveryDesk, SqsDeliveryQueue]:
    """All that ``on_delivery`` needs, and the queue that it puts messages back into.

    Raises SettingsError, TemplateError: at cold start, so that a wrong set-up is seen at the first message.
    """
    settings = DeliverySettings.from_environment(environment)
    archive, queue = archive_of(settings), queue_of(settings)
    desk = DeliveryDesk(
        store=store_of(settings),
        queue=queue,
        archive=archive,
        channels=channels_of(settings),
        templates=find_templates(settings.templates_dir),
        clock=SystemClock(),
        lease=settings.lease,
        decide=Storyteller(archive),
        if_unknown=settings.if_unknown,
        shelf=shelf_in(settings.state_bucket),
    )
    return desk, queue
