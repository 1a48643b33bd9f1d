"""The figures of summaries that have floors."""

from pathlib import Path

from benchmarks.summaries.compare import on_articles, on_texts, strangers
from benchmarks.summaries.corpus import articles, renderings, texts_without_lead
from benchmarks.summaries.systems import OURS, ours


def measured(data: Path) -> dict[str, float]:
    """By name, each better the larger it is, from the folder that holds pages and summaries.

    A sample: ROUGE from 0 to 1; on pages without a lead the mean cosine to the nearest sentence told.
    """
    found: dict[str, float] = {}
    for name, every in (("cnn", 16), ("cnndm-extra", 4)):
        scores = on_articles(articles(data / "summaries", name, every), {OURS: ours})[OURS]
        found |= {f"summaries {name} {figure}": value / 100 for figure, value in scores.items()}
    cover = on_texts(texts_without_lead(data / "pages", 24), {OURS: ours})
    found["summaries wcxb other coverage"] = cover[OURS]["coverage"]
    told, foreign = strangers(renderings(data / "pages", 60))
    found["summaries sentences of the true text"] = 1 - len(foreign) / told
    return found
