"""What the AWS adapters share: reading an error of botocore, and whether trying again may help."""

from typing import TypeAlias

from botocore.exceptions import (  # type: ignore[import-untyped] # botocore ships no types
    BotoCoreError,
    ClientError,
    ConnectionError,  # botocore's own, not the builtin
    FlexibleChecksumError,
    HTTPClientError,
    IncompleteReadError,
)
from urllib3.exceptions import HTTPError

AWS_ERRORS = (ClientError, BotoCoreError, HTTPError)
"""All that a boto3 client raises for reasons outside our code; urllib3's while a body is read."""

AwsError: TypeAlias = ClientError | BotoCoreError | HTTPError

# Codes that botocore's standard retry mode treats as throttling or as passing, and those of the
# services used here that come with a 400: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
_TRANSIENT_CODES = frozenset(
    {
        "BandwidthLimitExceeded",
        "InternalServiceError",
        "LimitExceededException",
        "PriorRequestNotComplete",
        "ProvisionedThroughputExceededException",
        "ReplicatedWriteConflictException",
        "RequestLimitExceeded",
        "RequestThrottled",
        "RequestThrottledException",
        "RequestTimeout",
        "RequestTimeoutException",
        "SlowDown",
        "ThrottledException",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)

_BROKEN_CONNECTION = (
    ConnectionError,
    FlexibleChecksumError,
    HTTPClientError,
    HTTPError,
    IncompleteReadError,
)


def error_code(error: AwsError) -> str:
    """The service's code (``NoSuchKey``), or the name of the error where no service answered."""
    if isinstance(error, ClientError):
        return str(error.response.get("Error", {}).get("Code", "Unknown"))
    return type(error).__name__


def describe(error: AwsError) -> str:
    """The code and what the service said, in one line."""
    if isinstance(error, ClientError):
        message = error.response.get("Error", {}).get("Message", "")
        return f"{error_code(error)}: {message}".rstrip(": ")
    return f"{error_code(error)}: {error}"


def is_transient(error: AwsError) -> bool:
    """Whether the same call may succeed later."""
    if isinstance(error, ClientError):
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        return error_code(error) in _TRANSIENT_CODES or status == 429 or status >= 500
    return isinstance(error, _BROKEN_CONNECTION)
