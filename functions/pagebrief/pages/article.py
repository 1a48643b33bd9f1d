"""Which lines of a plain-text page are its article.

A small network says how likely each line is main text (``line_model``); of that, the choice is made
that promises most.
"""

from collections.abc import Sequence

from pagebrief.pages.choice import chosen
from pagebrief.pages.line_features import features_of
from pagebrief.pages.line_model import LINES, load
from pagebrief.pages.lines import Line
from pagebrief.pages.patterns import any_of, whole_line
from pagebrief.pages.prose import is_prose

MOST_LINES = 20_000
"""Lines of a page that are looked at, ten times as many as the longest development page has."""

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


def article_lines(lines: Sequence[Line]) -> list[bool]:
    """For each line of a page, whether it is of the article; none is where nothing reads like prose."""
    if not lines:
        return []
    looked_at = lines[:MOST_LINES]
    features = features_of(looked_at)
    kept = chosen(load(LINES).likelihoods(features), features.lengths)
    if not any(keep and is_prose(line.text) for keep, line in zip(kept, looked_at, strict=True)):
        return [False] * len(lines)
    return kept + [False] * (len(lines) - len(looked_at))


def is_end_heading(line: Line) -> bool:
    """Whether a line opens what comes after an article: comments, related stories, a footer."""
    return len(line.text) <= 80 and bool(_END.match(line.text))
