"""watches.yaml → Watches, and a page → the watches that it matches, with every reason."""

from pagebrief.watches.cadence import due, told, zone_of
from pagebrief.watches.matching import match
from pagebrief.watches.topics import AUTO, Likeness, likenesses, texts_of, threshold, topics_of

__all__ = [
    "AUTO",
    "Likeness",
    "due",
    "likenesses",
    "match",
    "texts_of",
    "threshold",
    "told",
    "topics_of",
    "zone_of",
]
