"""Fingerprints → stories.

Pages are taken by their length, whatever order they arrive in: so parts of a text find the whole. Each joins
the story that has another version or a copy of it, or one with most of whose texts it shares the event, or founds
one. It is compared with texts that stand for their story, not with the last page of a chain: no story drifts.
"""

from collections.abc import Iterable, Iterator, Sequence

from pagebrief.stories.events import same_event
from pagebrief.stories.index import Index, Text
from pagebrief.stories.likeness import same_text
from pagebrief.story import Bond, Fingerprint, Joined, Likeness, Story

_TEXTS = 8  # of a story are compared with a page that is no copy of one
_FULLER = 1.5  # times as many shingles, and a copy is a text of its own beside the one that it contains


def group(fingerprints: Iterable[Fingerprint]) -> tuple[Story, ...]:
    """The stories of a window, by when they were first seen: the same for any order of the fingerprints.

    Of several with one identity the first one seen counts.
    """
    return grouped(fingerprints, Stories(Index()))


def grouped(fingerprints: Iterable[Fingerprint], stories: "Stories") -> tuple[Story, ...]:
    """The same, with an index of the caller's own."""
    for page in sorted(_by_time(fingerprints), key=lambda page: -page.shingles):
        stories.add(page, stories.place(page))
    found = (_by_time(pages) for pages in stories.pages)
    told = sorted(found, key=lambda pages: (pages[0].seen_at, pages[0].identity))
    return tuple(Story(tuple(pages), shown(pages)) for pages in told)


def join(page: Fingerprint, told: Iterable[Iterable[Fingerprint]]) -> Joined | None:
    """Which of the stories that were told a page belongs to, None if to none of them."""
    stories = Stories(Index())
    for number, pages in enumerate(told):
        for each in _by_time(pages):
            stories.add(each, stories.place_in(each, number))
    return stories.place(page)


def shown(pages: Sequence[Fingerprint]) -> Fingerprint:
    """The first full report: the earliest page that is at least half as long as the longest one."""
    longest = max(page.shingles for page in pages)
    return next(page for page in pages if 2 * page.shingles >= longest)


def _by_time(fingerprints: Iterable[Fingerprint]) -> list[Fingerprint]:
    ordered = sorted(fingerprints, key=lambda page: (page.seen_at, page.identity, page.sketch))
    return list({page.identity: page for page in reversed(ordered)}.values())[::-1]


class Stories:
    """Stories as they grow: the pages of each, and in the index the texts that stand for them."""

    def __init__(self, index: Index) -> None:
        self.pages: list[list[Fingerprint]] = []
        self._texts: list[list[Fingerprint]] = []
        self._index = index

    def place(self, page: Fingerprint) -> Joined | None:
        known = _copied(page, [*self._index.versions(page), *self._index.copied(page)])
        near = dict.fromkeys(text.story for text in self._index.opening_alike(page))
        return known or _best(self._told(page, story) for story in near)

    def place_in(self, page: Fingerprint, story: int) -> Joined | None:
        """What the page is within a story that it is known to belong to; None where it founds it."""
        if story == len(self.pages):
            return None
        own = [text for text in self._index.versions(page) if text.story == story]
        own += [Text(story, text) for text in self._texts[story]]
        return _copied(page, own) or Joined(story, Likeness(Bond.EVENT, 0.0), self.pages[story][0])

    def add(self, page: Fingerprint, place: Joined | None) -> None:
        story = place.story if place else len(self.pages)
        if story == len(self.pages):
            self.pages.append([])
            self._texts.append([])
        self.pages[story].append(page)
        self._index.add_version(Text(story, page))
        if not place or place.likeness.bond is Bond.EVENT or page.shingles > _FULLER * place.page.shingles:
            self._add_text(page, story)

    def _add_text(self, page: Fingerprint, story: int) -> None:
        self._texts[story].append(page)
        self._index.add_text(Text(story, page))
        if len(self._texts[story]) <= _TEXTS:
            self._index.add_event(Text(story, page))

    def _told(self, page: Fingerprint, story: int) -> Joined | None:
        """Where the event is that of at least half of the story's first texts: the one that is nearest."""
        texts = self._texts[story][:_TEXTS]
        found = [(like, text) for text in texts if (like := same_event(page, text))]
        if 2 * len(found) < len(texts):
            return None
        like, text = max(found, key=lambda each: each[0].score)
        return Joined(story, like, text)


def _copied(page: Fingerprint, texts: Iterable[Text]) -> Joined | None:
    return _best(
        Joined(text.story, like, text.page) for text in texts if (like := same_text(page, text.page))
    )


def _best(found: Iterator[Joined | None]) -> Joined | None:
    """The first of the highest score; another version of the page before a copy."""
    return max(
        (each for each in found if each),
        key=lambda each: (each.likeness.bond is Bond.UPDATE, each.likeness.score),
        default=None,
    )
