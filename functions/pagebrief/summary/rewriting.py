"""Brief → Brief whose sentences a model wrote, each with the sentences of the page that say the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from pagebrief.model import Brief, CleanPage, Paragraph, Rewritten, Sentence
from pagebrief.ports import Encoder, Rewriter
from pagebrief.summary.selection import select
from pagebrief.summary.sentences import split
from pagebrief.summary.support import Gate

LEAST_WORDS = 120
"""Of a page that is rewritten. From less, models that were trained on articles invent the rest."""

LANGUAGE = "en"
"""The one in which the gate knows names, negations and numbers, and was measured."""

_MAX_SENTENCES = 400  # of a page that are read, as many as are compared for the summary
_MAX_WRITTEN = 40  # sentences of a model that are judged


def rewrite(page: CleanPage, brief: Brief, encoder: Encoder, rewriter: Rewriter, count: int) -> Brief:
    """The brief with up to ``count`` rewritten sentences; as it is, where the page isn't fit for that.

    A written sentence without support in the page gives way to the page's own nearest one, as a quote. Where
    none has support, the brief says so and keeps its sentences. Raises what the rewriter raises.
    """
    sources = _sentences(page, _MAX_SENTENCES)
    told_whole = len(brief.sentences) >= len(sources)
    if page.language != LANGUAGE or told_whole or len(page.text.split()) < LEAST_WORDS:
        return brief
    texts = [source.text for source in sources]
    rewriting = rewriter.rewrite(texts)
    written = [each.text for each in _sentences(_page_of(rewriting.text), _MAX_WRITTEN)]
    found = _best(tuple(_supported(written, sources, encoder)), encoder, count)
    if all(each.quoted for each in found):
        return replace(brief, method=f"{brief.method}; of what {rewriting.model} wrote nothing had support")
    return replace(brief, method=f"rewritten by {rewriting.model}", rewritten=found)


def _supported(written: Sequence[str], sources: Sequence[Sentence], encoder: Encoder) -> Iterator[Rewritten]:
    """Each of the written sentences, or the quote in its place; nothing twice."""
    texts = [source.text for source in sources]
    gate = Gate(texts, encoder.encode(texts))
    seen: set[str] = set()
    for text, vector in zip(written, encoder.encode(written), strict=True):
        verdict = gate.judge(text, vector)
        supports = tuple(sources[index] for index in verdict.supports)
        told = supports[0].text if verdict.objection else text
        if told not in seen:
            seen.add(told)
            yield Rewritten(told, supports, quoted=verdict.objection is not None)


def _best(found: tuple[Rewritten, ...], encoder: Encoder, count: int) -> tuple[Rewritten, ...]:
    """Those that tell the most, in the order in which they were written."""
    if len(found) <= count:
        return found
    texts = [each.text for each in found]
    written = [not each.quoted for each in found]
    eligible = written if sum(written) >= count else [True] * len(found)
    standings = select(texts, encoder.encode(texts), eligible, count)
    return tuple(each for each, standing in zip(found, standings, strict=True) if standing.chosen)


def _sentences(page: CleanPage, most: int) -> tuple[Sentence, ...]:
    spans = islice(split(page), most)
    return tuple(Sentence(page.text[span.start : span.end], span.start, span.end, 0.0) for span in spans)


def _page_of(text: str) -> CleanPage:
    plain = " ".join(text.split())
    return CleanPage(plain, (Paragraph(0, len(plain)),), language=LANGUAGE)
