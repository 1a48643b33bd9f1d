"""Pages for people in the state bucket, and links that open them without an account."""

from datetime import datetime, timedelta
from typing import Any, cast

from pagebrief.adapters.aws_errors import AWS_ERRORS
from pagebrief.adapters.aws_looking import look
from pagebrief.adapters.s3_archive import translate
from pagebrief.errors import PermanentError
from pagebrief.model import Link
from pagebrief.ports import Clock

LONGEST = timedelta(days=7)
"""SigV4 signs for no longer. With a role's credentials a link ends when they do, a function's after hours:
https://repost.aws/knowledge-center/presigned-url-s3-bucket-expiration, 12 in boto/boto3 issue 2392."""


_GONE = frozenset({"NoSuchKey", "NoSuchBucket", "404"})


class S3Shelf:
    """``client`` signs by SigV4 (``signature_version="s3v4"``). ``prefix``: of the names that it lists.

    All but ``keep`` are for whoever comes with credentials of their own, and raise NotAllowed, too.
    """

    def __init__(self, client: Any, bucket: str, clock: Clock, prefix: str = "") -> None:
        self._client = client
        self._bucket = bucket
        self._clock = clock
        self._prefix = prefix

    def keep(self, name: str, html: str) -> Link:
        try:
            return self._put(name, html)
        except AWS_ERRORS as error:
            raise translate(error, self.place(name), self._bucket, "written", "PutObject") from error

    def share(self, name: str, html: str) -> Link:
        """The same for somebody at a terminal."""
        return cast(Link, look("s3:PutObject", self._put, name=name, html=html))

    def _put(self, name: str, html: str) -> Link:
        self._client.put_object(
            Bucket=self._bucket,
            Key=name,
            Body=html.encode("utf-8", "replace"),
            ContentType="text/html; charset=utf-8",
        )
        return self.link(name)

    def link(self, name: str) -> Link:
        """Nobody is asked whether the page is there."""
        url = self._client.generate_presigned_url(
            "get_object",
            Params={"Bucket": self._bucket, "Key": name},
            ExpiresIn=int(LONGEST.total_seconds()),
        )
        return Link(url, self.place(name), self._clock.now() + LONGEST)

    def known(self, name: str) -> Link:
        """The same for somebody at a terminal. Raises PermanentError where there is no such page."""
        if look("s3:GetObject", self._client.head_object, Bucket=self._bucket, Key=name) is None:
            raise PermanentError(f"{self.place(name)} is not there.")
        return self.link(name)

    def names(self) -> list[tuple[datetime, str]]:
        pages = self._client.get_paginator("list_objects_v2").paginate
        found = look("s3:ListBucket", lambda: list(pages(Bucket=self._bucket, Prefix=self._prefix))) or []
        kept = [(each["LastModified"], each["Key"]) for page in found for each in page.get("Contents", [])]
        return sorted(kept, reverse=True)

    def read(self, name: str, most_bytes: int) -> str:
        body = look("s3:GetObject", lambda: self._get(name, most_bytes), _GONE)
        if body is None:
            raise PermanentError(f"{self.place(name)} is not there.")
        return str(body, "utf-8", "replace")

    def _get(self, name: str, most_bytes: int) -> bytes:
        found = self._client.get_object(Bucket=self._bucket, Key=name)
        if found["ContentLength"] > most_bytes:
            raise PermanentError(f"it has {found['ContentLength']:,} bytes; {most_bytes:,} are read")
        return bytes(found["Body"].read())

    def place(self, name: str) -> str:
        return f"s3://{self._bucket}/{name}"
