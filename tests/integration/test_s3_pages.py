"""Pages in S3: versions on a moto server, and S3's bad days on a server that misbehaves as told."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from http_double import NOTHING, SILENCE, HttpDouble, Reply, refusing_url
from pagebrief.adapters.s3_pages import S3Pages
from pagebrief.errors import PageError, PermanentError, TransientError
from pagebrief.model import DiscardReason, PageRef

LIMIT = 10_000_000
REF = PageRef("example-pages", "reports/C++ a+b é.txt")

MakeClient = Callable[..., Any]


def error(status: int, code: str, message: str = "As told.") -> Reply:
    body = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    return Reply(status, body.encode(), {"Content-Type": "application/xml"})


@pytest.fixture
def versioned(s3: Any, bucket: str) -> str:
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    return bucket


def test_the_version_that_the_event_named_is_read(s3: Any, versioned: str) -> None:
    first = s3.put_object(Bucket=versioned, Key="a.txt", Body=b"first")
    s3.put_object(Bucket=versioned, Key="a.txt", Body=b"second")
    raw = S3Pages(s3, LIMIT).fetch(PageRef(versioned, "a.txt", version_id=first["VersionId"]))
    assert raw.body == b"first"
    assert raw.ref.version_id == first["VersionId"]


def test_without_a_version_the_latest_is_read_and_named(s3: Any, versioned: str) -> None:
    s3.put_object(Bucket=versioned, Key="a.txt", Body=b"first")
    second = s3.put_object(Bucket=versioned, Key="a.txt", Body=b"second")
    raw = S3Pages(s3, LIMIT).fetch(PageRef(versioned, "a.txt", etag="of-an-older-one", size=1))
    assert raw.body == b"second"
    assert raw.ref == PageRef(
        versioned, "a.txt", version_id=second["VersionId"], etag=second["ETag"].strip('"'), size=6
    )


def test_the_sequencer_of_the_event_is_kept(s3: Any, bucket: str) -> None:
    s3.put_object(Bucket=bucket, Key="a.txt", Body=b"x")
    raw = S3Pages(s3, LIMIT).fetch(PageRef(bucket, "a.txt", sequencer="0055AED6DCD90281E5"))
    assert raw.ref.sequencer == "0055AED6DCD90281E5"
    assert raw.ref.version_id is None


def test_metadata_is_handed_on_without_its_prefix(s3: Any, bucket: str) -> None:
    metadata = {"url": "https://example.org/a?b=c", "fetched-at": "2026-01-02T08:00:00Z"}
    s3.put_object(Bucket=bucket, Key="a.html", Body=b"x", Metadata=metadata)
    assert S3Pages(s3, LIMIT).fetch(PageRef(bucket, "a.html")).metadata == metadata


def test_a_deleted_page_is_missing_by_name_and_by_its_delete_marker(s3: Any, versioned: str) -> None:
    s3.put_object(Bucket=versioned, Key="a.txt", Body=b"x")
    marker = s3.delete_object(Bucket=versioned, Key="a.txt")["VersionId"]
    for ref in (PageRef(versioned, "a.txt"), PageRef(versioned, "a.txt", version_id=marker)):
        with pytest.raises(PageError) as failure:
            S3Pages(s3, LIMIT).fetch(ref)
        assert failure.value.reason is DiscardReason.MISSING


def test_a_version_that_is_gone_is_missing(s3: Any, versioned: str) -> None:
    version = s3.put_object(Bucket=versioned, Key="a.txt", Body=b"x")["VersionId"]
    s3.put_object(Bucket=versioned, Key="a.txt", Body=b"y")
    s3.delete_object(Bucket=versioned, Key="a.txt", VersionId=version)
    with pytest.raises(PageError) as failure:
        S3Pages(s3, LIMIT).fetch(PageRef(versioned, "a.txt", version_id=version))
    assert failure.value.reason is DiscardReason.MISSING


@pytest.mark.parametrize(
    "reply", [error(405, "MethodNotAllowed"), Reply(404)], ids=["delete marker", "404 without a word"]
)
def test_s3_has_other_words_for_missing(make_client: MakeClient, reply: Reply) -> None:
    # Of a delete marker that is asked for by its version S3 says 405; moto says 404.
    with HttpDouble(reply) as s3, pytest.raises(PageError) as failure:
        S3Pages(make_client("s3", s3.url), LIMIT).fetch(REF)
    assert failure.value.reason is DiscardReason.MISSING


def test_an_archived_page_is_unreadable_and_says_so(s3: Any, bucket: str) -> None:
    s3.put_object(Bucket=bucket, Key="a.txt", Body=b"x", StorageClass="GLACIER")
    with pytest.raises(PageError, match="archive storage class") as failure:
        S3Pages(s3, LIMIT).fetch(PageRef(bucket, "a.txt"))
    assert failure.value.reason is DiscardReason.UNREADABLE


def test_a_missing_bucket_is_permanent_and_not_the_fault_of_the_page(s3: Any) -> None:
    with pytest.raises(PermanentError, match="no-such-bucket does not exist") as failure:
        S3Pages(s3, LIMIT).fetch(PageRef("no-such-bucket", "a.txt"))
    assert not isinstance(failure.value, PageError)


@pytest.mark.parametrize(
    ("version", "permission"), [(None, "s3:GetObject on"), ("v1", "s3:GetObjectVersion on")]
)
def test_a_forbidden_page_goes_to_the_dead_letters_with_the_missing_permission(
    make_client: MakeClient, version: str | None, permission: str
) -> None:
    with HttpDouble(error(403, "AccessDenied", "Access Denied")) as s3:
        pages = S3Pages(make_client("s3", s3.url), LIMIT)
        with pytest.raises(PermanentError, match=permission) as failure:
            pages.fetch(PageRef("example-pages", "a.txt", version_id=version))
    assert not isinstance(failure.value, PageError)
    assert "s3:ListBucket" in str(failure.value)


def test_another_refusal_is_permanent_and_repeats_what_s3_said(make_client: MakeClient) -> None:
    reply = error(400, "InvalidArgument", "Invalid version id specified")
    with HttpDouble(reply) as s3, pytest.raises(PermanentError, match="Invalid version id") as failure:
        S3Pages(make_client("s3", s3.url), LIMIT).fetch(REF)
    assert not isinstance(failure.value, PageError)


def test_a_page_over_the_limit_is_refused_before_its_body_is_sent(make_client: MakeClient) -> None:
    reply = Reply(headers={"ETag": '"e"'}, announced=20_000_001, then_silent=True)
    with HttpDouble(reply) as s3, pytest.raises(PageError, match=r"20\.1 MB, more than the 10 MB") as failure:
        S3Pages(make_client("s3", s3.url), LIMIT).fetch(REF)
    assert failure.value.reason is DiscardReason.TOO_LARGE


def test_no_more_than_the_limit_is_read_of_a_body_of_unknown_length(make_client: MakeClient) -> None:
    # The body never ends: reading past the limit would end in a time-out, hence a TransientError.
    chunk = b"1000\r\n" + b"x" * 0x1000 + b"\r\n"
    headers = {"ETag": '"e"', "Transfer-Encoding": "chunked"}
    reply = Reply(headers=headers, body=chunk * 2, then_silent=True)
    with HttpDouble(reply) as s3, pytest.raises(PageError) as failure:
        S3Pages(make_client("s3", s3.url, read_timeout=5), max_bytes=0x1000).fetch(REF)
    assert failure.value.reason is DiscardReason.TOO_LARGE


@pytest.mark.parametrize(
    "reply",
    [
        error(503, "SlowDown", "Please reduce your request rate."),
        error(503, "ServiceUnavailable"),
        error(500, "InternalError"),
        error(400, "RequestTimeout"),
        error(429, "TooManyRequests"),
        Reply(502, b"<html>Bad Gateway</html>"),
        Reply(503),
        NOTHING,
        Reply(headers={"ETag": '"e"'}, body=b"half a", announced=12),
        Reply(headers={"ETag": '"e"'}, body=b"", announced=12),
    ],
    ids=[
        "SlowDown",
        "ServiceUnavailable",
        "InternalError",
        "RequestTimeout",
        "429",
        "502 of a proxy",
        "503 without a word",
        "hung up",
        "hung up in mid-body",
        "hung up before the body",
    ],
)
def test_what_may_pass_is_transient(make_client: MakeClient, reply: Reply | None) -> None:
    with HttpDouble(reply) as s3:
        with pytest.raises(TransientError, match=re.escape(REF.key)):
            S3Pages(make_client("s3", s3.url), LIMIT).fetch(REF)
        assert len(s3.paths) == 1


@pytest.mark.parametrize(
    "reply", [SILENCE, Reply(headers={"ETag": '"e"'}, body=b"half a", announced=12, then_silent=True)]
)
def test_silence_is_transient_once_the_time_is_up(make_client: MakeClient, reply: Reply) -> None:
    with HttpDouble(reply) as s3, pytest.raises(TransientError):
        S3Pages(make_client("s3", s3.url, read_timeout=0.2), LIMIT).fetch(REF)


def test_a_refused_connection_is_transient(make_client: MakeClient) -> None:
    with pytest.raises(TransientError, match="Try again later"):
        S3Pages(make_client("s3", refusing_url()), LIMIT).fetch(REF)
