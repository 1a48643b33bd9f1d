"""The elements of a large JSON array, one at a time."""

import io
import json
import re
from collections.abc import Iterator

_CHUNK = 1 << 16  # characters
_BETWEEN = re.compile(r"[\s,]*")


def elements(stream: io.TextIOWrapper, longest: int) -> Iterator[object]:
    """Each element of the array that the stream holds.

    Raises ValueError where it is no valid JSON, ends early, or has an element of more than ``longest``
    characters; RecursionError where one is nested too deeply.
    """
    decoder = json.JSONDecoder(strict=False)
    text = stream.read(_CHUNK)
    at = text.index("[") + 1
    while True:
        at = _next(text, at)
        if text[at : at + 1] == "]":
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except ValueError as error:
            # The element may go on behind what was read. Fourfold steps: a third of the work is repeated.
            have = len(text) - at
            more = stream.read(min(max(_CHUNK, 3 * have), longest + 1 - have)) if have <= longest else ""
            if not more:
                raise _ended(error, have > longest) from None
            text, at = text[at:] + more, 0
            continue
        yield value
        at = end


def _next(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    return between.end() if between else at


def _ended(error: ValueError, too_long: bool) -> ValueError:
    return ValueError("an element is larger than a page may be") if too_long else error
