"""Pages for people in the state bucket, and links that open them without an account."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS
from pagebrief.adapters.s3_archive import translate
from pagebrief.model import Link
from pagebrief.ports import Clock

LONGEST = timedelta(days=7)
"""SigV4 signs for no longer. With a role's credentials a link ends when they do: a function's last hours
(https://repost.aws/knowledge-center/presigned-url-s3-bucket-expiration; twelve in boto/boto3 issue 2392)."""


class S3Shelf:
    """``client`` signs by SigV4 (``signature_version="s3v4"``)."""

    def __init__(self, client: Any, bucket: str, clock: Clock) -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock

    def keep(self, name: str, html: str) -> Link:
        try:
            self._client.put_object(
                Bucket=self._bucket,
                Key=name,
                Body=html.encode("utf-8", "replace"),
                ContentType="text/html; charset=utf-8",
            )
            return self.link(name)
        except AWS_ERRORS as error:
            raise translate(error, self._place(name), self._bucket, "written", "PutObject") from error

    def link(self, name: str) -> Link:
        """Asks nobody whether the page is there."""
        url = self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": name},
            ExpiresIn=int(LONGEST.total_seconds()),
        )
        return Link(url, self._place(name), self._clock.now() + LONGEST)

    def _place(self, name: str) -> str:
        return f"s3://{self._bucket}/{name}"
