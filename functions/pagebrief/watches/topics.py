"""How much a page is about a topic: by the vectors of its sentences, which the caller brings.

A page is as like a topic as the quarter of its sentences that is most like it (and at least three of them):
the mean of their cosines. What this scores beside other ways stands in docs/watches.md.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagebrief.watch import Topic, Watch

Vectors = NDArray[np.float32]

AUTO, AUTO_WITH_EXAMPLES = 0.29, 0.31
"""``at_least: auto``, by benchmarks/topics, for the built-in encoder. With examples all is more alike."""

_SHARE, _FEWEST = 0.25, 3  # of the sentences


@dataclass(frozen=True, slots=True)
class Likeness:
    """``nearest`` is the number of the sentence that is most like the topic."""

    similarity: float
    nearest: int


Likenesses = Callable[[Topic], Likeness | None]
"""None where topics and page can't be compared: it has no sentence."""


def topics_of(watches: Iterable[Watch]) -> tuple[Topic, ...]:
    return tuple(topic for watch in watches for topic in watch.match.topics)


def texts_of(topics: Iterable[Topic]) -> tuple[str, ...]:
    """All that must be encoded once to compare pages with them."""
    return tuple(dict.fromkeys(text for topic in topics for text in _texts(topic)))


def likenesses(vectors: Mapping[str, Vectors], sentences: Vectors) -> Likenesses:
    """``vectors``: those of ``texts_of``. ``sentences``: the page's, unit, shape (sentences, dimensions)."""

    def of(topic: Topic) -> Likeness | None:
        return likeness(_vector(topic, vectors), sentences) if len(sentences) else None

    return of


def _texts(topic: Topic) -> tuple[str, ...]:
    return topic.about, *topic.examples


def _vector(topic: Topic, vectors: Mapping[str, Vectors]) -> Vectors:
    """The unit vector between description and examples."""
    total: Vectors = np.sum([vectors[text] for text in _texts(topic)], axis=0)
    return total / max(float(np.linalg.norm(total)), 1e-9)


def likeness(topic: Vectors, sentences: Vectors) -> Likeness:
    """Of a topic's unit vector, shape (dimensions,), and those of a page's sentences: at least one."""
    cosines = sentences @ topic
    count = min(len(cosines), max(_FEWEST, int(np.ceil(_SHARE * len(cosines)))))
    return Likeness(float(np.sort(cosines)[-count:].mean()), int(cosines.argmax()))


def threshold(topic: Topic) -> float:
    if topic.at_least is not None:
        return topic.at_least
    return AUTO_WITH_EXAMPLES if topic.examples else AUTO
