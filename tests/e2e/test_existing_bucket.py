"""The template beside a bucket that was there before: its pages come by way of EventBridge."""

import pytest
from tools.local_aws import client

from e2e.conftest import MakeWorld
from e2e.pages import article

pytestmark = [
    pytest.mark.container,
    pytest.mark.filterwarnings("ignore:Tried to parse:UserWarning"),  # moto has no policies and aliases
]


def test_a_page_dropped_into_an_existing_bucket_is_told_by_email_alone(make_world: MakeWorld) -> None:
    world = make_world("email", ExistingPageBucket="crawled-pages")
    s3 = client("s3", world.aws.url)
    s3.create_bucket(Bucket="crawled-pages")
    s3.put_bucket_notification_configuration(
        Bucket="crawled-pages", NotificationConfiguration={"EventBridgeConfiguration": {}}
    )
    world.deployment.put_page("C++ a+b é.html", article("Quay closed"))

    assert world.work_off() == []

    assert world.told() == ["email: Quay closed"]
    (record,) = world.deployment.records("briefs")
    assert record["uri"] == "s3://crawled-pages/C++ a+b é.html"
