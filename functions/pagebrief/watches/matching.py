"""A page and the watches → which of them it matches, and every reason."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pagebrief.model import CleanPage, PageRef, Reason
from pagebrief.watch import Found, Topic, Undecided, Watch
from pagebrief.watches.places import in_language, on_path, on_site
from pagebrief.watches.terms import (
    PAGE_SECONDS,
    PATTERN_SECONDS,
    Text,
    TooSlowError,
    finder,
    is_expression,
)
from pagebrief.watches.topics import Likenesses, threshold

Span = tuple[int, int]
"""``page.text[start:end]`` is a sentence."""


def match(
    watches: Iterable[Watch],
    page: CleanPage,
    ref: PageRef,
    likenesses: Likenesses | None = None,
    sentences: Sequence[Span] = (),
) -> tuple[Found, ...]:
    """The watches that a page matches, in the order of the file.

    ``sentences`` are those that ``likenesses`` compares. Without likenesses no topic matches.
    """
    reading = _Reading(page, ref, likenesses, sentences)
    return tuple(found for watch in watches if (found := reading.found(watch)))


@dataclass(slots=True)
class _Place:
    """Where a term stands: in the title if ``in_title``, else in the text."""

    start: int
    end: int
    in_title: bool


@dataclass(slots=True)
class _Reading:
    """One page, read for all the watches: folded once, each term looked for once, within one time."""

    page: CleanPage
    ref: PageRef
    likenesses: Likenesses | None
    sentences: Sequence[Span]
    seconds: float = PAGE_SECONDS
    texts: tuple[Text, Text] = field(init=False)
    places: dict[str, _Place | TooSlowError | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.texts = (Text(self.page.title or ""), Text(self.page.text))

    def found(self, watch: Watch) -> Found | None:
        """None where something that the watch asks for does not hold. What costs least is looked at first."""
        wanted = watch.match
        if not (
            (places := self._origin(watch)) is not None
            and not any(isinstance(self._place(term), _Place) for term in wanted.none)
            and (each := _held(wanted.all, self._stands, len(wanted.all))) is not None
            and (some := _held(wanted.any, self._stands)) is not None
            and (topics := _held(wanted.topics, self._about)) is not None
        ):
            return None
        reasons = [*some, *each, *topics, *places] or [Reason(_unconditional(watch))]
        named = tuple(replace(reason, watch=watch.name) for reason in reasons)
        return Found(watch, named, tuple(self._undecided(watch)))

    def _origin(self, watch: Watch) -> list[Reason] | None:
        """Site, language and path."""
        page, wanted = self.page, watch.match
        sites = _held(wanted.sites, lambda site: _if(on_site(page, site), f"it is from {site}"))
        languages = _held(
            wanted.languages, lambda code: _if(in_language(page, code), f"its language is {code}")
        )
        paths = _held(
            wanted.paths, lambda path: _if(on_path(page, self.ref, path), f"its path is like {path}")
        )
        if sites is None or languages is None or paths is None:
            return None
        return [*sites, *languages, *paths]

    def _stands(self, term: str) -> Reason | None:
        """An expression that ran out of time is taken to stand there: nobody misses a page for it."""
        place = self._place(term)
        if place is None:
            return None
        if isinstance(place, TooSlowError):
            return Reason(f"{term} could not be checked within {place.seconds:g} s, so that it may match")
        said = self.texts[0 if place.in_title else 1].original[place.start : place.end]
        rule = f"it matches {term}" if is_expression(term) else f"it says “{term}”"
        return Reason(rule, matched=said, start=None if place.in_title else place.start)

    def _place(self, term: str) -> _Place | TooSlowError | None:
        if term not in self.places:
            self.places[term] = self._first(term)
        return self.places[term]

    def _first(self, term: str) -> _Place | TooSlowError | None:
        """In the title before the text."""
        for text in self.texts:
            began, allowed = time.process_time(), min(PATTERN_SECONDS, self.seconds)
            try:
                place = finder(term).first(text, allowed)
            except TooSlowError as error:
                return error
            finally:
                self.seconds -= time.process_time() - began if is_expression(term) else 0.0
            if place:
                return _Place(*place, in_title=text is self.texts[0])
        return None

    def _about(self, topic: Topic) -> Reason | None:
        like, least = self.likenesses(topic) if self.likenesses else None, threshold(topic)
        if not like or like.similarity < least:
            return None
        start, end = self.sentences[like.nearest]
        said = self.page.text[start:end]
        return Reason(f"it is about “{topic.about}”", None, said, start, like.similarity, least)

    def _undecided(self, watch: Watch) -> Iterator[Undecided]:
        for term in dict.fromkeys((*watch.match.none, *watch.match.all, *watch.match.any)):
            if isinstance(place := self.places.get(term), TooSlowError):
                yield Undecided(watch.name, term, place.seconds)


_Wanted = TypeVar("_Wanted")


def _held(
    wanted: Sequence[_Wanted], look: Callable[[_Wanted], Reason | None], needed: int = 1
) -> list[Reason] | None:
    """The reasons that ``look`` gives; None where fewer hold than are needed. Nothing wanted holds always."""
    reasons = [reason for each in wanted if (reason := look(each))]
    return None if wanted and len(reasons) < needed else reasons


def _if(holds: bool, rule: str) -> Reason | None:
    return Reason(rule) if holds else None


def _unconditional(watch: Watch) -> str:
    return "every page is told, but for those that it excludes" if watch.match.none else "every page is told"
