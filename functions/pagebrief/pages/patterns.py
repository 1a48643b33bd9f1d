"""Regular expressions that are lists: one alternative a line."""

import re


def any_of(alternatives: str) -> str:
    """A group of the alternatives, each on a line of its own."""
    lines = (line.strip() for line in alternatives.strip().splitlines())
    return f"(?:{'|'.join(lines)})"


def whole_line(alternatives: str) -> re.Pattern[str]:
    """Matches a text that is one of the alternatives from end to end, in any case."""
    return re.compile(rf"{any_of(alternatives)}\Z", re.IGNORECASE)
