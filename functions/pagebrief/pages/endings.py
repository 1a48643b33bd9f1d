"""Lines that tell where an article ends: headings of comments and of other pages, what parts comments."""

import re

from pagebrief.pages.patterns import any_of, whole_line

_LONGEST = 80  # characters of a heading

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
_COMMENTS = re.compile(
    r".{0,12}\b(?:comments?|responses?|repl(?:y|ies)|discussion|thoughts on"
    r"|kommentare?|commentaires?|comentarios?)\b",
    re.IGNORECASE,
)
_LONGEST_BETWEEN = 60
_ALONE = whole_line(r"""
    \W*(?:(?:log ?in to )?reply|répondre|responder|antworten|permalink|report|like|flag|share|\d+)\W*
""")
_SAID = re.compile(r"(?:\bsays:?|\bago|\bsaid\W*|wrote:?)\Z", re.IGNORECASE)


def is_end_heading(text: str) -> bool:
    """Whether a line opens what comes after an article: comments, related stories, a footer."""
    return len(text) <= _LONGEST and bool(_END.match(text))


def is_about_comments(text: str) -> bool:
    """Whether a short line begins with a word for comments: their heading, their count, an invitation."""
    return len(text) <= _LONGEST and bool(_COMMENTS.match(text))


def is_between_comments(text: str) -> bool:
    """Whether a line is of the kind that comments are parted by: «Reply», «7», «Jo says:», «2 days ago»."""
    return len(text) <= _LONGEST_BETWEEN and bool(_ALONE.match(text) or _SAID.search(text))
