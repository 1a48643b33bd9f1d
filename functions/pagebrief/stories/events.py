"""Whether two pages tell of one event, in words of their own.

Pages about different events share people, places and subject: two meetings of the same ministers, two matches
of the same clubs. What they don't share is the day, the numbers, and what they open with. Vectors hardly tell
them apart, so they only say whether it is worth while to look. What can't be told apart for certain is kept
apart: two alerts about one event are a nuisance, one that is never told is a loss.
"""

from datetime import date, timedelta

from pagebrief.stories.comparing import contained, cosine
from pagebrief.stories.sketch import terms, unpacked
from pagebrief.story import Bond, Fingerprint, Likeness

# Chosen on half of our own pages and of the development articles; docs/stories.md has the figures.
_NEAR = 0.45  # cosine of the pages' vectors
_NAMES, _NAMED = 2, 0.5  # names shared, and their share of those of the page that has fewer
_OPENING = 0.3  # of what the shorter opening tells, in the other one, where both name the same day first
_OPENING_ALONE = 0.5  # where they don't say on which day it was
_TERMS = 6  # of the openings that are shared, at least
_WINDOW = timedelta(days=3)


def same_event(one: Fingerprint, other: Fingerprint) -> Likeness | None:
    """Their openings share enough, a number among it; and nothing says that it was another day."""
    agreeing = days_agree(one, other)
    if agreeing is False or not _about_the_same(one, other) or not _number_shared(one, other):
        return None
    first, second = terms(one.opening), terms(other.opening)
    score = contained(first, second) if len(first & second) >= _TERMS else 0.0
    return Likeness(Bond.EVENT, score) if score >= (_OPENING if agreeing else _OPENING_ALONE) else None


def days_agree(one: Fingerprint, other: Fingerprint) -> bool | None:
    """False where they tell of other days, None where that can't be said.

    The day named first is mostly that of the event, others those of what came before or is to follow.
    """
    if not _within_window(one, other):
        return False
    first, second = unpacked(one.days), unpacked(other.days)
    if first and second and not set(first) & set(second):
        return False
    return True if first[:1] == second[:1] != () else None


def _within_window(one: Fingerprint, other: Fingerprint) -> bool:
    if one.published and other.published:
        return abs(date.fromisoformat(one.published) - date.fromisoformat(other.published)) <= _WINDOW
    return abs(one.seen_at - other.seen_at) <= _WINDOW


def _about_the_same(one: Fingerprint, other: Fingerprint) -> bool:
    """By their names, and by their vectors where both have one."""
    first, second = terms(one.names), terms(other.names)
    if len(first & second) < _NAMES or contained(first, second) < _NAMED:
        return False
    return not (one.page and other.page) or cosine(one.page, other.page) >= _NEAR


def _number_shared(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether a number that one of them opens with stands in the other."""
    shared = terms(one.numbers) & terms(other.numbers)
    return bool(shared & (terms(one.opening) | terms(other.opening)))
