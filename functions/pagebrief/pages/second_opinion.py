"""Where the block model is not sure of a page, trafilatura is asked too."""

import re
from collections.abc import Sequence
from copy import deepcopy

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from pagebrief.pages.likelihoods import logits, uncertain

_WORD = re.compile(r"\w+")
_TRIGRAMS = 6  # words of a block from which it is looked for by its trigrams, not as a whole line
_WEIGHT = 1.0
"""Of its vote, in logits; ``docs/decisions.md`` has what others gave."""

_Floats = NDArray[np.float64]


def with_second_opinion(likelihoods: _Floats, texts: Sequence[str], tree: HtmlElement) -> _Floats:
    """(n,): the likelihoods of n blocks, more for those that trafilatura keeps and less for the others.

    Where it finds nothing, they stay as they are.
    """
    extracted = _extracted(tree)
    if not extracted:
        return likelihoods
    votes = _shares(texts, extracted)
    score = logits(uncertain(likelihoods)) + _WEIGHT * (2 * votes - 1)
    weighed: _Floats = 1 / (1 + np.exp(-score))
    return weighed


def _extracted(tree: HtmlElement) -> str:
    # Half a second to import, and most pages never ask for it.
    from trafilatura import bare_extraction  # noqa: PLC0415

    # It takes the tree apart that it is given.
    found = bare_extraction(deepcopy(tree), with_metadata=False, include_comments=False)
    text = getattr(found, "text", None)
    return text if isinstance(text, str) else ""


def _shares(texts: Sequence[str], extracted: str) -> _Floats:
    """For each block the share of it that was extracted: of its trigrams, or of a short one the whole."""
    lines = {" ".join(_words(line)) for line in extracted.split("\n")}
    words = _words(extracted)
    trigrams = {tuple(words[at : at + 3]) for at in range(len(words) - 2)}
    shares = []
    for text in texts:
        own = _words(text)
        if len(own) < _TRIGRAMS:
            shares.append(float(" ".join(own) in lines))
        else:
            hits = sum(tuple(own[at : at + 3]) in trigrams for at in range(len(own) - 2))
            shares.append(hits / (len(own) - 2))
    return np.array(shares)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]
