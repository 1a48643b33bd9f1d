"""Where the article stands among the lines of a plain-text page.

Every line earns its words if it reads like prose and costs a fixed toll if it doesn't; the article
is the run of lines with the highest sum (maximum-sum subarray, Kadane 1984). So a heading, a
byline or a short list inside the article is carried by the prose around it, while a menu of forty
entries is never worth crossing. Headings that open what comes after articles (comments, related
stories, newsletters) cost enough that little prose behind them can pay for it.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from pagebrief.pages.lines import Line
from pagebrief.pages.patterns import any_of, whole_line

# Chosen on the development pages (aeb and wcxb articles, all renderings); F1 is flat around them.
_TOLL = 5.0  # words that a line without prose costs
_LINK_TOLL = 10.0  # the same for a line that is mostly links
_END_TOLL = 80.0
_MAX_GAIN = 60.0  # one huge line is not the whole article

_TERMINAL = re.compile(r"[.!?…。！？؟।۔][\"'”’»)\]]*$|[.!?…][\"'”’»)\]]*\s*(?:\[\d+\]|\d{1,2})?$")
_SENTENCE_END = re.compile(r"[.!?…。！？؟।۔]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_OTHER_PAGES = any_of(r"""
    trending
    (?:most )?(?:popular|read|viewed|shared)
    (?:see )?also
    (?:related|recommended|latest|more|recent|other|similar|featured|top|must[- ]read)
    read (?:more|next)
    you (?:may|might) (?:also )?(?:like|enjoy|be interested)
    (?:up next|next up|don'?t miss|editor'?s? picks?)
""")
_WHICH = any_of(r"""
    (?:today|now|in|on|from|by|for you|like this)
    (?:stor(?:y|ies)|news|articles?|posts?|pages?|content|reading|coverage|links?|topics?|videos?|headlines?)
""")
# Headings of what comes after an article: comments, other pages, newsletters, the footer.
_END = whole_line(rf"""
    (?:(?:top|most|all|recent|rated|viewed) )*comments?(?: \(\d+\)|:)?
    (?:post a|leave a|add a|view|read|show|join the) (?:all )?comments?(?: \(\d+\)|:)?
    \d+ (?:comments?|responses?|replies|thoughts?)(?: (?:on|to) .*)?
    leave a (?:reply|comment).*
    join the (?:conversation|discussion).*
    discussion|responses
    {_OTHER_PAGES}(?: {_WHICH}(?: .{{0,40}})?)?:?
    what to read next
    (?:from )?around the web
    (?:promoted|sponsored)(?: (?:stories|content|links))?
    about (?:the )?authors?
    share this(?: article| story| post)?:?
    (?:post |article )?tags?:?.{{0,60}}
    filed under:?.*
    topics:?
    (?:sign up|subscribe)(?: (?:to|for) .{{0,60}})?
    newsletters?
    (?:cautionary (?:note|statement).*|forward[- ]looking statements?.*)
    contact us
    follow us.*
    footer
    (?:©|\(c\)|copyright)\s.*
""")


def article_span(lines: Sequence[Line]) -> tuple[int, int] | None:
    """(start, end) of the article among ``lines``, end exclusive; None where nothing reads like prose."""
    gains = [gain(line) for line in lines]
    sums = [0.0, *accumulate(gains)]
    best, best_span, low = 0.0, None, 0
    for end in range(1, len(sums)):
        if sums[end] - sums[low] > best:
            best, best_span = sums[end] - sums[low], (low, end)
        if sums[end] < sums[low]:
            low = end
    return best_span


def gain(line: Line) -> float:
    """What a line adds to an article, in words; negative for what is not prose."""
    if line.linked > 0.6:
        return -_LINK_TOLL
    if is_end_heading(line):
        return -_END_TOLL
    return min(words(line.text), _MAX_GAIN) if is_prose(line.text) else -_TOLL


def is_end_heading(line: Line) -> bool:
    """Whether a line opens what comes after an article: comments, related stories, a footer."""
    return len(line.text) <= 80 and bool(_END.match(line.text))


def is_prose(text: str) -> bool:
    """Whether a line reads like sentences: long enough, and ended or at least punctuated like one."""
    count = words(text)
    if count < 8:
        return False
    return bool(_TERMINAL.search(text)) or (count >= 20 and bool(_SENTENCE_END.search(text)))


def words(text: str) -> float:
    """The words of a text; scripts without spaces count two characters a word."""
    cjk = len(_CJK.findall(text)) if not text.isascii() else 0
    return len(text.split()) + cjk / 2
