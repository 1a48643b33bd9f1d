"""Which lines of a plain-text page are its article.

Trees say how likely each line is main text (``line_model``); of that, the choice is made that promises
most.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pagebrief.pages import line_model
from pagebrief.pages.choice import certainties, chosen
from pagebrief.pages.line_features import features_of
from pagebrief.pages.line_runs import smoothed
from pagebrief.pages.lines import Line
from pagebrief.pages.prose import is_prose, words

MOST_LINES = 20_000
"""Lines of a page that are looked at, ten times as many as the longest development page has."""
_SURE_WORDS = 40  # a menu, or the headlines of a small archive, come to fewer
_SURE_SHARE = 0.75
_NOTICE_WORDS = 20


def article_lines(lines: Sequence[Line]) -> list[float]:
    """For each line of a page, how likely it is of the article; 0 for those that are not taken for it.

    Where nothing that was chosen reads like prose, the page is a list, of which nothing is kept unless the
    model is sure, or a notice: a heading and one paragraph, too little for the model to know it by.
    """
    if not lines:
        return []
    looked_at = lines[:MOST_LINES]
    features = features_of(looked_at)
    likely = smoothed(line_model.load(line_model.LINES).likelihoods(features))
    kept = chosen(likely, features.lengths)
    prose = any(keep and is_prose(line.text) for keep, line in zip(kept, looked_at, strict=True))
    if not prose and not _is_sure(likely[kept], features.lengths[kept]):
        kept = _notice(looked_at, likely)
    return certainties(likely, kept, len(lines))


def _is_sure(likelihoods: NDArray[np.float64], lengths: NDArray[np.float64]) -> bool:
    """Whether chosen lines hold enough words of which most are expected to be main text."""
    expected = float((likelihoods * lengths).sum())
    return expected >= _SURE_WORDS and expected >= _SURE_SHARE * float(lengths.sum())


def _notice(lines: Sequence[Line], likelihoods: NDArray[np.float64]) -> list[bool]:
    """The paragraph right below the likeliest line, where it reads like prose."""
    below = int(np.argmax(likelihoods)) + 1
    is_notice = (
        below < len(lines) and is_prose(lines[below].text) and words(lines[below].text) >= _NOTICE_WORDS
    )
    return [is_notice and number == below for number in range(len(lines))]
