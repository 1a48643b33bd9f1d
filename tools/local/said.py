"""What the functions say, kept for whoever looks: their JSON logs, by line."""

import json
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

_KEPT = 300
_NOT_SHOWN = {"level", "location", "message", "timestamp", "service", "message_id", "item", "cold_start"}
_NOT_SHOWN_EITHER = ("function_", "xray_", "request")
"""What Powertools and Lambda add to each line, and names that tell a person nothing."""


@dataclass(frozen=True)
class Said:
    at: datetime
    function: str
    level: str
    """Of logging; ERROR also where the function itself failed."""
    text: str
    more: Mapping[str, Any] = field(default_factory=dict)


class Log:
    """The last few hundred lines. ``deque`` lets several threads write while others read a copy."""

    def __init__(self) -> None:
        self._lines: deque[Said] = deque(maxlen=_KEPT)

    def lines(self) -> list[Said]:
        """Newest first."""
        return list(self._lines)[::-1]

    def of(self, function: str) -> "partial[None]":
        """What takes the lines of that function."""
        return partial(self.take, function)

    def take(self, function: str, line: str) -> None:
        try:
            found = json.loads(line)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            self.add(function, "INFO", line)
        elif "_aws" not in found:  # a metric, in CloudWatch's embedded format
            text = str(found.get("message") or found.get("errorMessage") or line)
            self.add(function, str(found.get("level", "INFO")), text, _own(found))

    def add(self, function: str, level: str, text: str, more: Mapping[str, Any] | None = None) -> None:
        self._lines.append(Said(datetime.now().astimezone(), function, level, text, more or {}))


def _own(found: Mapping[str, Any]) -> dict[str, Any]:
    """What a line has of its own."""
    return {
        name: value
        for name, value in found.items()
        if name not in _NOT_SHOWN and not name.startswith(_NOT_SHOWN_EITHER)
    }
