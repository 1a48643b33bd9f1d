"""How good a summary is: ROUGE against a person's, how much of its page it covers, whether it is of it."""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

_WORD = re.compile(r"\w+")
_N = 4  # words of a shingle
_WHOLE = 0.9  # of a sentence's shingles: a mark or a link may be written otherwise in the truth


def rouge(reference: str, summary: str) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2, F1 times 100, as Google's rouge-score has them with stemming."""
    scores = _scorer().score(reference, summary)
    return 100 * scores["rouge1"].fmeasure, 100 * scores["rouge2"].fmeasure


def coverage(vectors: NDArray[np.float32], chosen: Sequence[int]) -> float:
    """The mean cosine of a page's sentences to the nearest of the summary; unit vectors, (n, dimensions)."""
    return float((vectors @ vectors[list(chosen)].T).max(1).mean())


def is_of(sentence: str, truth: str) -> bool:
    """Whether a sentence is of a page's true text, white space and punctuation aside.

    Its words stand there in a row, or nine tenths of its runs of four words do.
    """
    words, there = _WORD.findall(sentence.lower()), _WORD.findall(truth.lower())
    if f" {' '.join(words)} " in f" {' '.join(there)} ":
        return True
    ours = _shingles(words)
    return bool(ours) and len(ours & _shingles(there)) >= _WHOLE * len(ours)


def _shingles(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + _N]) for at in range(len(words) - _N + 1)}


@cache
def _scorer() -> Any:
    from rouge_score.rouge_scorer import RougeScorer  # noqa: PLC0415 # nltk comes with it: a second

    return RougeScorer(["rouge1", "rouge2"], use_stemmer=True)
