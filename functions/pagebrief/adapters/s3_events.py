"""Which objects an event announces: S3 notifications, EventBridge events, replays, and these in SQS or SNS.

Pure: no boto3. An event is never quoted in an error; it may be large and is in the queue anyway.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from urllib.parse import unquote_plus

from pagebrief.delivery import Replay
from pagebrief.errors import PermanentError
from pagebrief.model import PageRef

_EXPECTED = (
    "Expected an S3 notification (Records with eventSource aws:s3, eventVersion 2.x), an EventBridge event "
    "(source aws.s3), s3:TestEvent, a replay, or one of these in the body of an SQS message or SNS envelope"
)
_HALF_PAIR = re.compile("[\ud800-\udfff]")


def is_sqs(event: Mapping[str, Any]) -> bool:
    """Whether the event is a batch from SQS, the body of whose messages each goes to ``message_event``."""
    records = event.get("Records")
    return (
        bool(records)
        and isinstance(records, list)
        and all(_source(record) == "aws:sqs" for record in records)
    )


def message_event(body: str) -> Mapping[str, Any]:
    """The event in the body of one SQS message. Raises PermanentError."""
    try:
        event = json.loads(body)
    except (ValueError, RecursionError):
        raise PermanentError(f"The message is not JSON. {_EXPECTED}.") from None
    match event:
        case {"Type": "Notification", "Message": str(message)}:
            return message_event(message)
        case Mapping():
            return event
        case _:
            raise PermanentError(f"The message is not a JSON object. {_EXPECTED}.")


def page_refs(event: Mapping[str, Any]) -> list[PageRef]:
    """The pages that an event announces; none for s3:TestEvent and for what isn't a creation.

    Raises PermanentError for anything else.
    """
    try:
        match event:
            case {"Event": "s3:TestEvent"}:
                return []
            case {"source": "aws.s3", "detail-type": str(kind), "detail": Mapping() as detail}:
                return [_from_eventbridge(detail)] if kind == "Object Created" else []
            case {"replay": Mapping() as how, "bucket": str(bucket), "objects": list(objects)}:
                return [_from_listing(bucket, each) for each in objects if not _came_later(each, how)]
            case {"Records": list(records)} if all(_source(record) == "aws:s3" for record in records):
                return [_from_record(record) for record in records if _is_creation(record)]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise PermanentError(f"The event lacks a field ({error}). {_EXPECTED}.") from None
    raise PermanentError(f"The event is of an unknown kind. {_EXPECTED}.")


def replay_of(event: Mapping[str, Any]) -> Replay | None:
    """Whether the objects of an event come in once more, and how. Raises PermanentError."""
    match event.get("replay"):
        case None:
            return None
        case {"id": str(name)} as how:
            quiet, again = how.get("quiet", False), how.get("again", False)
            if isinstance(quiet, bool) and isinstance(again, bool):
                return Replay(_utf8(name), quiet, again)
    raise PermanentError('The replay is not known: expected {"id": "…", "quiet": false, "again": false}.')


def replay_message(replay: Replay, refs: Sequence[PageRef]) -> Mapping[str, object]:
    """The event that lets objects of one bucket come in once more.

    They are in the form in which S3 lists objects, so that Step Functions can hand on a listing as it is.
    """
    return {"replay": asdict(replay), "bucket": refs[0].bucket, "objects": [_listed(ref) for ref in refs]}


def _listed(ref: PageRef) -> Mapping[str, object]:
    known = {"VersionId": ref.version_id, "Sequencer": ref.sequencer, "Size": ref.size}
    return {"Key": ref.key} | {name: value for name, value in known.items() if value is not None}


def _source(record: object) -> object:
    return record.get("eventSource") if isinstance(record, Mapping) else None


def _is_creation(record: Mapping[str, Any]) -> bool:
    version = record["eventVersion"]
    # A new major version changes the meaning of fields, a minor one only adds some:
    # https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    if not version.startswith("2."):
        raise PermanentError(f"The event has eventVersion {version[:20]}. {_EXPECTED}.")
    return bool(record["eventName"].removeprefix("s3:").startswith("ObjectCreated:"))


def _from_record(record: Mapping[str, Any]) -> PageRef:
    found = record["s3"]["object"]
    return PageRef(
        bucket=_utf8(record["s3"]["bucket"]["name"]),
        key=_utf8(unquote_plus(found["key"])),
        version_id=found.get("versionId"),
        etag=found.get("eTag"),
        sequencer=found.get("sequencer"),
        size=found.get("size"),
    )


def _from_eventbridge(detail: Mapping[str, Any]) -> PageRef:
    found = detail["object"]
    return PageRef(
        bucket=_utf8(detail["bucket"]["name"]),
        key=_utf8(found["key"]),  # unlike a notification's, it is not URL-encoded
        version_id=found.get("version-id"),
        etag=found.get("etag"),
        sequencer=found.get("sequencer"),
        size=found.get("size"),
    )


def _from_listing(bucket: str, found: Mapping[str, Any]) -> PageRef:
    return PageRef(
        bucket=_utf8(bucket),
        key=_utf8(found["Key"]),
        version_id=found.get("VersionId"),
        sequencer=found.get("Sequencer"),
        size=found.get("Size"),
    )


def _came_later(found: Mapping[str, Any], how: Mapping[str, Any]) -> bool:
    """Put after the replay began: its own event announces it, which a quiet replay would leave untold."""
    began, put = how.get("began"), found.get("LastModified")
    return began is not None and put is not None and _seconds(put) > _seconds(began)


def _seconds(time: str | float) -> float:
    """Since 1970. Step Functions lists objects with such numbers, others with ISO 8601."""
    return datetime.fromisoformat(time).timestamp() if isinstance(time, str) else float(time)


def _utf8(name: str) -> str:
    """The name, with U+FFFD for half a surrogate pair, as unquote_plus has it for bytes that are no UTF-8.

    JSON can hold such a half, S3 can't: the page will be missing, and its name can be stored and logged.
    """
    return _HALF_PAIR.sub("\ufffd", name)
