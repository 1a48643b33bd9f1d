"""The text of markup that no tree can be made of: tags out, blocks on lines of their own.

No parser: the standard library's takes time that grows with the square of hostile markup, and libxml2
stops at its depth. One pass over the tags, each found by a pattern that never looks at a character twice.
"""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)[^<>]*>|<[!?][^<>]*>")
_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span
    strike strong sub sup time tt u var wbr
""".split()
)
# Nothing of these does a reader see.
_SILENT = frozenset(
    """
    script style noscript template svg math iframe object select textarea
""".split()
)
_BLANK_LINES = re.compile(r"\n{3,}")
_HUGE_REFERENCE = re.compile(r"&#x?[0-9a-fA-F]{8,};?")  # no character has so many digits; int() refuses them


def text_of_markup(markup: str) -> tuple[str | None, str]:
    """(title, text): what stands in the browser's tab, and what a reader would see, a block a line."""
    body: list[str] = []
    title: list[str] = []
    silent: str | None = None
    in_title = False
    start = 0
    markup = _without_comments(markup)
    for tag in _TAG.finditer(markup):
        closing, name = tag.group(1), (tag.group(2) or "").lower()
        if silent is not None:
            silent = None if closing and name == silent else silent
        else:
            (title if in_title else body).append(markup[start : tag.start()].replace("\n", " "))
            in_title = name == "title" and not closing
            if name in _SILENT:
                silent = None if closing else name
            elif name and name not in _INLINE:
                body.append("\n" if name == "br" or closing else "\n\n")
        start = tag.end()
    if silent is None:
        body.append(markup[start:])
    lines = (line.strip() for line in _plain("".join(body)).split("\n"))
    return _plain("".join(title)).strip() or None, _BLANK_LINES.sub("\n\n", "\n".join(lines))


def _without_comments(markup: str) -> str:
    parts, start = [], 0
    while (comment := markup.find("<!--", start)) >= 0 and (end := markup.find("-->", comment)) >= 0:
        parts.append(markup[start:comment])
        start = end + len("-->")
    return "".join((*parts, markup[start:]))


def _plain(text: str) -> str:
    return unescape(_HUGE_REFERENCE.sub("\ufffd", text))
