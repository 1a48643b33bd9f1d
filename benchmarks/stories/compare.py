"""Stories that were found against those that are true: pairs of pages, and who was wrongly told with whom."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from pagebrief.stories.grouping import Stories
from pagebrief.stories.index import Index
from pagebrief.story import Fingerprint, Story

Truth = Callable[[Fingerprint], str]
"""Which story a page is of."""


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of pages of one story: found and true, found in all, true in all."""

    right: int
    found: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0


def pairs(stories: Sequence[Story], truth: Truth) -> Pairs:
    together = [Counter(map(truth, story.pages)) for story in stories]
    whole = sum(together, Counter[str]())
    return Pairs(
        right=sum(comb(count, 2) for each in together for count in each.values()),
        found=sum(comb(each.total(), 2) for each in together),
        true=sum(comb(count, 2) for count in whole.values()),
    )


def as_they_arrive(pages: Iterable[Fingerprint]) -> list[Story]:
    """Stories to which each page is added when it is seen, as when alerts are sent at once."""
    stories = Stories(Index())
    for page in sorted(pages, key=lambda page: page.seen_at):
        stories.add(page, stories.place(page))
    return [Story(tuple(pages), pages[0]) for pages in stories.pages]


def kept(stories: Iterable[Story], kind: str) -> float:
    """The share of copies of a kind that are in the story of their original."""
    home = {page.identity: number for number, story in enumerate(stories) for page in story.pages}
    found = [
        number == home[f"{identity.rpartition('|')[0]}|original"]
        for identity, number in home.items()
        if identity.endswith(f"|{kind}")
    ]
    return sum(found) / len(found)


def merged(stories: Iterable[Story], truth: Truth) -> list[tuple[Fingerprint, Fingerprint]]:
    """A page of each two true stories that were told as one."""
    wrong = []
    for story in stories:
        first = {truth(page): page for page in reversed(story.pages)}
        wrong += list(combinations(first.values(), 2))
    return wrong
