"""Pages for people in the state bucket, and links that open them without an account."""

from datetime import datetime, timedelta
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS
from pagebrief.adapters.aws_looking import look
from pagebrief.adapters.s3_archive import translate
from pagebrief.errors import PermanentError
from pagebrief.model import Link
from pagebrief.ports import Clock

LONGEST = timedelta(days=7)
"""SigV4 signs for no longer. With a role's credentials a link ends when they do, a function's after hours:
https://repost.aws/knowledge-center/presigned-url-s3-bucket-expiration, 12 in boto/boto3 issue 2392."""


class S3Shelf:
    """``client`` signs by SigV4 (``signature_version="s3v4"``).

    ``known`` and ``newest`` are for whoever looks with credentials of their own, and raise NotAllowed, too.
    """

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
        """Nobody is asked whether the page is there."""
        url = self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": name},
            ExpiresIn=int(LONGEST.total_seconds()),
        )
        return Link(url, self._place(name), self._clock.now() + LONGEST)

    def known(self, name: str) -> Link:
        """The same for somebody at a terminal. Raises PermanentError where there is no such page."""
        if look("s3:GetObject", self._client.head_object, Bucket=self._bucket, Key=name) is None:
            raise PermanentError(f"{self._place(name)} is not there.")
        return self.link(name)

    def newest(self, prefix: str, most: int) -> list[tuple[datetime, str]]:
        """When pages were kept, and their places; the newest first."""
        pages = self._client.get_paginator("list_objects_v2").paginate
        found = look("s3:ListBucket", lambda: list(pages(Bucket=self._bucket, Prefix=prefix))) or []
        kept = [(each["LastModified"], each["Key"]) for page in found for each in page.get("Contents", [])]
        return [(at, self._place(name)) for at, name in sorted(kept, reverse=True)[:most]]

    def _place(self, name: str) -> str:
        return f"s3://{self._bucket}/{name}"
