"""Texts → sketches that tell how much of their words two texts share.

Bottom-k sketches (Broder 1997, «On the resemblance and containment of documents»): the k smallest hashes of a
text's shingles are a random sample of them, and the k smallest of two texts' union one of the union.
"""

import struct
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

_SHINGLE = 3  # words
SIZE = 192  # hashes kept: the standard error of a share is 0.03 at most
_END = 2**32 - 1
_REMEMBERED = 8_192  # sets that are kept unpacked: some 60 MB
_LONGEST = 40_000  # words of a page that are looked at


def hashed(text: str) -> int:
    """32 bits, the same on every machine and in every run."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "little")


def packed(hashes: Iterable[int]) -> bytes:
    found = list(hashes)
    return struct.pack(f"<{len(found)}I", *found)


@lru_cache(maxsize=_REMEMBERED)
def terms(hashes: bytes) -> frozenset[int]:
    return frozenset(unpacked(hashes))


@lru_cache(maxsize=_REMEMBERED)
def unpacked(hashes: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(hashes) // 4}I", hashes)


def shingles(tokens: Sequence[str]) -> set[int]:
    """The hashes of all runs of three words; of a shorter text, of the text."""
    return set(map(hashed, _runs(tokens[:_LONGEST])))


def _runs(tokens: Sequence[str]) -> Iterator[str]:
    return (
        " ".join(tokens[place : place + _SHINGLE])
        for place in range(max(min(1, len(tokens)), len(tokens) - _SHINGLE + 1))
    )


def sketch(found: Iterable[int]) -> bytes:
    return packed(sorted(found)[:SIZE])


@dataclass(frozen=True, slots=True)
class Shared:
    """Of two texts' shingles: how many of all are in both, and of the one that has fewer; 0 to 1."""

    jaccard: float
    contained: float


def shared(one: bytes, other: bytes) -> Shared:
    """Estimated from two sketches, over the range of hashes in which both are complete."""
    first, second = unpacked(one), unpacked(other)
    end = min((each[-1] for each in (first, second) if len(each) == SIZE), default=_END)
    left, right = bisect_right(first, end), bisect_right(second, end)
    both = len(terms(one) & terms(other))  # what is in both sketches lies in that range
    return Shared(both / max(1, left + right - both), both / max(1, min(left, right)))
