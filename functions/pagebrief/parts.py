"""What waits for a digest → its stories, each decided by what its channel was told."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from pagebrief.delivering import DeliveryDesk, as_decided, deciding, left_out, story_of, thread_of
from pagebrief.delivery import Nothing, OutboxItem, State, Told
from pagebrief.digest import Entry
from pagebrief.records import entry_of
from pagebrief.stories import from_bytes, group
from pagebrief.storytelling import with_story


@dataclass(frozen=True, slots=True)
class Part:
    """A story of a digest: its entry, and all of its items."""

    entry: Entry
    items: tuple[OutboxItem, ...]
    story: str
    thread: str | None

    def told(self, at: datetime, thread: str | None = None) -> Iterator[Told]:
        """What its channel was told by it, in a message whose answers go to ``thread``."""
        return (Told(item, at, self.story, self.thread or thread) for item in self.items)


def parts_of(waiting: Sequence[OutboxItem], told: Sequence[Told], desk: DeliveryDesk) -> Iterable[Part]:
    """The stories of what waits, but for those of which there is nothing to tell: these wait no longer."""
    decide = deciding(told, desk)
    for items, also_on in _stories(waiting):
        shown = items[0]
        decision = decide(shown)
        if isinstance(decision, Nothing):
            for item in items:
                left_out(item, State.LEFT_OUT, decision.why, desk)
            continue
        reasons = tuple(dict.fromkeys(reason for item in items for reason in item.reasons))
        entry = as_decided(entry_of(desk.archive.read(shown.record), reasons), decision)
        yield Part(
            with_story(replace(entry, also_on=also_on, story=story_of(shown, decision)), items, desk.archive),
            items,
            story_of(shown, decision),
            thread_of(decision),
        )


def _stories(waiting: Sequence[OutboxItem]) -> list[tuple[tuple[OutboxItem, ...], tuple[str, ...]]]:
    """The items of each story, the one that is shown first, and the other sites that tell it.

    Items without a fingerprint are stories of their own.
    """
    by_identity = {item.page.identity: item for item in waiting}
    prints = [found for item in waiting if item.fingerprint and (found := from_bytes(item.fingerprint))]
    stories = [
        (
            tuple(by_identity[page.identity] for page in (story.shown, *story.pages)),
            story.also_on,
        )
        for story in group(prints)
    ]
    grouped = {item.id for items, _ in stories for item in items}
    each_once = [(tuple(dict.fromkeys(items)), also_on) for items, also_on in stories]
    return each_once + [((item,), ()) for item in waiting if item.id not in grouped]
