"""Pages in S3 buckets."""

from contextlib import closing
from dataclasses import replace
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.adapters.page_limit import read_at_most, too_large
from pagebrief.errors import PagebriefError, PageError, PermanentError, TransientError
from pagebrief.model import DiscardReason, PageRef, RawPage

# MethodNotAllowed: the version asked for is a delete marker. "404": the answer had no body.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
_GONE = frozenset({"NoSuchKey", "NoSuchVersion", "MethodNotAllowed", "404"})
_FORBIDDEN = frozenset({"AccessDenied", "403"})


class S3Pages:
    """Reads objects of at most ``max_bytes`` bytes, in the version that the event named."""

    def __init__(self, client: Any, max_bytes: int) -> None:
        self._client = client
        self._max_bytes = max_bytes

    def fetch(self, ref: PageRef) -> RawPage:
        try:
            return self._fetch(ref)
        except AWS_ERRORS as error:
            raise _translate(error, ref) from error

    def _fetch(self, ref: PageRef) -> RawPage:
        version = {"VersionId": ref.version_id} if ref.version_id else {}
        response = self._client.get_object(Bucket=ref.bucket, Key=ref.key, **version)
        with closing(response["Body"]) as stream:
            announced = response.get("ContentLength", 0)
            if announced > self._max_bytes:
                raise too_large(ref.uri, announced, self._max_bytes)
            body = read_at_most(stream, self._max_bytes + 1)
        if len(body) > self._max_bytes:
            raise too_large(ref.uri, len(body), self._max_bytes)
        read = replace(
            ref, etag=response["ETag"].strip('"'), version_id=response.get("VersionId"), size=len(body)
        )
        return RawPage(
            read,
            body,
            response.get("ContentType"),
            response.get("Metadata", {}),
            response.get("ContentEncoding"),
        )


def _translate(error: AwsError, ref: PageRef) -> PagebriefError:
    code = error_code(error)
    if is_transient(error):
        return TransientError(f"{ref.uri} could not be read just now ({describe(error)}). Try again later.")
    if code in _GONE:
        return PageError(DiscardReason.MISSING, f"{ref.uri} is not there: it was deleted or never existed.")
    if code == "InvalidObjectState":
        return PageError(
            DiscardReason.UNREADABLE,
            f"{ref.uri} lies in an archive storage class. Restore the object, then drop it again.",
        )
    if code == "NoSuchBucket":
        return PermanentError(f"The bucket {ref.bucket} does not exist. Check the event's bucket name.")
    if code in _FORBIDDEN:
        action = "s3:GetObjectVersion" if ref.version_id else "s3:GetObject"
        return PermanentError(
            f"Reading {ref.uri} is forbidden ({describe(error)}). Allow the function {action} on its objects "
            "(and kms:Decrypt where a key encrypts them), and s3:ListBucket on the bucket: without "
            "that one S3 answers so for a missing object too."
        )
    return PermanentError(f"{ref.uri} could not be read ({describe(error)}).")
