"""Records in the state bucket as people find them, and S3's bad days."""

from collections.abc import Callable
from typing import Any

import pytest

from http_double import HttpDouble, Reply, refusing_url
from pagebrief.adapters.s3_archive import S3Archive
from pagebrief.errors import PermanentError, TransientError

MakeClient = Callable[..., Any]


def error(status: int, code: str) -> Reply:
    body = f"<Error><Code>{code}</Code><Message>As told.</Message></Error>"
    return Reply(status, body.encode(), {"Content-Type": "application/xml"})


def test_a_record_is_json_that_a_browser_shows_with_its_own_letters(s3: Any, bucket: str) -> None:
    S3Archive(s3, bucket).keep("pages/a.json", {"title": "Über «日本»"})
    found = s3.get_object(Bucket=bucket, Key="pages/a.json")
    assert found["ContentType"] == "application/json; charset=utf-8"
    assert "Über «日本»".encode() in found["Body"].read()


CALLS: dict[str, Callable[[S3Archive], object]] = {
    "keep": lambda archive: archive.keep("a.json", {}),
    "read": lambda archive: archive.read("a.json"),
}
EACH = pytest.mark.parametrize("call", CALLS.values(), ids=CALLS.keys())

Call = Callable[[S3Archive], object]


@EACH
@pytest.mark.parametrize("reply", [error(503, "SlowDown"), error(500, "InternalError")])
def test_what_may_pass_is_transient(make_client: MakeClient, reply: Reply, call: Call) -> None:
    with HttpDouble(reply) as s3, pytest.raises(TransientError, match=r"s3://example-state/a\.json"):
        call(S3Archive(make_client("s3", s3.url), "example-state"))


@EACH
def test_a_refused_connection_is_transient(make_client: MakeClient, call: Call) -> None:
    with pytest.raises(TransientError, match="Try again later"):
        call(S3Archive(make_client("s3", refusing_url()), "example-state"))


@EACH
def test_a_missing_bucket_is_permanent_and_says_what_to_check(s3: Any, call: Call) -> None:
    with pytest.raises(PermanentError, match=r"no-such-bucket does not exist\. Check STATE_BUCKET"):
        call(S3Archive(s3, "no-such-bucket"))


@pytest.mark.parametrize(("name", "permission"), [("keep", "s3:PutObject"), ("read", "s3:GetObject")])
def test_what_is_forbidden_names_the_permission(make_client: MakeClient, name: str, permission: str) -> None:
    with HttpDouble(error(403, "AccessDenied")) as s3, pytest.raises(PermanentError, match=permission):
        CALLS[name](S3Archive(make_client("s3", s3.url), "example-state"))


@EACH
def test_another_refusal_repeats_what_s3_said(make_client: MakeClient, call: Call) -> None:
    with HttpDouble(error(400, "KeyTooLongError")) as s3, pytest.raises(PermanentError, match="KeyTooLong"):
        call(S3Archive(make_client("s3", s3.url), "example-state"))
