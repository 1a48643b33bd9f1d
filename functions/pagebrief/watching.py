"""A page and the watches → which channels it waits for, since when, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Self

import numpy as np
from numpy.typing import NDArray

from pagebrief.delivery import Manner
from pagebrief.model import CleanPage, PageRef, Reason
from pagebrief.ports import Encoder
from pagebrief.summary import compared
from pagebrief.watch import Found, Rhythm, Send, Watch
from pagebrief.watches import due, likenesses, match, texts_of, told, topics_of, zone_of


@dataclass(frozen=True, slots=True)
class Watching:
    """Watches, and the vectors of what their topics say."""

    watches: tuple[Watch, ...]
    vectors: Mapping[str, NDArray[np.float32]]

    @classmethod
    def of(cls, watches: tuple[Watch, ...], encoder: Encoder) -> Self:
        texts = texts_of(topics_of(watches))
        return cls(watches, dict(zip(texts, encoder.encode(texts), strict=True)) if texts else {})


@dataclass(frozen=True, slots=True)
class Wish:
    """A channel that is to be told of a page: when, how, and for which watches and reasons."""

    address: str
    due: datetime
    manner: Manner
    watches: tuple[str, ...]
    reasons: tuple[Reason, ...]


def matched(ref: PageRef, page: CleanPage, watching: Watching, encoder: Encoder) -> tuple[Found, ...]:
    """The watches that a page matches. No topic does where the encoder doesn't know its language."""
    seen = compared(page, encoder)
    like = likenesses(watching.vectors, seen.vectors) if seen.by_meaning else None
    return match(watching.watches, page, ref, like, [(span.start, span.end) for span in seen.spans])


def wishes(founds: Iterable[Found], now: datetime) -> tuple[Wish, ...]:
    """One for each channel, so that nobody is told of a page twice: the earliest, with all the reasons."""
    by_address: dict[str, list[tuple[datetime, Send, Found]]] = {}
    for each, send in _asked(founds):
        by_address.setdefault(send.to.address, []).append((due(send.cadence, now), send, each))
    return tuple(_wish(address, asked, now) for address, asked in by_address.items())


def _asked(founds: Iterable[Found]) -> Iterator[tuple[Found, Send]]:
    return ((each, send) for each in founds for send in each.watch.send)


def _wish(address: str, asked: Sequence[tuple[datetime, Send, Found]], now: datetime) -> Wish:
    when, first, _ = min(asked, key=lambda each: each[0])
    founds = list({each.watch.name: each for _, _, each in asked}.values())
    # What is told at once is told alone; what waited, be it for the end of quiet hours, together.
    alone = first.cadence.rhythm is Rhythm.IMMEDIATELY and when <= now
    return Wish(
        address,
        when,
        Manner(
            "" if alone else told(first.cadence),
            first.minimum_novelty,
            first.max_items,
            zone=zone_of(first.cadence),
        ),
        tuple(each.watch.name for each in founds),
        tuple(reason for each in founds for reason in each.reasons),
    )
