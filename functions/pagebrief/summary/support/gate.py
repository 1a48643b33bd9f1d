"""The support gate: a generated sentence passes if one or two sentences of the page say the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pagebrief.summary.support.alignment import aligned, prefixes
from pagebrief.summary.support.antonyms import ANTONYMS
from pagebrief.summary.support.words import Kind, Word, names_of, stray_negation, words_of

# Chosen on half of the development articles; docs/decisions.md has the figures.
_SIMILARITY = 0.35  # cosine to the nearest supporting sentence, at least
_UNKNOWN = 0.4  # of the words that are no names and numbers, at most
_CANDIDATES = 8  # sentences of the page that are aligned
_LEAST_PART = 3  # words of a part that a sentence of its own supports

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``supports`` are indices of the page's sentences, in reading order.

    ``objection``: why the sentence does not pass, None where it does. The support is the nearest one then.
    """

    supports: tuple[int, ...]
    objection: str | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A run of words told, and the sentence that is nearest to it."""

    words: tuple[Word, ...]
    source: int
    pairs: tuple[tuple[int, int], ...]


class Gate:
    """For one page: its sentences, and their unit vectors of shape (sentences, dimensions)."""

    def __init__(self, sentences: Sequence[str], vectors: Vector) -> None:
        self._vectors = vectors
        self._names = names_of(sentences)
        lower = (word for text in sentences for word in text.split() if word[:1].islower())
        self._known = frozenset(word.strip(".,;:!?\"'()").casefold() for word in lower)
        self._sources = [words_of(text, self._names, self._known) for text in sentences]
        self._first_names = _first_names(self._sources)

    def judge(self, sentence: str, vector: Vector) -> Verdict:
        """``vector`` is the sentence's own, of length 1."""
        likeness = self._vectors @ vector
        nearest = int(np.argmax(likeness))
        told = words_of(sentence, self._names, self._known)
        if not told:
            return Verdict((nearest,), "it says nothing")
        parts = self._parts(told, likeness)
        supports = tuple(sorted({part.source for part in parts}))
        objection = next(self._objections(sentence, parts, float(likeness[list(supports)].max())), None)
        return Verdict(supports, None) if objection is None else Verdict((nearest,), objection)

    def _candidates(self, told: Sequence[Word], likeness: Vector) -> list[int]:
        forms = {word.form for word in told}
        overlap = np.array([len(forms & {word.form for word in source}) for source in self._sources])
        order = np.argsort(-(overlap / len(forms) + likeness), kind="stable")
        return [int(index) for index in order[:_CANDIDATES]]

    def _parts(self, told: tuple[Word, ...], likeness: Vector) -> list[_Part]:
        """One sentence for all, or, where that explains more, one for each side of a joint."""
        candidates = self._candidates(told, likeness)
        before = {c: [row[-1] for row in prefixes(told, self._sources[c])] for c in candidates}
        after = {
            c: [row[-1] for row in prefixes(told[::-1], self._sources[c][::-1])][::-1] for c in candidates
        }
        best = max(candidates, key=lambda c: before[c][-1])
        parts, reached = [self._part(told, best)], before[best][-1]
        for cut in range(1, len(told)):
            first = max(candidates, key=lambda c: before[c][cut])
            second = max(candidates, key=lambda c: after[c][cut])
            if before[first][cut] + after[second][cut] > reached and _may_part(told, cut):
                two = [self._part(told[:cut], first), self._part(told[cut:], second)]
                if self._are_clauses(two):
                    parts, reached = two, before[first][cut] + after[second][cut]
        return parts

    def _part(self, told: tuple[Word, ...], source: int) -> _Part:
        return _Part(told, source, tuple(aligned(told, self._sources[source])))

    def _are_clauses(self, parts: Sequence[_Part]) -> bool:
        """The second begins where a clause of its source does; two of one sentence changed places whole."""
        first, second = parts
        if not first.pairs or not second.pairs:
            return False
        if first.source == second.source:
            return second.pairs[-1][1] < first.pairs[0][1]
        i, j = second.pairs[0]
        return i == 0 and second.words[0].joint and self._sources[second.source][j].joint

    def _objections(self, sentence: str, parts: Sequence[_Part], likeness: float) -> Iterator[str]:
        if likeness < _SIMILARITY:
            yield f"its meaning is not near enough ({likeness:.2f})"
        if stray_negation(sentence):
            yield "it ends in a negation"
        for part in parts:
            source = self._sources[part.source]
            for check in (self._unsupported, _turned, self._torn, _replaced, _strange):
                yield from check(part, source)

    def _unsupported(self, part: _Part, source: Sequence[Word]) -> Iterator[str]:
        """Names and numbers that don't stand there, words whose opposite does."""
        matched = dict(part.pairs)
        there = {word.form for word in source}
        for index, word in reversed(list(enumerate(part.words))):
            if index in matched:
                continue
            if word.kind is Kind.NAME and self._completes(part, index, matched, source):
                matched[index] = -1
            elif word.kind is not Kind.WORD or word.capital:
                yield f"{word.form!r} is not in the source there"
            if word.negated:
                yield f"the negation of {word.form!r} is not in the source"
            if ANTONYMS.get(word.form, frozenset()) & there:
                yield f"the source says the opposite of {word.form!r}"

    def _completes(self, part: _Part, index: int, matched: Mapping[int, int], source: Sequence[Word]) -> bool:
        """«Roberto» before «Martinez», where the source has the second alone and the page no other one."""
        place = matched.get(index + 1)
        if place is None or part.words[index + 1].kind is not Kind.NAME:
            return False
        if (
            place > 0
            and source[place - 1].kind is Kind.NAME
            and source[place - 1].clause == source[place].clause
        ):
            return False
        return self._first_names.get(part.words[index + 1].form) == {part.words[index].form}

    def _torn(self, part: _Part, source: Sequence[Word]) -> Iterator[str]:
        """Neighbours between which the source has another name or number: a relation of its own making.

        What stands there may be an aside, which ends where it began: between two commas.
        """
        for (i, j), (k, m) in pairwise(part.pairs):
            one, other, gap = part.words[i], part.words[k], source[j + 1 : m]
            if k != i + 1 or not gap or source[m].clause - source[j].clause >= 2:
                continue
            names = [word.kind is Kind.NAME for word in gap]
            if other.kind is Kind.NAME and (all(names) or one.form in self._first_names.get(other.form, ())):
                continue
            if Kind.NAME in {one.kind, other.kind} and any(names):
                yield f"{one.form!r} and {other.form!r} belong to others in the source"
            if one.kind is Kind.NUMBER and any(word.kind is Kind.NUMBER for word in gap):
                yield f"{one.form!r} counts something else in the source"


def _may_part(told: Sequence[Word], cut: int) -> bool:
    """At a joint, with enough words on either side, or beside who said it: «says Jones»."""
    sides = (told[:cut], told[cut:])
    if any(side[0].form == "say" and all(word.kind is Kind.NAME for word in side[1:]) for side in sides):
        return True
    return told[cut].joint and all(len(side) >= _LEAST_PART for side in sides)


def _first_names(sources: Sequence[Sequence[Word]]) -> dict[str, set[str]]:
    """For each name what names stand right before it."""
    found: dict[str, set[str]] = {}
    for words in sources:
        for one, other in pairwise(words):
            if one.kind is other.kind is Kind.NAME and one.clause == other.clause:
                found.setdefault(other.form, set()).add(one.form)
    return found


def _replaced(part: _Part, source: Sequence[Word]) -> Iterator[str]:
    """A word in the place of another: «injured», where the source has «killed» between the same two words."""
    for (i, j), (k, m) in pairwise(part.pairs):
        words = [word for word in source[j + 1 : m] if word.kind is Kind.WORD]
        if k == i + 2 and words:
            yield f"{part.words[i + 1].form!r} stands where the source says {words[0].form!r}"


def _strange(part: _Part, source: Sequence[Word]) -> Iterator[str]:
    """Too many words that the source does not have there."""
    matched = {i for i, _ in part.pairs}
    words = [i for i, word in enumerate(part.words) if word.kind is Kind.WORD]
    unknown = sum(i not in matched for i in words)
    if unknown > _UNKNOWN * len(words):
        yield f"{unknown} of {len(words)} words are not in the source there"


def _turned(part: _Part, source: Sequence[Word]) -> Iterator[str]:
    """What is denied on one side only, or done by a name on one side and to it on the other."""
    for i, j in part.pairs:
        if part.words[i].negated != source[j].negated:
            yield f"{part.words[i].form!r} is denied on one side only"
        if part.words[i].by != source[j].by and part.words[i].kind is Kind.NAME:
            yield f"{part.words[i].form!r} acts on one side only"
