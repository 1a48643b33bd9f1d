"""An item and what its channel was told → told anew, in the story's thread, or not at all."""

from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from pagebrief.delivery import Decision, InThread, New, Nothing, OutboxItem, Told
from pagebrief.digest import Entry, Later
from pagebrief.errors import PermanentError
from pagebrief.ports import Archive
from pagebrief.stories import ToldStories, added, corrected, from_bytes, said_from_bytes, said_to_bytes
from pagebrief.story import Bond, Fingerprint, Said

MINIMUM_NOVELTY = 0.2
"""Of the words of a later page: with less it is a copy that was edited (docs/stories.md)."""
_MOST = 3  # sentences of an addition that are told

_SAID = "said"


def said_record(said: Iterable[Said]) -> Mapping[str, str]:
    """What a page's record holds for the pages of its story that come later."""
    return {_SAID: b64encode(said_to_bytes(said)).decode()}


class Storyteller:
    """Decides by stories. The archive has what each page said."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def __call__(self, told: Sequence[Told]) -> Callable[[OutboxItem], Decision]:
        return _Knowledge(told, self._archive).decide


class _Knowledge:
    """What a channel was told, its stories indexed once for all the items that are decided by it."""

    def __init__(self, told: Sequence[Told], archive: Archive) -> None:
        self._told = told
        self._archive = archive
        self._stories = _stories(told)

    @cached_property
    def _index(self) -> ToldStories:
        return ToldStories(filter(None, map(_print_of, _items(story))) for story in self._stories)

    def decide(self, item: OutboxItem) -> Decision:
        if item.manner.again:
            return _again(item, self._told)
        page = _print_of(item)
        if page is None or _is_told(item, self._told):
            return once_a_page(item, self._told)
        joined = self._index.join(page)
        if joined is None:
            return New()
        story = self._stories[joined.story]
        version = _latest_version(item, story)
        if joined.likeness.bond is Bond.UPDATE or version:
            return self._correction(item, version or _told_as(joined.page, story))
        return self._addition(item, story, joined.likeness.bond)

    def _correction(self, item: OutboxItem, before: Told) -> InThread | Nothing:
        change = corrected(said_in(before.item, self._archive), said_in(item, self._archive))
        if not (change.added or change.removed):
            return Nothing("another version of a page that was told before says the same")
        why = f"an earlier version was told before; {_counted(len(change.added), 'new')}"
        if change.removed:
            why = f"{why}, {_counted(len(change.removed), 'gone')}"
        return InThread(before.story, before.thread, why, change.added[:_MOST])

    def _addition(self, item: OutboxItem, story: Sequence[Told], bond: Bond) -> InThread | Nothing:
        earlier = [sentence for each in story for sentence in said_in(each.item, self._archive)]
        addition = added(said_in(item, self._archive), earlier)
        least = item.manner.minimum_novelty
        if addition.novelty < (MINIMUM_NOVELTY if least is None else least) or not addition.sentences:
            return Nothing(f"{bond} was told before, and this page adds {addition.novelty:.0%}")
        why = f"{bond} was told before; {_counted(len(addition.sentences), 'new')}"
        return InThread(story[0].story, story[0].thread, why, addition.sentences[:_MOST])


def _again(item: OutboxItem, told: Sequence[Told]) -> New | InThread:
    """Whole, in the thread in which it was told the last time."""
    before = _latest_version(item, told)
    return InThread(before.story, before.thread, "it was told before") if before else New()


def _is_told(item: OutboxItem, told: Sequence[Told]) -> bool:
    return any(each.item.page.identity == item.page.identity for each in told)


def once_a_page(item: OutboxItem, told: Sequence[Told]) -> Decision:
    """The decision without stories, for pages that were saved before there were any.

    A page is told once, its later versions in the thread of the first.
    """
    if _is_told(item, told):
        return Nothing("the same page was told before")
    for before in told:
        same_url = item.url is not None and before.item.url == item.url
        if same_url or before.item.page.uri == item.page.uri:
            return InThread(before.story, before.thread, "another version of this page was told before")
    return New()


def said_in(item: OutboxItem, archive: Archive) -> tuple[Said, ...]:
    """Nothing where the record was removed, or was made before there were stories."""
    return _said(_record(item, archive))


def _record(item: OutboxItem, archive: Archive) -> Mapping[str, Any]:
    """Empty where it was removed."""
    try:
        return archive.read(item.record)
    except PermanentError:
        return {}


def _said(record: Mapping[str, Any]) -> tuple[Said, ...]:
    stored = record.get(_SAID)
    return said_from_bytes(b64decode(stored)) if stored else ()


def with_story(entry: Entry, items: Sequence[OutboxItem], archive: Archive) -> Entry:
    """The entry of the first item, which is shown, with what the others add, each to those before.

    Only items with a fingerprint are of a story of several.
    """
    if len(items) == 1:
        return entry
    pages = [(item, page) for item in items if (page := _print_of(item))]
    told = list(_told_by(pages, archive))
    timeline = tuple(sorted(told, key=lambda each: each.seen_at))
    later = tuple(each for each in told if each.sentences)
    return replace(entry, later=later, timeline=timeline, seen=(timeline[0].seen_at, timeline[-1].seen_at))


def _told_by(pages: Sequence[tuple[OutboxItem, Fingerprint]], archive: Archive) -> Iterator[Later]:
    """Sentences alone: how each site words its title is not news. The first page is shown, and adds none."""
    earlier: list[Said] = []
    for item, page in pages:
        record = _record(item, archive)
        said = _said(record)
        text = record["page"]["text"] if said else ""
        sentences = tuple(each for each in added(said, earlier).sentences if each in text) if earlier else ()
        yield Later(page.site, page.url, page.seen_at, sentences, shown=page is pages[0][1])
        earlier += said


def _stories(told: Sequence[Told]) -> list[list[Told]]:
    """By story, in the order in which they were begun."""
    found: dict[str, list[Told]] = {}
    for each in told:
        found.setdefault(each.story, []).append(each)
    return list(found.values())


def _items(story: Sequence[Told]) -> list[OutboxItem]:
    return [each.item for each in story]


def _print_of(item: OutboxItem) -> Fingerprint | None:
    return from_bytes(item.fingerprint) if item.fingerprint else None


def _latest_version(item: OutboxItem, story: Sequence[Told]) -> Told | None:
    """The last page of a story that lay under the same key. One of another story has only its place."""
    return next((each for each in reversed(story) if each.item.page.uri == item.page.uri), None)


def _told_as(page: Fingerprint, story: Sequence[Told]) -> Told:
    return next(each for each in story if each.item.page.identity == page.identity)


def _counted(number: int, what: str) -> str:
    return f"{number} sentence{'' if number == 1 else 's'} {what}"
