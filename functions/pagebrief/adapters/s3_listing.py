"""What lies in buckets, as the caller's own credentials show it."""

from collections.abc import Iterator
from typing import Any

from pagebrief.adapters.aws_looking import look
from pagebrief.deployment import Listed
from pagebrief.errors import PermanentError
from pagebrief.model import PageRef

# A HEAD has no body, so S3 can name no code: 404 is a missing key or version, 405 a delete marker.
_GONE = frozenset({"404", "405", "MethodNotAllowed", "NoSuchKey", "NoSuchVersion"})


class S3Listing:
    def __init__(self, client: Any) -> None:
        self._client = client

    def listed(self, bucket: str, prefix: str, after: str) -> Iterator[Listed]:
        """In S3's order: that of the keys' UTF-8. Raises NotAllowed, TransientError, PermanentError."""
        where: dict[str, Any] = {"StartAfter": after} if after else {}
        while True:
            call = self._client.list_objects_v2
            answer = look("s3:ListBucket", call, Bucket=bucket, Prefix=prefix, **where)
            if answer is None:
                raise PermanentError(f"The bucket {bucket} does not exist.")
            for each in answer.get("Contents", []):
                yield Listed(each["Key"], each["Size"], each["LastModified"])
            if not answer.get("IsTruncated"):
                return
            where = {"ContinuationToken": answer["NextContinuationToken"]}

    def size(self, ref: PageRef) -> int | None:
        version: dict[str, Any] = {"VersionId": ref.version_id} if ref.version_id else {}
        permission = "s3:GetObjectVersion" if ref.version_id else "s3:GetObject"
        found = look(permission, self._client.head_object, _GONE, Bucket=ref.bucket, Key=ref.key, **version)
        return None if found is None else int(found["ContentLength"])
