"""Fingerprints as bytes for a store, about 3 kB each; and what a page said, 18 kB at most."""

import json
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pagebrief.story import Fingerprint, Said

_VERSION = 1
_SETS = ("sketch", "names", "numbers", "words", "days", "opening", "page")


def to_bytes(page: Fingerprint) -> bytes:
    """A line of JSON, then the sets and vectors one behind the other."""
    head = {
        "v": _VERSION,
        "identity": page.identity,
        "url": page.url,
        "site": page.site,
        "seen_at": page.seen_at.isoformat(),
        "published": page.published,
        "headline": page.headline,
        "shingles": page.shingles,
        "lengths": [len(getattr(page, name)) for name in _SETS],
    }
    return _joined(head, (getattr(page, name) for name in _SETS))


def from_bytes(stored: bytes) -> Fingerprint | None:
    """None for one of another version, which can't be compared."""
    head, body = _parted(stored)
    if head.pop("v") != _VERSION:
        return None
    start = 0
    for name, length in zip(_SETS, head.pop("lengths"), strict=True):
        head[name] = body[start : start + length]
        start += length
    head["seen_at"] = datetime.fromisoformat(head["seen_at"])
    return Fingerprint(**head)


def said_to_bytes(said: Iterable[Said]) -> bytes:
    """The same for sentences, whose texts are compressed."""
    found = tuple(said)
    head = {"texts": [each.text for each in found], "lengths": [len(each.vector) for each in found]}
    return zlib.compress(_joined(head, (each.vector for each in found)))


def said_from_bytes(stored: bytes) -> tuple[Said, ...]:
    head, body = _parted(zlib.decompress(stored))
    found, start = [], 0
    for text, length in zip(head["texts"], head["lengths"], strict=True):
        found.append(Said(text, body[start : start + length]))
        start += length
    return tuple(found)


def _joined(head: object, parts: Iterable[bytes]) -> bytes:
    line = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return b"\n".join((line, b"".join(parts)))


def _parted(stored: bytes) -> tuple[dict[str, Any], bytes]:
    line, _, body = stored.partition(b"\n")
    return json.loads(line.decode("utf-8", "surrogatepass")), body
