"""What the kinds of pages without an article have in common: how each shows itself."""

import re
from dataclasses import dataclass
from enum import StrEnum

from pagebrief.model import DiscardReason
from pagebrief.pages.patterns import any_of

_NEVER = r"(?!)"
_GOES_ON = re.compile(r"\n\s*\|")


class Hint(StrEnum):
    """What markup says that no reader sees."""

    PASSWORD = "a field for a password"  # noqa: S105 - what a page has, not one
    CAPTCHA = "a captcha"
    CHALLENGE = "a script that tells people from machines"
    NOT_FREE = "metadata by which the article is not free"
    EMPTY_ROOT = "an empty element that a script fills"
    FORWARDING = "a forwarding address"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page, its signs, and how much else such a page holds at most.

    A ``heading`` and a ``control`` are lines from end to end, a ``sentence`` is found anywhere in a line.
    Headings and sentences count two, controls one.
    Sentences with ``topic`` in them are not what an article would be.
    """

    reason: DiscardReason
    headings: re.Pattern[str]
    sentences: re.Pattern[str]
    controls: re.Pattern[str]
    topic: re.Pattern[str]
    hints: tuple[tuple[Hint, int], ...]
    """With the weight of each."""
    least: int
    """What the signs must come to."""
    own: int
    """Words of prose beside the signs and their topic; what has more of its own is an article."""
    visible: int
    """Words that are on the page at all, at most."""
    share: float
    """Of those words, how many stand in lines that are signs or on the topic, at least."""
    comes_last: bool
    """Whether the last sign stands below the prose that was kept, as the offer of a paywall does."""


def kind(  # noqa: PLR0913 - one argument a sign, named by every caller
    reason: DiscardReason,
    *,
    own: int,
    visible: int,
    least: int = 2,
    share: float = 0.0,
    comes_last: bool = False,
    headings: str = _NEVER,
    sentences: str = _NEVER,
    controls: str = _NEVER,
    topic: str = _NEVER,
    hints: tuple[tuple[Hint, int], ...] = (),
) -> Kind:
    """A kind from lists of alternatives, one a line, in lower case with straight apostrophes.

    A line that begins with ``|`` goes on with the one above.
    """
    return Kind(
        reason,
        _any_of(headings),
        _any_of(sentences),
        _any_of(controls),
        _any_of(topic),
        hints,
        least,
        own,
        visible,
        share,
        comes_last,
    )


def _any_of(alternatives: str) -> re.Pattern[str]:
    return re.compile(any_of(_GOES_ON.sub("|", alternatives)))
