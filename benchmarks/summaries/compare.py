"""What ours and others are worth on the same articles and pages."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean

from benchmarks.cleaning.corpus import Page
from benchmarks.cleaning.ours import clean_body
from benchmarks.summaries.corpus import Article
from benchmarks.summaries.figures import coverage, is_of, rouge
from benchmarks.summaries.systems import (
    Summariser,
    encoder,
    sentences,
)
from pagebrief.model import CleanPage
from pagebrief.pages.paragraphs import page_of
from pagebrief.summary import summarise
from pagebrief.summary.leaning import adrift, supports_of

Figures = dict[str, float]


def on_articles(articles: Sequence[Article], summarisers: Mapping[str, Summariser]) -> dict[str, Figures]:
    """``r1`` and ``r2`` by system, those whose summaries the articles carry among them.

    ``adrift``, of those that choose sentences: the share of summaries with one that leans on what isn't told.
    """
    found: dict[str, list[tuple[float, float]]] = defaultdict(list)
    drifting: dict[str, list[bool]] = defaultdict(list)
    for article in articles:
        page = page_of(article.text)
        texts = sentences(page)
        supports = supports_of(texts, page.language, range(len(texts)))
        for name, summariser in summarisers.items():
            chosen = summariser(page)
            found[name].append(rouge(article.reference, " ".join(texts[at] for at in chosen)))
            drifting[name].append(adrift(chosen, supports) > 0)
        for name, told in article.systems.items():
            found[f"{name}, as stored"].append(rouge(article.reference, told))
    return {
        name: {"r1": fmean(r1 for r1, _ in scores), "r2": fmean(r2 for _, r2 in scores)}
        | ({"adrift": fmean(drifting[name])} if name in drifting else {})
        for name, scores in found.items()
    }


def on_texts(texts: Sequence[str], summarisers: Mapping[str, Summariser]) -> dict[str, Figures]:
    """``coverage`` by system, over the texts of which a system chooses anything."""
    found: dict[str, list[float]] = defaultdict(list)
    for text in texts:
        page = page_of(text)
        vectors = encoder().encode(sentences(page))
        for name, summariser in summarisers.items():
            if chosen := summariser(page):
                found[name].append(coverage(vectors, chosen))
    return {name: {"coverage": fmean(values)} for name, values in found.items()}


def strangers(pages: Sequence[Page]) -> tuple[int, list[str]]:
    """How many sentences the summaries of cleaned pages have, and those that aren't of the true text."""
    told, foreign = 0, []
    for page in pages:
        result = clean_body(page.body())
        if isinstance(result, CleanPage) and page.truth:
            for each in summarise(result, encoder()).sentences:
                told += 1
                foreign += [] if is_of(each.text, page.truth) else [f"{page.id} {page.form}: {each.text}"]
    return told, foreign
