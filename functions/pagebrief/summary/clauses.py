"""One sentence for one line: the best that fits, or one that is shortened where a clause ends."""

import re
from collections.abc import Iterable

from pagebrief.model import Sentence
from pagebrief.summary.leaning import reach
from pagebrief.summary.quotations import breaks_off

# A comma between digits («1,204») ends none.
_CLAUSE_END = re.compile(r"(?:[;:،؛，；：、]|,(?!\d)|\s[—–-](?=\s)|\s(?=\())")
_OPENERS, _CLOSERS = "（([", "）)]"
_QUESTION = re.compile(r"[?？؟][\"'”’»)\]]*$")
_ITEM = re.compile(r"[-*•·–—>|]|\d+[.)]\s")
_SCRAP = 40  # characters; a shorter English sentence rarely tells a page
_NEARLY_AS_GOOD = 0.6  # of the best score: a whole sentence rather than a shortened one


def one_line(sentences: Iterable[Sentence], most: int, least: int, language: str | None) -> str:
    """The best sentence of at most ``most`` characters: whole, or up to a clause's end and «…».

    Questions, items of lists, scraps, and what leans on the sentence before come last. ``least`` characters
    stay of one that is shortened.
    Empty where all are too long and none has such an end.
    """
    telling = {each: _tells(each.text, language) for each in sentences}
    ranked = sorted(telling, key=lambda each: (not telling[each], -each.score))
    if not ranked:
        return ""
    best = ranked[0]
    alike = [each for each in ranked if telling[each] == telling[best]]
    near = (
        each.text for each in alike if each.score >= _NEARLY_AS_GOOD * best.score and len(each.text) <= most
    )
    cut = (short for each in ranked if (short := shortened(each.text, most, least)))
    return next(near, None) or next(cut, "")


def shortened(text: str, most: int, least: int) -> str | None:
    """The text, or its beginning up to a clause's end and «…», of at most ``most`` characters in all.

    None where no clause ends behind the first ``least`` characters. Nothing is cut within brackets or
    quotation marks.
    """
    if len(text) <= most:
        return text
    ends = [
        found.start() for found in _CLAUSE_END.finditer(text[: most + 1]) if least <= found.start() < most
    ]
    whole = [end for end in ends if _is_balanced(text[:end])]
    return f"{text[: whole[-1]].rstrip()}…" if whole else None


def _tells(text: str, language: str | None) -> bool:
    scrap = len(text) < _SCRAP and text.isascii()
    return not (scrap or _QUESTION.search(text) or _ITEM.match(text) or reach(text, language))


def _is_balanced(text: str) -> bool:
    opened = sum(text.count(mark) for mark in _OPENERS)
    return opened == sum(text.count(mark) for mark in _CLOSERS) and not breaks_off(text)
