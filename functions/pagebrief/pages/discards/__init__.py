"""Whether a page holds an article at all: error pages, walls, shells, link lists and the like.

An article about error pages, cookies or captchas says the same words. So one sign is not enough: a page
is discarded for two, or for one where next to nothing else is on it, and never where its own prose is
longer than such pages have.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from textwrap import shorten

from pagebrief.model import CleanPage, Discarded, DiscardReason
from pagebrief.pages.discards.consent import CONSENT_WALL
from pagebrief.pages.discards.errors import ERROR_PAGE
from pagebrief.pages.discards.evidence import Evidence, of_markup, of_text
from pagebrief.pages.discards.kinds import Kind
from pagebrief.pages.discards.login import LOGIN_WALL
from pagebrief.pages.discards.paywalls import PAYWALL
from pagebrief.pages.discards.robots import BOT_WALL
from pagebrief.pages.discards.shells import EMPTY_SHELL, PARKED_DOMAIN
from pagebrief.pages.prose import words

__all__ = ["Evidence", "judge", "judged_markup", "judged_text"]

# Of those that fit, the loudest is the reason; of the equally loud the first.
_KINDS = (BOT_WALL, PAYWALL, ERROR_PAGE, PARKED_DOMAIN, CONSENT_WALL, LOGIN_WALL, EMPTY_SHELL)
_LONG_ARTICLE = 300  # words; what holds so many is an article, and its evidence is not gathered
_LONG_PAGE = max(kind.visible for kind in _KINDS)
_ENOUGH_WORDS = 15  # of an article
_ALONE = 20  # words of prose beside a single sign
_OFFER = 40  # words that may stand below the last sign: what it costs, and the small print
_LIST = 8  # links, or lines of a plain-text page, of a list
_PER_ENTRY = 12  # words
_LONGEST_LINE = 600  # characters of a line that are looked at
_QUOTED = re.compile(r"[“”„«»\"][^“”„«»\"]{1,300}[“”„«»\"]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s")
_SEPARATOR = re.compile(r"\s[|•·»›‹–—-]\s|\s::\s")
_EDGE = " \t.!?:…,;#*←→<>&|–—-"
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "\u00a0": " ", "\u202f": " "})


def judged_text(text: str, page: CleanPage | Discarded, status: int | None = None) -> CleanPage | Discarded:
    """The page, or the reason why a plain-text page holds no article."""
    kept = _kept(page)
    if sum(map(words, kept)) > _LONG_ARTICLE or (kept and len(text.split()) > _LONG_PAGE):
        return page
    return judge(of_text(text, kept, status)) or page


def judged_markup(
    markup: str, page: CleanPage | Discarded, status: int | None = None
) -> CleanPage | Discarded:
    """The page, or the reason why an HTML page holds no article."""
    kept = _kept(page)
    if sum(map(words, kept)) > _LONG_ARTICLE:
        return page
    return judge(of_markup(markup, kept, status)) or page


def judge(evidence: Evidence) -> Discarded | None:
    """Why a page holds no article; None where it does, or where none of the reasons is known to fit."""
    parts = (part for title in (*evidence.titles, *evidence.lines[:1]) for part in _SEPARATOR.split(title))
    said = {plain: line for line in (*parts, *evidence.lines) if (plain := _plain(line))}
    verdicts = [verdict for kind in _KINDS if (verdict := _verdict(kind, said, evidence))]
    if not verdicts:
        return _without_words(evidence)
    loudest = max(verdicts, key=lambda verdict: verdict.points)
    return Discarded(loudest.reason, loudest.detail)


def _kept(page: CleanPage | Discarded) -> Sequence[str]:
    return () if isinstance(page, Discarded) else page.text.split("\n\n")


def _plain(line: str) -> str:
    """A line as the patterns know it, without what it quotes."""
    return _QUOTED.sub(" ", line[:_LONGEST_LINE]).translate(_STRAIGHT).casefold().strip(_EDGE)


@dataclass(frozen=True, slots=True)
class _Verdict:
    reason: DiscardReason
    points: int
    detail: str


def _verdict(kind: Kind, said: dict[str, str], evidence: Evidence) -> _Verdict | None:
    """How loudly a page says that it is of a kind; None where it doesn't, or has something else to say."""
    if evidence.visible > kind.visible:
        return None
    signs: dict[str, tuple[int, str]] = {}
    spoken, last = 0.0, ""
    for plain, line in said.items():
        found = list(_signs(kind, plain))
        signs |= {sign: (weight, _quoted(line)) for sign, weight in found if sign not in signs}
        if found or kind.topic.search(plain):
            spoken, last = spoken + words(line), plain
    signs |= _unseen_signs(kind, evidence)
    points = sum(weight for weight, _ in signs.values())
    if points < kind.least or spoken < kind.share * evidence.visible:
        return None
    own = _own(kind, evidence.kept)
    if own > (_ALONE if points == 2 else kind.own):
        return None
    if kind.comes_last and own > _ALONE and _below(last, evidence.kept, said) > _OFFER:
        return None
    return _Verdict(kind.reason, points, max(signs.values(), key=lambda sign: sign[0])[1])


def _unseen_signs(kind: Kind, evidence: Evidence) -> dict[str, tuple[int, str]]:
    """What markup and the HTTP status say."""
    signs = {
        str(hint): (weight, f"the page's markup holds {hint}")
        for hint, weight in kind.hints
        if hint in evidence.hints
    }
    if kind.reason is DiscardReason.ERROR_PAGE and (evidence.status or 0) >= 400:
        signs["status"] = (2, f"the server answered with the status {evidence.status}")
    return signs


def _quoted(line: str) -> str:
    return f"the page says «{shorten(line, 120, placeholder=' …')}»"


def _below(last_sign: str, kept: Sequence[str], said: Iterable[str]) -> float:
    """The words of the paragraphs that were kept and come after the last sign."""
    places = {plain: place for place, plain in enumerate(said)}
    sign = places.get(last_sign, 0)
    return sum(words(each) for each in kept if places.get(_plain(each), -1) > sign)


def _signs(kind: Kind, plain: str) -> Iterator[tuple[str, int]]:
    """What in a line says that a page is of a kind, and how loud.

    Headings are one sign, however many: what stands in a browser's tab stands above the text once more.
    A line is one sign too: who explains error pages names several of their phrases in one paragraph.
    """
    if kind.headings.fullmatch(plain):
        yield "heading", 2
    elif kind.controls.fullmatch(plain):
        yield plain, 1
    elif found := kind.sentences.search(plain):
        yield found.group(), 2


def _own(kind: Kind, kept: Sequence[str]) -> float:
    """The words of the sentences that are neither signs of a kind nor on its topic."""
    sentences = (sentence for each in kept for sentence in _SENTENCE_END.split(each))
    plain = ((sentence, _plain(sentence)) for sentence in sentences)
    return sum(
        words(sentence)
        for sentence, lower in plain
        if not kind.topic.search(lower) and not any(_signs(kind, lower))
    )


def _without_words(evidence: Evidence) -> Discarded | None:
    """A list of links, or too little: what is known by its shape alone."""
    kept = sum(map(words, evidence.kept))
    entries = len(evidence.lines) if evidence.links is None else min(evidence.links, len(evidence.lines))
    if not evidence.kept and entries >= _LIST and evidence.visible <= _PER_ENTRY * entries:
        first = shorten(evidence.lines[0], 60, placeholder=" …")
        return Discarded(
            DiscardReason.LINK_LIST,
            f"the page lists {entries} links and holds no sentence; it begins «{first}»",
        )
    if kept < _ENOUGH_WORDS and (evidence.kept or 0 < evidence.visible < 2 * _ENOUGH_WORDS):
        return Discarded(DiscardReason.TOO_SHORT, f"the page says only {int(kept or evidence.visible)} words")
    return None
