"""The largest page that is read, the same for every place where pages lie."""

import math
from typing import Protocol

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason

_CHUNK = 1 << 16


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_at_most(stream: Readable, limit: int) -> bytes:
    """The stream to its end, or its first ``limit`` bytes.

    It reads on until nothing comes: botocore notices a body that was cut short only then.
    """
    body = bytearray()
    while len(body) < limit and (chunk := stream.read(min(_CHUNK, limit - len(body)))):
        body += chunk
    return bytes(body)


def too_large(name: str, size: int, max_bytes: int) -> PageError:
    """The size is rounded up, so that a page just over the limit reads as over it."""
    megabytes = math.ceil(size / 100_000) / 10
    return PageError(
        DiscardReason.TOO_LARGE,
        f"{name} has {megabytes:g} MB, more than the {max_bytes / 1_000_000:g} MB that are read of a page.",
    )
