"""CleanPage → Brief."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from pagebrief.model import Brief, CleanPage, Sentence
from pagebrief.ports import Encoder
from pagebrief.scripts import CLOSING, FULL_STOPS
from pagebrief.summary.compared import compared, is_known
from pagebrief.summary.coverage import cover
from pagebrief.summary.gist import gist
from pagebrief.summary.headline import headline
from pagebrief.summary.key_phrases import key_phrases
from pagebrief.summary.leaning import supports_of
from pagebrief.summary.quotations import breaks_off
from pagebrief.summary.reading import minutes
from pagebrief.summary.selection import Standing, select
from pagebrief.summary.sentences import Span, sentence_of

DEFAULT_SENTENCES = 3

_SURE = 0.95
"""Certainty of a paragraph that may be told: captions and notes that were kept seldom reach it."""
_SURE_OF_LEAD = 0.8
"""Of the one that holds the first sentence that stands alone. The cleaner doubts it more than others, since
menus end there, and it is the one that a summary can least do without (docs/decisions.md)."""
_HEADED = 0.2
"""Share of a page's sentences that end without any mark, as headings and items of lists do. Of hundreds of
news articles none has as many, most guides and products have more (docs/decisions.md)."""
_ENDED = re.compile(rf"[{FULL_STOPS}]\s?{CLOSING}$")  # a blank, as in French and tokenised text
_MARKED = re.compile(rf"[{FULL_STOPS},;:，；：、؛،][\s\"'`”’»)\]]*$")
_ASKED = re.compile(r"[?？؟]$")
_SHORT_QUESTION = 12  # words
_CUT_OFF = re.compile(rf"(?:\.\.\.|…)\s?{CLOSING}$")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence of the page, and how it fared. Its score is how much it would tell if it were told alone.

    ``eligible``: it can be told by itself, is said for the first time, and its paragraph is surely of the
    article. Others are chosen only where the page has none such. ``leans``: on one of the one or two before
    it, so that it is told beside that, or where nothing else is left. ``position`` and ``centrality``: how
    early it stands, and how much of the page is about the same; ``told``: the share of what it tells that the
    other sentences of the summary tell. All three lie in [0, 1].
    """

    sentence: Sentence
    eligible: bool
    leans: bool
    chosen: bool
    position: float
    centrality: float
    told: float


class Way(StrEnum):
    """How sentences are chosen: as running text, or as a page of sections and lists."""

    OVERLAP = "expected overlap"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences of a page that were compared, in reading order; the page has ``total``."""

    sentences: tuple[Ranked, ...]
    total: int
    way: Way

    @property
    def compared(self) -> str:
        """«25 sentences», or how many of how many where the page is longer than the budget."""
        if len(self.sentences) == self.total:
            return f"{self.total} sentences"
        return f"{len(self.sentences):,} of {self.total:,} sentences (the beginning, then evenly to the end)"


def summarise(page: CleanPage, encoder: Encoder, count: int = DEFAULT_SENTENCES) -> Brief:
    """Up to ``count`` sentences of the page, verbatim, whole, in reading order."""
    ranking = rank(page, encoder, count)
    sentences = tuple(each.sentence for each in ranking.sentences if each.chosen)
    said = [each.sentence for each in ranking.sentences]
    alone = [each.sentence for each in ranking.sentences if each.eligible]
    return Brief(
        headline=page.title or headline(said, alone, page.language),
        sentences=sentences,
        method="the whole page" if len(sentences) == len(said) else _method(page, encoder, ranking),
        gist=gist(sentences, page.language),
        key_phrases=key_phrases(page, said),
        reading_minutes=minutes(page.text),
    )


def _method(page: CleanPage, encoder: Encoder, ranking: Ranking) -> str:
    method = f"{ranking.way}, among {ranking.compared}"
    if is_known(page, encoder):
        return method
    return f"{method}, by their words: the encoder does not know «{page.language}»"


def rank(page: CleanPage, encoder: Encoder, count: int = DEFAULT_SENTENCES) -> Ranking:
    """What becomes of each sentence where up to ``count`` are told."""
    seen = compared(page, encoder)
    spans, texts, vectors = seen.spans, seen.texts, seen.vectors
    first = {text: index for index, text in reversed(list(enumerate(texts)))}
    alone = [_stands_alone(text) and first[text] == at for at, text in enumerate(texts)]
    eligible = _eligible(alone, _margins(page, spans, alone), count)
    supports = supports_of(texts, page.language, seen.numbers)
    if _is_headed(texts):
        way, standings = Way.COVERAGE, cover(vectors, eligible, count, supports)
    else:
        way, standings = Way.OVERLAP, select(texts, vectors, eligible, count, supports)
    leans = [at in supports for at in range(len(texts))]
    return Ranking(tuple(map(partial(_ranked, page), spans, eligible, leans, standings)), seen.total, way)


def _is_headed(texts: Sequence[str]) -> bool:
    """Whether headings and items of lists stand between a page's sentences: such a page has no lead."""
    return sum(not _MARKED.search(text) for text in texts) > _HEADED * len(texts)


def _margins(page: CleanPage, spans: Sequence[Span], alone: Sequence[bool]) -> list[float]:
    """By how much the cleaner is surer of each sentence's paragraph than it must be; below 0 it isn't."""
    lead = next((span.paragraph for span, each in zip(spans, alone, strict=True) if each), None)
    return [
        page.paragraphs[span.paragraph].certainty - (_SURE_OF_LEAD if span.paragraph == lead else _SURE)
        for span in spans
    ]


def _eligible(alone: Sequence[bool], margins: Sequence[float], count: int) -> list[bool]:
    """Which sentences may be told: those that stand alone, of paragraphs that the cleaner is sure of.

    Where these are fewer than ``count``, so many of the surest; where none stands alone, all.
    """
    if not any(alone):
        return [True] * len(alone)
    surest = sorted((margin for margin, each in zip(margins, alone, strict=True) if each), reverse=True)
    least = min(0.0, surest[:count][-1])
    return [each and margin >= least for margin, each in zip(margins, alone, strict=True)]


def _ranked(page: CleanPage, span: Span, eligible: bool, leans: bool, standing: Standing) -> Ranked:
    return Ranked(
        sentence_of(page, span, round(standing.overlap, 4)),
        eligible,
        leans,
        standing.chosen,
        standing.position,
        standing.centrality,
        standing.told,
    )


def _stands_alone(text: str) -> bool:
    """Whether a sentence can stand by itself: ended, and neither a scrap, a heading nor a whole list.

    A short question is a heading or a teaser: without its answer it tells nothing. Nor does what ends in «…»,
    or a quotation whose end stands elsewhere.
    """
    words = len(_WORDS.findall(text))
    return (
        bool(_ENDED.search(text))
        and 20 <= len(text) <= 600
        and (words >= 4 or not text.isascii())
        and not (words <= _SHORT_QUESTION and _ASKED.search(text))
        and not _CUT_OFF.search(text)
        and not breaks_off(text)
    )
