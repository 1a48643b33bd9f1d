"""The archived pages of a deployment, with the caller's own credentials."""

from typing import cast

from pagebrief.adapters.aws_account import AwsAccount
from pagebrief.adapters.aws_looking import look
from pagebrief.adapters.s3_shelf import S3Shelf
from pagebrief.bootstrap import SystemClock
from pagebrief.bootstrap_aws import client, shelf_in
from pagebrief.errors import PermanentError
from pagebrief.keeping import PREFIX


def shelf_of_bucket(bucket: str) -> S3Shelf:
    """Raises PermanentError where no AWS region is set."""
    # A missing region is an error of botocore's, too.
    return cast(S3Shelf, look("", shelf_in, bucket=bucket, prefix=PREFIX))


def shelf_of_stack(stack: str) -> S3Shelf:
    """Raises NotAllowed, TransientError, PermanentError: there is no such stack, or none of Pagebrief."""
    found = AwsAccount(lambda service: look("", client, service=service), SystemClock()).stack(stack)
    bucket = found and found.outputs.get("StateBucketName")
    if not bucket:
        raise PermanentError(f"{stack} is no stack of Pagebrief in this account and region.")
    return shelf_of_bucket(bucket)
