"""Brief → Brief whose sentences a model wrote, each with the sentences of the page that say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import numpy as np

from pagebrief.model import Brief, CleanPage, Paragraph, Rewritten, Sentence
from pagebrief.ports import Encoder, Rewriter
from pagebrief.summary.budget import BUDGET
from pagebrief.summary.selection import select
from pagebrief.summary.sentences import sentence_of, split
from pagebrief.summary.support import Gate
from pagebrief.summary.support.gate import Vector

LEAST_WORDS = 120
"""Of a page that is rewritten. From less, models that were trained on articles invent the rest."""

LANGUAGE = "en"
"""The one in which the gate knows names, negations and numbers, and was measured."""

_MAX_WRITTEN = 40  # sentences of a model that are judged


def rewrite(page: CleanPage, brief: Brief, encoder: Encoder, rewriter: Rewriter, count: int) -> Brief:
    """The brief with up to ``count`` rewritten sentences; as it is, where the page isn't fit for that.

    A written sentence without support in the page gives way to the page's own nearest one, as a quote. Where
    none has support, the brief says so and keeps its sentences. Raises what the rewriter raises.
    """
    sources = _sentences(page, BUDGET)  # the first: a model reads a page from its beginning (``chunks``)
    told_whole = len(brief.sentences) >= len(sources)
    if page.language != LANGUAGE or told_whole or len(page.text.split()) < LEAST_WORDS:
        return brief
    texts = [source.text for source in sources]
    rewriting = rewriter.rewrite(texts)
    written = [each.text for each in _sentences(_page_of(rewriting.text), _MAX_WRITTEN)]
    found = _best(tuple(_supported(written, sources, encoder)), count)
    if all(each.quoted for each in found):
        return replace(brief, method=f"{brief.method}; of what {rewriting.model} wrote nothing had support")
    return replace(brief, method=f"rewritten by {rewriting.model}", rewritten=found)


def _supported(
    written: Sequence[str], sources: Sequence[Sentence], encoder: Encoder
) -> Iterator[tuple[Rewritten, Vector]]:
    """Each of the written sentences, or the quote in its place, with its vector; nothing twice."""
    texts = [source.text for source in sources]
    vectors = encoder.encode(texts)
    gate = Gate(texts, vectors)
    seen: set[str] = set()
    for text, vector in zip(written, encoder.encode(written), strict=True):
        verdict = gate.judge(text, vector)
        supports = tuple(sources[index] for index in verdict.supports)
        quoted = verdict.objection is not None
        told = supports[0].text if quoted else text
        if told not in seen:
            seen.add(told)
            yield Rewritten(told, supports, quoted), vectors[verdict.supports[0]] if quoted else vector


def _best(judged: Sequence[tuple[Rewritten, Vector]], count: int) -> tuple[Rewritten, ...]:
    """Those that tell the most, in the order in which they were written."""
    found = tuple(each for each, _ in judged)
    if len(found) <= count:
        return found
    texts = [each.text for each in found]
    written = [not each.quoted for each in found]
    eligible = written if sum(written) >= count else [True] * len(found)
    standings = select(texts, np.stack([vector for _, vector in judged]), eligible, count, {})
    return tuple(each for each, standing in zip(found, standings, strict=True) if standing.chosen)


def _sentences(page: CleanPage, most: int) -> tuple[Sentence, ...]:
    return tuple(sentence_of(page, span) for span in islice(split(page), most))


def _page_of(text: str) -> CleanPage:
    plain = " ".join(text.split())
    return CleanPage(plain, (Paragraph(0, len(plain)),), language=LANGUAGE)
