"""How good a clean text is: 4-gram F1, segment F1, and the share of right titles, authors and dates."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from benchmarks.cleaning.corpus import Page

_WORD = re.compile(r"\w+")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_N = 4  # words of a shingle
_ALIKE = 0.8  # word F1 from which a title, or an author, is the right one


@dataclass(frozen=True, slots=True)
class Answer:
    """What a cleaner says of a page; a page that it discards has no text."""

    text: str = ""
    title: str = ""
    author: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """Of one page. ``right``, ``extra`` and ``missed`` count shingles, or segments where no truth is known.

    ``title``, ``author`` and ``date`` are None where the right one is not known.
    """

    group: str
    form: str
    whole: bool
    right: int
    extra: int
    missed: int
    title: bool | None
    author: bool | None
    date: bool | None
    article_kept: bool | None
    """Whether anything of an article's page came out; None for pages that are no article."""


def score(page: Page, answer: Answer) -> Score:
    if page.truth is None:
        found = sum(segment in answer.text for segment in page.present)
        counts = (found, sum(segment in answer.text for segment in page.absent), len(page.present) - found)
    else:
        counts = _overlap(_shingles(page.truth), _shingles(answer.text))
    return Score(
        page.group,
        page.form,
        page.truth is not None,
        *counts,
        title=_alike(page.title, answer.title) if page.title else None,
        author=_alike(page.author, answer.author) if page.author else None,
        date=answer.published[:10] == page.date[:10] if _DAY.match(page.date) else None,
        article_kept=bool(answer.text) if page.article else None,
    )


def figures(scores: Sequence[Score]) -> dict[str, float]:
    """``n`` pages, ``f1``, and ``title``, ``author``, ``date`` and ``article_kept`` where they can be told.

    F1 of whole texts is that of the mean precision and the mean recall over pages; F1 of segments is over all
    segments at once, since a page has but a few.
    """
    found = {"n": float(len(scores)), "f1": _mean_f1(scores) if scores[0].whole else _summed_f1(scores)}
    for name in ("title", "author", "date", "article_kept"):
        known = [value for each in scores if (value := getattr(each, name)) is not None]
        if known:
            found[name] = fmean(known)
    return found


def _mean_f1(scores: Sequence[Score]) -> float:
    precision = fmean([s.right / (s.right + s.extra) for s in scores if s.right + s.extra] or [0.0])
    recall = fmean([s.right / (s.right + s.missed) for s in scores if s.right + s.missed] or [0.0])
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _summed_f1(scores: Sequence[Score]) -> float:
    right, extra, missed = (sum(getattr(s, name) for s in scores) for name in ("right", "extra", "missed"))
    return _f1(right, extra, missed)


def _f1(right: int, extra: int, missed: int) -> float:
    total = 2 * right + extra + missed
    return 2 * right / total if total else 1.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words with its count; a shorter text is one run."""
    words = _WORD.findall(text)
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + _N]) for at in range(max(1, len(words) - _N + 1)))


def _overlap(truth: Counter[tuple[str, ...]], got: Counter[tuple[str, ...]]) -> tuple[int, int, int]:
    both = (truth & got).total()
    return both, got.total() - both, truth.total() - both


def _alike(truth: str, got: str) -> bool:
    one, other = (Counter(_WORD.findall(text.lower())) for text in (truth, got))
    both = (one & other).total()
    return _f1(both, other.total() - both, one.total() - both) >= _ALIKE
