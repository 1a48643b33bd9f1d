"""Pages → stories: which tell one event, and what each later one adds."""

from pagebrief.stories.additions import added, corrected, said
from pagebrief.stories.fingerprints import fingerprint
from pagebrief.stories.grouping import ToldStories, group
from pagebrief.stories.likeness import same_story
from pagebrief.stories.stored import from_bytes, said_from_bytes, said_to_bytes, to_bytes

__all__ = [
    "ToldStories",
    "added",
    "corrected",
    "fingerprint",
    "from_bytes",
    "group",
    "said",
    "said_from_bytes",
    "said_to_bytes",
    "same_story",
    "to_bytes",
]
