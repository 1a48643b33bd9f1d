"""Archived pages → one page that lists the stories of all of them, by channel, with a search."""

from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from itertools import groupby

from markupsafe import Markup

from pagebrief.messages.card import Card, Story
from pagebrief.messages.context import LIMITS, line
from pagebrief.messages.templates import Templates

TEMPLATE, SCRIPT = "archive/index.html.j2", "archive/search.js.j2"
STORIES = 10_000
"""The most that are listed, of the newest digests; of older ones how many there are."""


@dataclass(frozen=True, slots=True)
class Page:
    """An archived page as it was found. Without a card: ``why``. Without ``href`` nobody can open it."""

    name: str
    kept_at: datetime
    href: str = ""
    card: Card | None = None
    title: str = ""
    why: str = ""

    @property
    def at(self) -> datetime:
        return self.card.created_at if self.card else self.kept_at


@dataclass(frozen=True, slots=True)
class Telling:
    """A story in one of its digests."""

    at: datetime
    href: str
    headline: str


@dataclass(frozen=True, slots=True)
class ListedStory:
    """A story of a digest. The newest telling of a story has the ``timeline`` of all, if there are several,
    oldest first, and an ``id``; the others lead there by ``later``.
    """

    href: str
    headline: str
    language: str | None
    facts: tuple[str, ...]
    sentences: tuple[str, ...]
    timeline: tuple[Telling, ...] = ()
    id: str = ""
    later: str = ""


@dataclass(frozen=True, slots=True)
class ListedDigest:
    """``alert``: a page was told alone. ``more``: how many stories of it are not listed."""

    at: datetime
    title: str
    href: str
    stories: tuple[ListedStory, ...]
    alert: bool = False
    more: int = 0


@dataclass(frozen=True, slots=True)
class Channel:
    """What one channel was told, the newest first."""

    name: str
    digests: tuple[ListedDigest, ...]


_Timelines = Mapping[tuple[str, str], Sequence[Telling]]
"""By channel and story."""


def render_index(
    pages: Iterable[Page], made_at: datetime, templates: Templates, until: datetime | None = None
) -> str:
    """``until``: when the links end, if they do. Raises TemplateError."""
    newest_first = sorted(map(_showable, pages), key=lambda page: (page.at, page.name), reverse=True)
    carded = _once([(page, page.card) for page in newest_first if page.card])
    script = templates.render(SCRIPT, {})
    variables = {
        "channels": _channels(carded),
        "unread": [page for page in newest_first if not page.card],
        "digests": len(carded),
        "stories": sum(len(card.stories) for _, card in carded),
        "days": [card.created_at.date() for _, card in (*carded[-1:], *carded[:1])],
        "made_at": made_at,
        "until": until,
        "script": Markup(script),  # noqa: S704 # a file of ours or the user's: no page has a part in it
        "script_hash": b64encode(sha256(script.encode()).digest()).decode(),
    }
    return templates.render(TEMPLATE, variables)


def _once(carded: Sequence[tuple[Page, Card]]) -> list[tuple[Page, Card]]:
    """Of a digest that goes on, in a page for each of its messages, what no page before it has."""
    found, seen = list[tuple[Page, Card]](), set[tuple[str, str]]()
    for page, card in reversed(carded):
        known = seen if card.continued else ()
        new = tuple(each for each in card.stories if (card.channel, each.page) not in known)
        seen.update((card.channel, each.page) for each in card.stories)
        if new or not card.continued:
            found.append((page, replace(card, stories=new)))
    return found[::-1]


def _showable(page: Page) -> Page:
    """Whoever named the file may have been anybody."""
    return replace(
        page,
        name=line(page.name, LIMITS.key),
        title=line(page.title, LIMITS.title),
        why=line(page.why, LIMITS.detail),
    )


def _channels(carded: Sequence[tuple[Page, Card]]) -> list[Channel]:
    """By their names."""
    timelines, room = _timelines(carded), STORIES
    listed: list[tuple[str, ListedDigest]] = []
    for page, card in carded:
        shown = card.stories[: max(0, room)]
        room -= len(shown)
        listed.append((card.channel, _digest(page, card, shown, timelines)))
    listed.sort(key=lambda each: each[0])
    return [
        Channel(name, tuple(digest for _, digest in its))
        for name, its in groupby(listed, key=lambda each: each[0])
    ]


def _digest(page: Page, card: Card, shown: Sequence[Story], timelines: _Timelines) -> ListedDigest:
    stories = tuple(_story(story, page, timelines.get((card.channel, story.story), ())) for story in shown)
    more = len(card.stories) - len(shown)
    return ListedDigest(card.created_at, card.title, page.href, stories, len(stories) == 1 and not more, more)


def _timelines(carded: Sequence[tuple[Page, Card]]) -> _Timelines:
    """Of the stories that several digests tell."""
    found: defaultdict[tuple[str, str], list[Telling]] = defaultdict(list)
    for page, card in reversed(carded):
        for story in card.stories:
            if story.story:
                telling = Telling(card.created_at, _href(page, story), story.headline)
                found[card.channel, story.story].append(telling)
    return {key: tellings for key, tellings in found.items() if len(tellings) > 1}


def _story(story: Story, page: Page, timeline: Sequence[Telling]) -> ListedStory:
    names = ", ".join(story.watches)
    watches = [f"watch{'es' if len(story.watches) > 1 else ''}: {names}"] if names else []
    listed = ListedStory(
        _href(page, story), story.headline, story.language, (*story.sites, *watches), story.sentences
    )
    if not timeline:
        return listed
    place = f"story-{story.story}"
    is_newest = listed.href == timeline[-1].href
    return replace(listed, timeline=tuple(timeline), id=place) if is_newest else replace(listed, later=place)


def _href(page: Page, story: Story) -> str:
    return f"{page.href}#{story.place}"
