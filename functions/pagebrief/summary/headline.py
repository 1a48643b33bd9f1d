"""A headline for a page that has none of its own."""

import re
from collections.abc import Sequence

from pagebrief.model import Sentence
from pagebrief.scripts import CLOSING, FULL_STOPS
from pagebrief.summary.clauses import one_line

MOST = 120  # characters
_LEAST = 30
_BEGINNING = 4  # sentences among which the page says what it is about
_WORD = re.compile(r"\w+")
_LISTED = re.compile(r"\s*(?:[-*•·–]|\d+[.)]|(?:by|von|par|por|di)\s)", re.IGNORECASE)
_ENDED = re.compile(rf"[{FULL_STOPS}:,;]{CLOSING}$")


def headline(sentences: Sequence[Sentence], eligible: Sequence[Sentence], language: str | None) -> str:
    """The heading that the text begins with; else the most central sentence of its beginning.

    ``eligible`` can stand by themselves. A long one is cut at a clause's end, or else between words, visibly.
    """
    if not sentences:
        return ""
    if len(sentences) > 1 and _is_heading(sentences[0].text):
        return sentences[0].text
    beginning = (eligible or sentences)[:_BEGINNING]
    return one_line(beginning, MOST, _LEAST, language) or _clipped(beginning[0].text)


def _clipped(text: str) -> str:
    return text[: MOST - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def _is_heading(text: str) -> bool:
    """A line of a few words that is no sentence, no item of a list and no byline."""
    if not 10 <= len(text) <= MOST or _ENDED.search(text) or _LISTED.match(text):
        return False
    return len(_WORD.findall(text)) >= 3 or not text.isascii()
