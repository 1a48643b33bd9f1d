"""Events as AWS sends them (tests/events) become the pages that they announce."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagebrief.adapters.s3_events import is_sqs, message_event, page_refs, replay_message, replay_of
from pagebrief.delivery import Replay
from pagebrief.errors import PermanentError
from pagebrief.model import PageRef

EVENTS = Path(__file__).parent.parent / "events"
SPECIAL_KEY = "reports/C++ a+b é.txt"
ETAG = "0cc175b9c0f1b6a831c399e269772661"

PUT = PageRef("example-pages", "reports/2026-01-02.html", None, ETAG, "0055AED6DCD90281E5", 2048)
SPECIAL = PageRef("example-pages", SPECIAL_KEY, None, ETAG, "0055AED6DCD90281E5", 2048)
VERSIONED = PageRef(
    "example-pages",
    "reports/2026-01-02.html",
    "96jz3dVcVNkvVRlLqJRqhdHDQS7KUgFK",
    ETAG,
    "0055AED6DCD90281E5",
    2048,
)
BRIDGED = PageRef(
    "example-pages",
    "reports/2026-01-02.html",
    "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e",
    ETAG,
    "0055AED6DCD90281E5",
    2048,
)
SEVERAL = [
    PageRef("example-pages", "reports/one.html", None, ETAG, "0055AED6DCD90281E1", 2048),
    PageRef(
        "example-pages", SPECIAL_KEY, None, "d41d8cd98f00b204e9800998ecf8427e-2", "0055AED6DCD90281E3", 2048
    ),
    PageRef("example-other-pages", "reports/copy.txt", None, ETAG, "0055AED6DCD90281E4", 2048),
]

ANNOUNCED = {
    "s3-put": [PUT],
    "s3-put-special-key": [SPECIAL],
    "s3-put-version-2-6": [VERSIONED],
    "s3-several": SEVERAL,
    "s3-delete": [],
    "s3-test-event": [],
    "eventbridge-created": [SPECIAL],
    "eventbridge-created-versioned": [BRIDGED],
    "eventbridge-deleted": [],
}


def load(name: str) -> Any:
    return json.loads((EVENTS / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize(("name", "refs"), ANNOUNCED.items())
def test_an_event_announces_its_created_pages(name: str, refs: list[PageRef]) -> None:
    assert page_refs(load(name)) == refs


@pytest.mark.parametrize(("name", "refs"), ANNOUNCED.items())
def test_an_sqs_message_announces_what_the_event_in_it_does(name: str, refs: list[PageRef]) -> None:
    batch = load(f"sqs-{name}")
    assert is_sqs(batch)
    assert [page_refs(message_event(record["body"])) for record in batch["Records"]] == [refs]


@pytest.mark.parametrize(("name", "refs"), [("sqs-sns-s3-put", [SPECIAL]), ("sqs-sns-s3-test-event", [])])
def test_an_sns_envelope_is_opened(name: str, refs: list[PageRef]) -> None:
    assert page_refs(message_event(load(name)["Records"][0]["body"])) == refs


def test_one_bad_message_of_a_batch_is_the_only_one_that_fails() -> None:
    answers: list[list[PageRef] | str] = []
    for record in load("sqs-mixed-batch")["Records"]:
        try:
            answers.append(page_refs(message_event(record["body"])))
        except PermanentError:
            answers.append("failed")
    assert answers == [[], SEVERAL, [SPECIAL], "failed", [SPECIAL]]


@pytest.mark.parametrize("name", ANNOUNCED)
def test_an_event_that_comes_straight_from_s3_or_eventbridge_is_no_sqs_batch(name: str) -> None:
    assert not is_sqs(load(name))


@pytest.mark.parametrize("event", [{}, {"Records": []}, {"Records": "aws:sqs"}, {"Records": [None]}])
def test_an_event_without_sqs_records_is_no_sqs_batch(event: dict[str, Any]) -> None:
    assert not is_sqs(event)


def test_a_batch_of_no_records_announces_nothing() -> None:
    assert page_refs({"Records": []}) == []


def without(event: Any, *path: str | int) -> Any:
    """The event less one field."""
    holder = event
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return event


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"Records": [{"eventSource": "aws:dynamodb"}]},
        {"Records": ["text"]},
        {"source": "aws.ec2", "detail-type": "Object Created", "detail": {}},
        {"source": "aws.s3", "detail-type": "Object Created"},
        load("sqs-s3-put"),
        without(load("s3-put"), "Records", 0, "s3", "object", "key"),
        without(load("s3-put"), "Records", 0, "s3", "bucket"),
        without(load("s3-put"), "Records", 0, "eventName"),
        without(load("eventbridge-created"), "detail", "object"),
        {"Records": [load("s3-put")["Records"][0] | {"s3": None}]},
        load("eventbridge-created") | {"detail": {"bucket": {"name": "example-pages"}, "object": {"key": 5}}},
    ],
)
def test_anything_else_is_a_permanent_error_that_says_what_was_expected(event: dict[str, Any]) -> None:
    with pytest.raises(PermanentError, match="Expected an S3 notification"):
        page_refs(event)


@pytest.mark.parametrize("version", ["1.0", "3.0", "20.1", 2.1])
def test_another_major_version_is_not_guessed_at(version: object) -> None:
    event = load("s3-put")
    event["Records"][0]["eventVersion"] = version
    with pytest.raises(PermanentError, match="eventVersion"):
        page_refs(event)


@pytest.mark.parametrize("body", ["", "reports/a.html", "[]", '"text"', "null", "[" * 200_000, '{"Records":'])
def test_a_message_that_is_no_json_object_is_a_permanent_error(body: str) -> None:
    with pytest.raises(PermanentError, match="Expected an S3 notification"):
        page_refs(message_event(body))


def test_an_error_never_quotes_the_event() -> None:
    private = "what-nobody-may-read"
    with pytest.raises(PermanentError) as failure:
        page_refs(message_event(json.dumps({"private": private, "Records": [{"eventSource": private}]})))
    assert private not in str(failure.value)


def test_a_key_that_can_be_no_key_of_s3_becomes_one_that_can_be_stored_and_logged() -> None:
    bridged = load("eventbridge-created")
    bridged["detail"]["object"]["key"] = "in/\ud800 \udfff 😀.txt"
    bridged["detail"]["bucket"]["name"] = "\udc00"
    (ref,) = page_refs(message_event(json.dumps(bridged)))
    assert (ref.bucket, ref.key) == ("\ufffd", "in/\ufffd \ufffd 😀.txt")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_every_key_survives_the_encoding_of_its_source(key: str) -> None:
    notification, bridged = load("s3-put"), load("eventbridge-created")
    notification["Records"][0]["s3"]["object"]["key"] = quote_plus(key, safe="/")
    bridged["detail"]["object"]["key"] = key
    assert page_refs(notification)[0].key == page_refs(bridged)[0].key == key


KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(KEYS, st.none() | st.text("0aZ", min_size=1), st.booleans(), st.booleans())
def test_a_replay_says_which_objects_and_how(key: str, version: str | None, quiet: bool, again: bool) -> None:
    replay, refs = Replay("monday", quiet, again), [PageRef("crawl", key, version, None, "0A", 7)] * 2
    event = message_event(json.dumps(replay_message(replay, refs)))
    assert (replay_of(event), page_refs(event)) == (replay, refs)


def test_a_replay_takes_objects_as_s3_lists_them() -> None:
    listed = {
        "Etag": '"0cc1"',
        "Key": SPECIAL_KEY,
        "LastModified": 1.7e9,
        "Size": 7,
        "StorageClass": "STANDARD",
    }
    event = {"replay": {"id": "monday", "quiet": True}, "bucket": "crawl", "objects": [listed]}
    assert page_refs(event) == [PageRef("crawl", SPECIAL_KEY, size=7)]
    assert replay_of(event) == Replay("monday", quiet=True)


@pytest.mark.parametrize("name", ANNOUNCED)
def test_no_event_of_s3_is_a_replay(name: str) -> None:
    assert replay_of(load(name)) is None


@pytest.mark.parametrize("how", [{}, {"id": 1}, {"id": "a", "quiet": "no"}, "monday"])
def test_a_replay_that_is_not_known_is_refused(how: object) -> None:
    with pytest.raises(PermanentError, match="not known"):
        replay_of({"replay": how})


@pytest.mark.parametrize("put", [1_767_344_400, "2026-01-02T09:00:00+00:00"])
@pytest.mark.parametrize(
    ("began", "comes"), [("2026-01-02T09:00:01Z", True), ("2026-01-02T08:59:59Z", False)]
)
def test_what_was_put_after_a_replay_began_is_left_to_its_own_event(
    put: object, began: str, comes: bool
) -> None:
    objects = [{"Key": "a", "LastModified": put}]
    event = {"replay": {"id": "monday", "began": began}, "bucket": "crawl", "objects": objects}
    assert [ref.key for ref in page_refs(event)] == ["a"] * comes
    assert replay_of(event) == Replay("monday")
