"""Which lines of a page are in its true main text: the answers that the model learns."""

import re
from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_ANCHOR = 6  # words of a line that is looked for by its trigrams; a shorter one by its place
_NEAR = 60  # words behind the last found line, within which a short line must stand


def shares(texts: Sequence[str], truth: str) -> list[float]:
    """For each line the share of its words that stand in the truth, 0 to 1.

    A long line is found anywhere, by its trigrams. A short one ("Share", "2024") stands on many pages
    by chance: it counts only as a whole, and where the lines around it put it.
    """
    true = [word.lower() for word in _WORD.findall(truth)]
    lines = [[word.lower() for word in _WORD.findall(text)] for text in texts]
    found = [0.0] * len(lines)
    places: list[int | None] = [None] * len(lines)
    _find_long(lines, true, found, places)
    _find_short(lines, true, found, places)
    return found


def _find_long(
    lines: Sequence[Sequence[str]], true: Sequence[str], found: list[float], places: list[int | None]
) -> None:
    trigrams: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(true) - 2):
        trigrams.setdefault(tuple(true[at : at + 3]), []).append(at)
    expected = 0
    for number, words in enumerate(lines):
        if len(words) < _ANCHOR:
            continue
        hits = [trigrams.get(tuple(words[at : at + 3])) for at in range(len(words) - 2)]
        found[number] = sum(hit is not None for hit in hits) / len(hits)
        if found[number] >= 0.5:
            first = next(hit for hit in hits if hit)
            place = min(first, key=lambda at: abs(at - expected))
            places[number], expected = place, place + len(words)
        elif found[number] < 0.3:
            found[number] /= 2  # words that stand together by chance


def _find_short(
    lines: Sequence[Sequence[str]], true: Sequence[str], found: list[float], places: list[int | None]
) -> None:
    anchors = [number for number, place in enumerate(places) if place is not None]
    first, last = (anchors[0], anchors[-1]) if anchors else (len(lines), -1)
    following, whole = _following(places, len(true)), f" {' '.join(true)} "
    at = 0
    for number, words in enumerate(lines):
        place = places[number]
        if place is not None:
            at = place + len(words)
        elif words and len(words) < _ANCHOR:
            end = min(following[number] + 1, at + _NEAR)
            stands = next((p for p in range(max(0, at - 2), end) if true[p : p + len(words)] == words), None)
            if stands is not None and (first - 4 <= number <= last + 4 or len(words) >= 3):
                found[number], at = 1.0, stands + len(words)
            elif len(words) >= 3 and first < number < last and f" {' '.join(words)} " in whole:
                found[number] = 1.0  # out of order, as on a page that says a thing several times


def _following(places: Sequence[int | None], end: int) -> list[int]:
    """For each line, where in the truth the next line that was found stands."""
    following = [end] * len(places)
    for number in range(len(places) - 1, -1, -1):
        following[number] = end
        place = places[number]
        end = end if place is None else place
    return following
