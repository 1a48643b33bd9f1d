"""Pages → stories: which tell one event, and what each later one adds."""

from pagebrief.stories.additions import added, corrected, said
from pagebrief.stories.fingerprints import fingerprint, from_bytes, to_bytes
from pagebrief.stories.grouping import group, join
from pagebrief.stories.likeness import same_story

__all__ = [
    "added",
    "corrected",
    "fingerprint",
    "from_bytes",
    "group",
    "join",
    "said",
    "same_story",
    "to_bytes",
]
