"""watches.yaml in the state bucket as its owner finds it, and S3's bad days."""

from collections.abc import Callable
from typing import Any

import pytest

from http_double import NOTHING, HttpDouble, Reply, refusing_url
from pagebrief.adapters.s3_watches import GOOD_KEY, KEY, MAX_BYTES, S3Watches
from pagebrief.errors import PermanentError, TransientError

MakeClient = Callable[..., Any]
Call = Callable[[S3Watches], object]

READS: dict[str, Call] = {"read": S3Watches.read, "read_good": S3Watches.read_good}
CALLS: dict[str, Call] = READS | {"keep_good": lambda file: file.keep_good(b"watches: []")}
EACH = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())
EACH_READ = pytest.mark.parametrize("call", READS.values(), ids=READS.keys())


def error(status: int, code: str) -> Reply:
    body = f"<Error><Code>{code}</Code><Message>As told.</Message></Error>"
    return Reply(status, body.encode(), {"Content-Type": "application/xml"})


def test_the_good_one_lies_beside_the_owners_and_opens_as_text(s3: Any, bucket: str) -> None:
    S3Watches(s3, bucket).keep_good(b"watches: []")
    assert [each["Key"] for each in s3.list_objects_v2(Bucket=bucket)["Contents"]] == [GOOD_KEY]
    assert s3.get_object(Bucket=bucket, Key=GOOD_KEY)["ContentType"] == "application/yaml"


def test_of_a_huge_object_no_more_is_read_than_is_needed_to_refuse_it(s3: Any, bucket: str) -> None:
    s3.put_object(Bucket=bucket, Key=KEY, Body=b"#" * (MAX_BYTES + 10))
    found = S3Watches(s3, bucket).read()
    assert found is not None
    assert len(found[1]) == MAX_BYTES + 1


@EACH
def test_a_bucket_that_is_not_there_is_no_missing_file(s3: Any, call: Call) -> None:
    # Without a file everybody is told.
    with pytest.raises(PermanentError, match="NoSuchBucket"):
        call(S3Watches(s3, "no-such-bucket-at-all"))


@EACH
def test_what_is_forbidden_is_no_missing_file_either_and_names_the_permissions(
    make_client: MakeClient, call: Call
) -> None:
    with HttpDouble(error(403, "AccessDenied")) as s3, pytest.raises(PermanentError) as failure:
        call(S3Watches(make_client("s3", s3.url), "example-state"))
    assert "s3:PutObject" in str(failure.value) or "s3:GetObject" in str(failure.value)
    assert "s3:ListBucket" in str(failure.value)


@EACH
@pytest.mark.parametrize(
    "reply", [error(503, "SlowDown"), error(500, "InternalError"), NOTHING], ids=["503", "500", "hung up"]
)
def test_what_may_pass_is_transient(make_client: MakeClient, call: Call, reply: Reply | None) -> None:
    with HttpDouble(reply) as s3, pytest.raises(TransientError, match=r"example-state/watches\."):
        call(S3Watches(make_client("s3", s3.url), "example-state"))


@EACH_READ
def test_half_of_a_file_is_no_file(make_client: MakeClient, call: Call) -> None:
    # Its first half may be a whole watches.yaml with fewer watches.
    reply = Reply(headers={"ETag": '"e"'}, body=b"watches: []\n", announced=40)
    with HttpDouble(reply) as s3, pytest.raises(TransientError):
        call(S3Watches(make_client("s3", s3.url), "example-state"))


@EACH
def test_a_refused_connection_is_transient(make_client: MakeClient, call: Call) -> None:
    with pytest.raises(TransientError, match="Try again later"):
        call(S3Watches(make_client("s3", refusing_url()), "example-state"))
