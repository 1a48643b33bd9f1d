"""The page in one sentence, for a notification or the line below a subject."""

from collections.abc import Sequence

from pagebrief.model import Sentence
from pagebrief.summary.clauses import one_line

MOST = 150  # characters
_LEAST = 50  # of a sentence that is shortened


def gist(sentences: Sequence[Sentence], language: str | None) -> str:
    """The best of the chosen sentences in at most MOST characters; empty where none can be had in so few."""
    return one_line(sentences, MOST, _LEAST, language)
