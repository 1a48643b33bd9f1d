"""How much a page is about a topic: by the vectors of its sentences, which the caller brings."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagebrief.watch import Topic, Watch

Vectors = NDArray[np.float32]

AUTO = 0.35


@dataclass(frozen=True, slots=True)
class Likeness:
    """``nearest`` is the number of the sentence that is most like the topic."""

    similarity: float
    nearest: int


Likenesses = Callable[[Topic], Likeness | None]
"""None where topics and page can't be compared: the encoder does not know its language."""


def texts_of(watches: Iterable[Watch]) -> tuple[str, ...]:
    """All that must be encoded once to compare pages with the topics of watches."""
    topics = (topic for watch in watches for topic in watch.match.topics)
    return tuple(dict.fromkeys(text for topic in topics for text in (topic.about, *topic.examples)))


def likenesses(vectors: Mapping[str, Vectors], sentences: Vectors) -> Likenesses:
    """``vectors``: those of ``texts_of``. ``sentences``: the page's, unit, shape (sentences, dimensions)."""

    def of(topic: Topic) -> Likeness | None:
        if not len(sentences):
            return None
        rows = np.stack([vectors[text] for text in (topic.about, *topic.examples)])
        return likeness(rows @ sentences.T)

    return of


def likeness(cosines: Vectors) -> Likeness:
    """``cosines``: of description and examples with each sentence, shape (texts, sentences)."""
    best = cosines.max(axis=0)
    return Likeness(float(best.max()), int(best.argmax()))


def threshold(topic: Topic) -> float:
    return AUTO if topic.at_least is None else topic.at_least
