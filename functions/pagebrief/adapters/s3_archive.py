"""Records in the state bucket."""

import json
from collections.abc import Mapping
from typing import Any

from pagebrief.adapters.aws_errors import AWS_ERRORS, AwsError, describe, error_code, is_transient
from pagebrief.errors import PagebriefError, PermanentError, TransientError


class S3Archive:
    """Keeps each record as a JSON object."""

    def __init__(self, client: Any, bucket: str) -> None:
        self._client = client
        self._bucket = bucket

    def keep(self, name: str, record: Mapping[str, object]) -> None:
        # A lone surrogate can't be UTF-8; its backslash form is the JSON escape of the same thing.
        body = json.dumps(record, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
        try:
            self._client.put_object(
                Bucket=self._bucket, Key=name, Body=body, ContentType="application/json; charset=utf-8"
            )
        except AWS_ERRORS as error:
            raise translate(
                error, f"s3://{self._bucket}/{name}", self._bucket, "written", "PutObject"
            ) from error

    def read(self, name: str) -> Mapping[str, Any]:
        try:
            body = self._client.get_object(Bucket=self._bucket, Key=name)["Body"].read()
        except AWS_ERRORS as error:
            raise translate(
                error, f"s3://{self._bucket}/{name}", self._bucket, "read", "GetObject"
            ) from error
        record: Mapping[str, Any] = json.loads(body)
        return record


def translate(error: AwsError, uri: str, bucket: str, done: str, action: str) -> PagebriefError:
    if is_transient(error):
        return TransientError(f"{uri} could not be {done} just now ({describe(error)}). Try again later.")
    match error_code(error):
        case "NoSuchBucket":
            return PermanentError(f"The state bucket {bucket} does not exist. Check STATE_BUCKET.")
        case "NoSuchKey":
            return PermanentError(f"{uri} is not there: what was kept of the page was removed.")
        case "AccessDenied" | "403":
            return PermanentError(
                f"{uri} may not be {done} ({describe(error)}). Allow the function s3:{action} there."
            )
        case _:
            return PermanentError(f"{uri} could not be {done} ({describe(error)}).")
