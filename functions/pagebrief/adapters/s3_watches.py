"""watches.yaml in the state bucket, and beside it the last one that was good."""

from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import NotAllowed, PagebriefError, PermanentError, TransientError

KEY, GOOD_KEY = "watches.yaml", "watches.good.yaml"
MAX_BYTES = 1_000_000
"""What is larger isn't read to its end: the reader refuses it by then."""


class S3Watches:
    """The version is the object's ETag."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client, self._bucket = client, bucket

    def read(self) -> tuple[str, bytes] | None:
        return self._get(KEY)

    def read_good(self) -> bytes | None:
        found = self._get(GOOD_KEY)
        return found and found[1]

    def keep_good(self, body: bytes) -> None:
        try:
            self._client.put_object(
                Bucket=self._bucket, Key=GOOD_KEY, Body=body, ContentType="application/yaml"
            )
        except AWS_ERRORS as error:
            raise self._translated(error, GOOD_KEY, "written", "PutObject") from error

    def _get(self, key: str) -> tuple[str, bytes] | None:
        try:
            found = self._client.get_object(Bucket=self._bucket, Key=key)
            # Half a file may be valid, too: only where all of it is asked for is a broken off body an error.
            most = MAX_BYTES + 1 if found["ContentLength"] > MAX_BYTES else None
            return found["ETag"], found["Body"].read(most)
        except AWS_ERRORS as error:
            if error_code(error) in {"NoSuchKey", "404"}:
                return None
            raise self._translated(error, key, "read", "GetObject") from error

    def _translated(self, error: AwsError, key: str, done: str, action: str) -> PagebriefError:
        uri = f"s3://{self._bucket}/{key}"
        if is_transient(error):
            return TransientError(f"{uri} could not be {done} just now ({describe(error)}). Try again later.")
        if error_code(error) in {"AccessDenied", "403"}:
            return NotAllowed(
                f"{uri} may not be {done} ({describe(error)}). Allow the function s3:{action} there, and "
                "s3:ListBucket on the bucket: without it S3 says the same of a file that isn't there.",
                f"s3:{action} or s3:ListBucket",
            )
        return PermanentError(f"{uri} could not be {done} ({describe(error)}).")
