"""Sentences → the words, names and numbers that they tell, in forms that can be compared.

For any language: what can't be told apart there (names, where every noun has a capital or no letter has one)
counts as words.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import stopwordsiso

_STEM = 6
"""Letters of a word that count: what follows is mostly its ending."""
# Scripts without spaces between words: Thai, Lao, Burmese, Khmer, kana, and the Chinese characters.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_TOKEN = re.compile(
    rf"(?P<number>\d+(?:[.,:–-]\d+)*)|(?P<sign>[{_UNSPACED}])|(?P<word>(?:(?![{_UNSPACED}])[^\W\d_])+(?:['’][^\W\d_]+)?)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED = {
    word: str(value)
    for value, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve".split(), start=2
    )
}
# From Monday to Sunday: English, German, Dutch, French, Spanish, Italian, Portuguese.
_WEEK = """
monday tuesday wednesday thursday friday saturday sunday
montag dienstag mittwoch donnerstag freitag samstag sonntag
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag
lundi mardi mercredi jeudi vendredi samedi dimanche
lunes martes miércoles jueves viernes sábado domingo
lunedì martedì mercoledì giovedì venerdì sabato domenica
segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo
"""
_DAYS = {name: day for line in _WEEK.strip().splitlines() for day, name in enumerate(line.split())}
_DAY = re.compile(rf"\b(?:{'|'.join(_DAYS)})\b")
_CALENDAR = frozenset(_DAYS) | frozenset(
    "january february april june july august september october november december".split()
)


def tokens(text: str) -> list[str]:
    """Words and numbers in order, without regard to case; characters of scripts without spaces one by one."""
    return [match[0].casefold() for match in _TOKEN.finditer(unicodedata.normalize("NFKC", text))]


def numbers(text: str) -> Iterator[str]:
    """``1,200`` → ``1200``, ``three`` → ``3``, the score ``6–4`` → ``6-4``; in order."""
    for match in _TOKEN.finditer(unicodedata.normalize("NFKC", text)):
        if match["number"]:
            yield _plain(match[0])
        elif counted := _COUNTED.get(match[0].casefold()):
            yield counted


def is_telling(number: str) -> bool:
    """Whether it is more than a small count or a year, which stand on many pages by chance."""
    return len(number) > 1 and not _YEAR.fullmatch(number)


def days(text: str, on: date) -> Iterator[str]:
    """The days of the week in a text, as that day's last date up to ``on``: ``YYYY-MM-DD``."""
    for match in _DAY.finditer(unicodedata.normalize("NFKC", text).casefold()):
        yield (on - timedelta((on.weekday() - _DAYS[match[0]]) % 7)).isoformat()


def _plain(number: str) -> str:
    """Without separators of thousands, and with a point before the fraction."""
    whole = re.sub(r"[.,](?=\d{3}(?:\D|$))", "", number)
    return whole.replace(",", ".").replace("–", "-").lstrip("0") or "0"


def names_of(sentences: Iterable[str]) -> frozenset[str]:
    """The words that a page writes with a capital within sentences, and never without one."""
    capital: set[str] = set()
    small: set[str] = set()
    for sentence in sentences:
        for position, word in enumerate(_words(sentence)):
            if word[0].islower():
                small.add(_name(word))
            elif position and word[0].isupper():
                capital.add(_name(word))
    return frozenset(capital - small - _CALENDAR - {""})


def names(sentence: str, known: frozenset[str]) -> Iterator[str]:
    """The names in a sentence, of those that its page has; in order."""
    return (name for name in map(_name, _words(sentence)) if name in known)


def _words(sentence: str) -> list[str]:
    found = _TOKEN.finditer(unicodedata.normalize("NFKC", sentence))
    return [match[0] for match in found if match["word"]]


def _name(word: str) -> str:
    return re.sub(r"['’]s?$", "", word.casefold()) if len(word) > 1 else ""


def content(sentences: Sequence[str], known: frozenset[str], language: str | None) -> list[str]:
    """The beginnings of a page's words, the most frequent first; of scripts without spaces, pairs of signs.

    Neither names nor numbers nor those that every page of the language has.
    """
    common = _common(language or "en")
    counts: Counter[str] = Counter()
    for sentence in sentences:
        counts.update(_content(sentence, known, common))
    return [word for word, _ in counts.most_common()]  # those of equal count in order of first mention


def _content(sentence: str, known: frozenset[str], common: frozenset[str]) -> Iterator[str]:
    before = None
    for match in _TOKEN.finditer(unicodedata.normalize("NFKC", sentence)):
        if match["sign"]:
            if before and before["sign"] and before.end() == match.start():
                yield before[0] + match[0]
        elif match["word"]:
            low = match[0].casefold()
            if len(low) > 2 and low not in common and low not in _COUNTED and _name(low) not in known:
                yield low[:_STEM]
        before = match


@cache
def _common(language: str) -> frozenset[str]:
    return frozenset(stopwordsiso.stopwords(language)) if stopwordsiso.has_lang(language) else frozenset()
