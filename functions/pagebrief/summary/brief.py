"""CleanPage → Brief."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from pagebrief.model import Brief, CleanPage, Sentence
from pagebrief.ports import Encoder
from pagebrief.summary import lexical
from pagebrief.summary.budget import within_budget
from pagebrief.summary.gist import gist
from pagebrief.summary.headline import headline
from pagebrief.summary.key_phrases import key_phrases
from pagebrief.summary.reading import minutes
from pagebrief.summary.selection import Standing, select
from pagebrief.summary.sentences import Span, split

DEFAULT_SENTENCES = 3

_SURE = 0.8
"""Certainty of a paragraph: captions and notes that were kept seldom reach it (docs/decisions.md)."""
_ENDED = re.compile(r"[.!?…。！？؟।۔]\s?[\"'”’»)\]]*$")
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence of the page, and how it fared. Its score is how much it would tell if it were told alone.

    ``eligible``: it can be told by itself, is said for the first time, and its paragraph is surely of the
    article. Others are chosen only where the page has none such. ``position`` and ``centrality``: how early
    it stands, and how much of the page is about the same; ``told``: the share of what it tells that the
    other sentences of the summary tell. All three lie in [0, 1].
    """

    sentence: Sentence
    eligible: bool
    chosen: bool
    position: float
    centrality: float
    told: float


def summarise(page: CleanPage, encoder: Encoder, count: int = DEFAULT_SENTENCES) -> Brief:
    """Up to ``count`` sentences of the page, verbatim, whole, in reading order."""
    ranked = rank(page, encoder, count)
    sentences = tuple(each.sentence for each in ranked if each.chosen)
    said = [each.sentence for each in ranked]
    alone = [each.sentence for each in ranked if each.eligible]
    everything = len(sentences) == len(ranked)
    method = "the whole page" if everything else _method(page, encoder, ranked)
    return Brief(
        headline=page.title or headline(said, alone),
        sentences=sentences,
        method=method,
        gist=gist(sentences),
        key_phrases=key_phrases(page, said),
        reading_minutes=minutes(page.text),
    )


def _method(page: CleanPage, encoder: Encoder, ranked: Sequence[Ranked]) -> str:
    way = f"expected overlap, among {compared(page, ranked)}"
    return (
        way
        if is_known(page, encoder)
        else f"{way}, by their words: the encoder does not know «{page.language}»"
    )


def rank(page: CleanPage, encoder: Encoder, count: int = DEFAULT_SENTENCES) -> tuple[Ranked, ...]:
    """Every sentence that was considered, in reading order."""
    spans = within_budget(list(split(page)))
    texts = [page.text[span.start : span.end] for span in spans]
    vectors = encoder.encode(texts) if is_known(page, encoder) else lexical.vectors(texts)
    first = {text: index for index, text in reversed(list(enumerate(texts)))}
    alone = [_stands_alone(text) and first[text] == index for index, text in enumerate(texts)]
    certainties = [page.paragraphs[span.paragraph].certainty for span in spans]
    eligible = _eligible(alone, certainties, count)
    standings = select(texts, vectors, eligible, count)
    return tuple(map(partial(_ranked, page), spans, eligible, standings))


def _eligible(alone: Sequence[bool], certainties: Sequence[float], count: int) -> list[bool]:
    """Which sentences may be told: those that stand alone, of paragraphs that the cleaner is sure of.

    Where these are fewer than ``count``, so many of the surest; where none stands alone, all.
    """
    if not any(alone):
        return [True] * len(alone)
    surest = sorted((sure for sure, each in zip(certainties, alone, strict=True) if each), reverse=True)
    least = min(_SURE, surest[:count][-1])
    return [each and sure >= least for sure, each in zip(certainties, alone, strict=True)]


def _ranked(page: CleanPage, span: Span, eligible: bool, standing: Standing) -> Ranked:
    return Ranked(
        _sentence(page, span, standing.overlap),
        eligible,
        standing.chosen,
        standing.position,
        standing.centrality,
        standing.told,
    )


def compared(page: CleanPage, ranked: Sequence[Ranked]) -> str:
    """«25 sentences», or how many of how many where the page is longer than the budget."""
    total = sum(1 for _ in split(page))
    if len(ranked) == total:
        return f"{total} sentences"
    return f"{len(ranked):,} of {total:,} sentences (the beginning, then evenly to the end)"


def _stands_alone(text: str) -> bool:
    """Whether a sentence can stand by itself: ended, and neither a scrap nor a whole list."""
    return (
        bool(_ENDED.search(text))
        and 20 <= len(text) <= 600
        and (len(_WORDS.findall(text)) >= 4 or not text.isascii())
    )


def _sentence(page: CleanPage, span: Span, score: float) -> Sentence:
    return Sentence(page.text[span.start : span.end], span.start, span.end, round(score, 4))


def is_known(page: CleanPage, encoder: Encoder) -> bool:
    """Whether the encoder knows the page's language. Of a short text it is not known: such a one it gets."""
    return page.language is None or page.language in encoder.languages
