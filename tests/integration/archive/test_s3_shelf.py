"""Archived pages in the state bucket: their links, S3's bad days, and ``pagebrief archive``."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest

from fakes import FixedClock
from http_double import HttpDouble, Reply, refusing_url
from pagebrief.adapters.s3_shelf import LONGEST, S3Shelf
from pagebrief.errors import NotAllowed, PermanentError, TransientError
from pagebrief.indexing import listed
from unit import digests
from unit.command import pagebrief

MakeClient = Callable[..., Any]
NAME = "digests/a.html"


def error(status: int, code: str) -> Reply:
    body = f"<Error><Code>{code}</Code><Message>As told.</Message></Error>"
    return Reply(status, body.encode(), {"Content-Type": "application/xml"})


def opened(url: str) -> str:
    with urlopen(url) as answer:
        return str(answer.read(), "utf-8")


def test_the_functions_link_is_signed_by_the_fourth_version_for_seven_days(
    shelf: S3Shelf, bucket: str
) -> None:
    link = shelf.keep(NAME, "<p>«Ja»</p>")
    signed = parse_qs(urlsplit(link.url).query)
    assert signed["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
    assert signed["X-Amz-Expires"] == [str(7 * 24 * 3600)]
    assert signed["X-Amz-Security-Token"] == ["aB3d/" * 200]
    assert len(link.url) < 2_500
    assert link.place == f"s3://{bucket}/{NAME}"
    assert opened(link.url) == "<p>«Ja»</p>"


def test_a_link_says_until_when_it_works_at_most(s3: Any, bucket: str) -> None:
    clock = FixedClock()
    assert S3Shelf(s3, bucket, clock).keep(NAME, "").until == clock.now() + LONGEST
    assert timedelta(days=7) == LONGEST


def test_half_of_a_surrogate_pair_keeps_no_page_from_being_kept(shelf: S3Shelf) -> None:
    assert opened(shelf.keep(NAME, "half \ud83d").url) == "half ?"


@pytest.mark.parametrize("reply", [error(503, "SlowDown"), error(500, "InternalError")])
def test_what_may_pass_is_transient(make_client: MakeClient, reply: Reply) -> None:
    with HttpDouble(reply) as s3, pytest.raises(TransientError, match=r"s3://state/digests/a\.html"):
        S3Shelf(make_client("s3", s3.url), "state", FixedClock()).keep(NAME, "")


def test_a_refused_connection_is_transient(make_client: MakeClient) -> None:
    with pytest.raises(TransientError, match="Try again later"):
        S3Shelf(make_client("s3", refusing_url()), "state", FixedClock()).keep(NAME, "")


def test_what_is_forbidden_names_the_permission(make_client: MakeClient) -> None:
    with (
        HttpDouble(error(403, "AccessDenied")) as s3,
        pytest.raises(PermanentError, match="Allow the function s3:PutObject"),
    ):
        S3Shelf(make_client("s3", s3.url), "state", FixedClock()).keep(NAME, "")


# ── pagebrief archive ─────────────────────────────────────────────────────────────────────────────


def test_the_newest_pages_of_a_stack_are_listed_and_nothing_else_of_its_bucket(
    shelf: S3Shelf, s3: Any, bucket: str, stack: str, person: Mapping[str, str]
) -> None:
    for name in ("digests/c.html", "digests/a.html", "digests/b.html"):
        shelf.keep(name, name)
    s3.put_object(Bucket=bucket, Key="briefs/a.json", Body=b"{}")
    lines = pagebrief("archive", "list", stack, env=person).stdout.splitlines()
    assert {line.split()[-1] for line in lines} == {f"s3://{bucket}/digests/{each}.html" for each in "abc"}
    assert len(pagebrief("archive", "list", stack, "--most", "2", env=person).stdout.splitlines()) == 2


def test_newest_means_kept_last(make_client: MakeClient) -> None:
    entry = (
        "<Contents><Key>digests/{0}.html</Key><LastModified>2026-01-0{0}T00:00:00Z</LastModified></Contents>"
    )
    listing = "".join(map(entry.format, (2, 3, 1)))
    reply = Reply(200, f"<ListBucketResult>{listing}</ListBucketResult>".encode(), {})
    with HttpDouble(reply) as s3:
        found = S3Shelf(make_client("s3", s3.url), "state", FixedClock()).names()
    assert [name for _, name in found] == [f"digests/{each}.html" for each in (3, 2, 1)]


def test_a_page_is_linked_anew(shelf: S3Shelf, person: Mapping[str, str]) -> None:
    place = shelf.keep(NAME, "as it was").place
    assert opened(pagebrief("archive", "link", place, env=person).stdout.strip()) == "as it was"


def test_a_page_that_is_not_there_is_not_linked(bucket: str, person: Mapping[str, str]) -> None:
    run = pagebrief("archive", "link", f"s3://{bucket}/digests/gone.html", env=person, expect=2)
    assert f"s3://{bucket}/digests/gone.html is not there." in run.stderr


@pytest.mark.parametrize("place", ["digests/a.html", "s3://bucket", "https://example.org/a"])
def test_what_is_no_place_in_s3_is_told_from_one(place: str, person: Mapping[str, str]) -> None:
    assert "name a place such as s3://" in pagebrief("archive", "link", place, env=person, expect=2).stderr


def test_a_stack_that_is_not_there_is_named(person: Mapping[str, str]) -> None:
    run = pagebrief("archive", "list", "nowhere", env=person, expect=2)
    assert "nowhere is no stack of Pagebrief in this account and region." in run.stderr


def test_what_a_person_may_not_write_names_the_permission(make_client: MakeClient) -> None:
    with (
        HttpDouble(error(403, "AccessDenied")) as s3,
        pytest.raises(NotAllowed, match=r"Allow the caller s3:PutObject"),
    ):
        S3Shelf(make_client("s3", s3.url), "state", FixedClock()).share(NAME, "")


def test_what_a_person_may_not_read_ends_it_with_the_permission(make_client: MakeClient) -> None:
    with HttpDouble(error(403, "AccessDenied")) as s3, pytest.raises(NotAllowed, match="s3:GetObject"):
        listed(
            S3Shelf(make_client("s3", s3.url), "state", FixedClock()),
            NAME,
            digests.NOW,
            lambda name, _: name,
        )
