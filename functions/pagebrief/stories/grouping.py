"""Fingerprints → stories.

Pages are taken by their length, whatever order they arrive in: so parts of a text find the whole. Each joins
the story that has another version or a copy of it, or one with most of whose texts it shares the event, or
founds one. It is compared with texts that stand for their story, not with the last page of a chain: no story
drifts, and a round-up of several events doesn't make one story of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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


def shown(pages: Sequence[Fingerprint]) -> Fingerprint:
    """The first full report: the earliest page that is at least half as long as the longest one."""
    longest = max(page.shingles for page in pages)
    return next(page for page in pages if 2 * page.shingles >= longest)


class ToldStories:
    """Stories as they were told, which pages may join."""

    def __init__(self, told: Iterable[Iterable[Fingerprint]]) -> None:
        """A story of no pages keeps its number, and nothing joins it."""
        ordered = list(map(_by_time, told))
        self._numbers = [number for number, pages in enumerate(ordered) if pages]
        self._stories = Stories(Index())
        for story, number in enumerate(self._numbers):
            for each in ordered[number]:
                self._stories.add(each, self._stories.place_in(each, story))

    def join(self, page: Fingerprint) -> Joined | None:
        """Which of them a page belongs to, None if to none. It doesn't become part of it."""
        found = self._stories.place(page)
        return found and replace(found, story=self._numbers[found.story])


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
        """The story of its latest version, or of what it is a copy of, or the one that tells its event."""
        return (
            next(_copies(page, self._index.versions(page)), None)
            or _best(_copies(page, self._index.copied(page)))
            or _best(filter(None, (self._told(page, story) for story in self._index.opening_alike(page))))
        )

    def place_in(self, page: Fingerprint, story: int) -> Joined | None:
        """What the page is within a story that it is known to belong to; None where it founds it."""
        if story == len(self.pages):
            return None
        own = (Text(story, text) for text in self._texts[story])
        return _best(_copies(page, own)) or Joined(story, Likeness(Bond.EVENT, 0.0), self.pages[story][0])

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
        """Where the event is that of most of the story's first texts: the one that is nearest."""
        texts = self._texts[story][:_TEXTS]
        found = [(like, text) for text in texts if (like := same_event(page, text))]
        if 2 * len(found) <= len(texts):
            return None
        like, text = max(found, key=lambda each: each[0].score)
        return Joined(story, like, text)


def _copies(page: Fingerprint, texts: Iterable[Text]) -> Iterator[Joined]:
    return (Joined(text.story, like, text.page) for text in texts if (like := same_text(page, text.page)))


def _best(found: Iterable[Joined]) -> Joined | None:
    """The first of the highest score."""
    return max(found, key=lambda each: each.likeness.score, default=None)
