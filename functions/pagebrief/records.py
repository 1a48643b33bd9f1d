"""What is kept of a page in the state bucket, and what the command line prints: plain JSON."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from pagebrief.digest import Entry, Rejection
from pagebrief.hashing import hashed
from pagebrief.model import (
    Brief,
    CleanPage,
    Discarded,
    Dropped,
    DropReason,
    PageRef,
    Reason,
    Rewritten,
    Sentence,
)

_KEY_TAIL = 60  # characters


def record_name(result: Entry | Rejection, now: datetime) -> str:
    """``briefs/2025-04-28/page.html-1f0c….json``: by day, and told apart by the page's identity."""
    kind = "briefs" if isinstance(result, Entry) else "discarded"
    tail = re.sub(r"[^\w.-]+", "-", result.ref.key.rsplit("/", 1)[-1], flags=re.ASCII)[-_KEY_TAIL:]
    digest = hashed(result.ref.identity, 16)
    return f"{kind}/{now.date().isoformat()}/{tail}-{digest}.json"


def record_of(result: Entry | Rejection, now: datetime) -> Mapping[str, object]:
    """Where the page lies, so that it can be replayed, and all that was made of it."""
    record: dict[str, object] = {
        "source": asdict(result.ref),
        "uri": result.ref.uri,
        "recorded_at": now.isoformat(),
    }
    if isinstance(result, Rejection):
        return {**record, "discarded": asdict(result.discarded)}
    return {**record, "page": page_record(result.ref, result.page), "brief": brief_record(result.brief)}


def entry_of(record: Mapping[str, Any], reasons: tuple[Reason, ...]) -> Entry:
    """What was kept of a page, to be told: with its text and ledger, yet without its paragraphs' places."""
    page, brief = record["page"], record["brief"]
    known = {name: page[name] for name in ("title", "url", "site", "author", "language")}
    return Entry(
        PageRef(**record["source"]),
        CleanPage(
            page["text"],
            (),
            published_at=page["published"],
            ledger=tuple(_dropped(each) for each in page["ledger"]),
            **known,
        ),
        Brief(
            brief["headline"],
            tuple(Sentence(**each) for each in brief["sentences"]),
            brief["method"],
            brief["gist"],
            tuple(brief["key_phrases"]),
            brief["reading_minutes"],
            tuple(_rewritten(each) for each in brief.get("rewritten", ())),
        ),
        reasons,
    )


def _dropped(record: Mapping[str, Any]) -> Dropped:
    """A record may be older than the reasons that are known now: it is told all the same."""
    try:
        reason = DropReason(record["reason"])
    except ValueError:
        reason = DropReason.OUTSIDE
    return Dropped(reason, record["text"], record["line"])


def _rewritten(record: Mapping[str, Any]) -> Rewritten:
    supports = tuple(Sentence(**each) for each in record["supports"])
    return Rewritten(record["text"], supports, record["quoted"])


def page_record(ref: PageRef, result: CleanPage | Discarded) -> Mapping[str, object]:
    """The line of ``pagebrief clean --jsonl``; every key is always there.

    ``member`` names the page within the file at ``path``; null where the file is one page.
    """
    if isinstance(result, Discarded):
        empty = dict.fromkeys(("title", "url", "site", "author", "published", "language"))
        return {
            "path": ref.key,
            "member": ref.member,
            **empty,
            "text": "",
            "discarded": result.reason,
            "detail": result.detail,
            "ledger": [],
        }
    return {
        "path": ref.key,
        "member": ref.member,
        "title": result.title,
        "url": result.url,
        "site": result.site,
        "author": result.author,
        "published": result.published_at,
        "language": result.language,
        "text": result.text,
        "discarded": None,
        "detail": None,
        "ledger": [asdict(entry) for entry in result.ledger],
    }


def text_record(line: str) -> Mapping[str, Any]:
    """A line that ``pagebrief summarise --jsonl`` is given: its object, of whatever keys and values.

    Empty where there is none, or one whose id no JSON could give back.
    """
    try:
        given = json.loads(line)
        known = given if isinstance(given, dict) else {}
        json.dumps(known.get("id"), allow_nan=False)  # Python reads NaN, which is no JSON
    except (ValueError, RecursionError):
        return {}
    return known


def brief_record(brief: Brief) -> Mapping[str, object]:
    """What ``pagebrief summarise --jsonl`` prints beside the id.

    ``rewritten`` is there only where a model rewrote the page.
    """
    record: dict[str, object] = {
        "headline": brief.headline,
        "sentences": [asdict(sentence) for sentence in brief.sentences],
        "method": brief.method,
        "gist": brief.gist,
        "key_phrases": list(brief.key_phrases),
        "reading_minutes": brief.reading_minutes,
    }
    if brief.rewritten:
        record["rewritten"] = [asdict(sentence) for sentence in brief.rewritten]
    return record
