"""A sentence → the phrases in it that a page may be about."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import stopwordsiso

from pagebrief.scripts import BURMESE, HAN, KANA, KHMER, LAO, THAI

_MOST_WORDS = 4
_LONGEST = 60  # characters
_MARKS = "\u0300-\u036f\u0900-\u0dff"  # vowel signs, which are no letters to Python
_WORD = re.compile(rf"[^\W_][\w{_MARKS}]*(?:(?!['’]s\b)[-'’.&][^\W_][\w{_MARKS}]*)*")
_UNSPACED = re.compile(f"[{KANA}{HAN}{THAI}{LAO}{BURMESE}{KHMER}]")
# In scripts without spaces: words in katakana, and runs of Chinese characters between kana or punctuation.
_RUN = re.compile("[\u30a1-\u30ff]{3,12}|[\u4e00-\u9fff]{2,8}")
_NOUNS_HAVE_CAPITALS = frozenset({"de", "lb"})
_OPENING = "\"'“„‘«‹「([—–-"
_LINKS = frozenset("of de du des da do dos di del della von van der den la le el al the y & bin ibn".split())
_SMALL = frozenset("a an and as at but by for i if in is it or on to with".split())
# What English pages about anything say again and again.
_OF_NEWS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february april june july august "
    "september october november december today yesterday tomorrow told reported reportedly spokesman "
    "spokeswoman percent".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words as they stand in a sentence; ``keys`` are the same for their other forms. ``named``: a name."""

    text: str
    keys: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class _Word:
    """``text[start:end]`` of a sentence. ``named``: with a capital that it hasn't from beginning anything."""

    text: str
    start: int
    end: int
    named: bool
    stop: bool


def phrases(text: str, language: str) -> Iterator[Phrase]:
    """Of up to four words, without stop words at their ends."""
    for run in _runs(text, _words(text, language)):
        for size in range(1, _MOST_WORDS + 1):
            for first in range(len(run) - size + 1):
                words = run[first : first + size]
                phrase = text[words[0].start : words[-1].end]
                if _is_phrase(words) and len(phrase) <= _LONGEST:
                    named = all(word.named for word in words if not word.stop)
                    yield Phrase(phrase, tuple(key_of(word.text) for word in words), named)
    for found in _RUN.finditer(text):
        yield Phrase(found[0], (found[0],), False)


def words_of(text: str) -> list[str]:
    return _WORD.findall(text)


def key_of(word: str) -> str:
    """The same for a word's commonest forms."""
    return word.casefold()[:7].rstrip("s")


def _words(text: str, language: str) -> list[_Word]:
    found = [match for match in _WORD.finditer(text) if not _UNSPACED.search(match[0])]
    stops = [match[0].lower().replace("’", "'") in _stop_words(language) for match in found]
    capital = [match[0][0].isupper() for match in found]
    # A capital says little of a word that begins something, and of a German noun: the next one has to agree.
    alone = [language not in _NOUNS_HAVE_CAPITALS and not _begins(text, match.start()) for match in found]
    named = [capital[at] and (alone[at] or _has_company(at, capital, stops)) for at in range(len(found))]
    return [
        _Word(
            match[0],
            match.start(),
            match.end(),
            named[at],
            stops[at] and not _is_in_name(at, match[0], named, stops),
        )
        for at, match in enumerate(found)
    ]


def _has_company(at: int, capital: Sequence[bool], stops: Sequence[bool]) -> bool:
    around = [place for place in (at - 1, at + 1) if 0 <= place < len(capital)]
    return not stops[at] and any(capital[place] and not stops[place] for place in around)


def _begins(text: str, start: int) -> bool:
    """Whether a word begins the sentence, or a quotation in it."""
    before = text[max(0, start - 3) : start].rstrip()
    return start == 0 or (before[-1:] or " ") in _OPENING


def _is_in_name(at: int, word: str, named: Sequence[bool], stops: Sequence[bool]) -> bool:
    """«States» in «United States» and «Un» in «Kim Jong Un» are no stop words."""
    if not named[at] or word.lower() in _LINKS | _OF_NEWS | _SMALL:
        return False
    around = [place for place in (at - 1, at + 1) if 0 <= place < len(named)]
    return any(named[place] and not stops[place] for place in around)


def _runs(text: str, words: Sequence[_Word]) -> Iterator[list[_Word]]:
    """Words with one blank between them."""
    run: list[_Word] = []
    for word in words:
        if run and text[run[-1].end : word.start] != " ":
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_phrase(words: Sequence[_Word]) -> bool:
    """No stop word at its ends, and none within but the «of» of a name; no mere number, no letter."""
    ends = (words[0], words[-1])
    if any(word.stop or not any(map(str.isalpha, word.text)) for word in ends):
        return False
    within = [word for word in words if word.stop]
    if any(word.text.lower() not in _LINKS for word in within):
        return False
    return all(word.named for word in ends) if within else len(words) > 1 or len(words[0].text) > 2


@cache
def _stop_words(language: str) -> frozenset[str]:
    known = stopwordsiso.stopwords(language) if stopwordsiso.has_lang(language) else ()
    return frozenset(known) | (_OF_NEWS if language == "en" else frozenset())
