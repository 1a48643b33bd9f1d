"""What reads like sentences, in scripts with and without spaces."""

import re

from pagebrief.scripts import CLOSING, FULL_STOPS, HAN, HANGUL, KANA, THAI

ENDED = re.compile(rf"[{FULL_STOPS}]{CLOSING}$")
"""A text that ends as a sentence does, quotation marks and brackets behind it counted in."""

_FOOTNOTED = re.compile(rf"[.!?…]{CLOSING}\s*(?:\[\d+\]|\d{{1,2}})$")
_SENTENCE_END = re.compile(f"[{FULL_STOPS}]")
_UNSPACED = re.compile(f"[{KANA}{HAN}{HANGUL}{THAI}]")
_PROSE, _LONG = 8, 20  # words


def is_prose(text: str) -> bool:
    """Whether a line reads like sentences: long enough, and ended or at least punctuated like one."""
    count = words(text)
    if count < _PROSE:
        return False
    ended = bool(ENDED.search(text) or _FOOTNOTED.search(text))
    return ended or (count >= _LONG and bool(_SENTENCE_END.search(text)))


def words(text: str) -> float:
    """The words of a text; scripts without spaces count two characters a word."""
    return len(text.split()) + unspaced(text) / 2


def unspaced(text: str) -> int:
    """How many characters belong to scripts that put little or no space between words."""
    return 0 if text.isascii() else len(_UNSPACED.findall(text))
