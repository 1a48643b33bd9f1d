"""Ways to say how like a topic a page is, each of (topic's vector, vectors of its sentences)."""

from collections.abc import Callable, Mapping

import numpy as np

from pagebrief.watches.topics import Vectors, likeness

OURS = "nearest quarter of the sentences (ours)"
Scorer = Callable[[Vectors, Vectors], float]


def _nearest(count: int) -> Scorer:
    return lambda topic, sentences: float(np.sort(sentences @ topic)[-count:].mean())


def _share(share: float) -> Scorer:
    return lambda topic, sentences: _nearest(max(3, int(np.ceil(share * len(sentences)))))(topic, sentences)


def _whole(topic: Vectors, sentences: Vectors) -> float:
    mean = sentences.mean(axis=0)
    return float(topic @ mean / max(float(np.linalg.norm(mean)), 1e-9))


SCORERS: Mapping[str, Scorer] = {
    OURS: lambda topic, sentences: likeness(topic, sentences).similarity,
    "nearest sentence": _nearest(1),
    "nearest three": _nearest(3),
    "nearest ten": _nearest(10),
    "nearest tenth": _share(0.1),
    "nearest half": _share(0.5),
    "mean of the page's sentences": _whole,
    "mean of the first ten": lambda topic, sentences: _whole(topic, sentences[:10]),
    "page and nearest, half each": lambda topic, sentences: (
        0.5 * _whole(topic, sentences) + 0.5 * _nearest(1)(topic, sentences)
    ),
}
