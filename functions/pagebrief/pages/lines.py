"""Plain text as a scraper left it → logical lines: unwrapped, without the marks of the tool.

Six kinds of tools write these pages (a browser's innerText, get_text, inscriptis, html2text, lynx,
w3m). What they have in common is lines; what differs is bullets, Markdown links and hard wrapping.
"""

import re
from dataclasses import dataclass, replace
from itertools import zip_longest

_NEWLINES = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
# Format characters that are invisible and would break up words; ZWJ and ZWNJ (U+200C, U+200D) belong to
# the spelling of Indic and Persian words and stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_MARK = r"(?:[*+•·‣▪◦□■○●►»›]|\(BUTTON\)|\[BUTTON\]|\[IMG\])\s+"
# A tool's marks can pile up, "* (BUTTON) Menu"; a dash is one only at the beginning.
_BULLET = re.compile(rf"(?:[-–—]\s+|{_MARK})(?:{_MARK})*")
# Lengths are bounded: a hostile line of a million brackets must not cost a million squared.
_IMAGE = re.compile(r"!\[([^\[\]]{0,1000})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)")
_LINK = re.compile(r"\[([^\[\]]{0,1000})\]\((?:[^()]|\([^()]{0,500}\)){0,2000}\)")
_HEADING = re.compile(r"#{1,6}\s+")
# Unpaired on purpose: looking for the other end of each star takes time that grows with the square.
_EMPHASIS = re.compile(r"(?<![\w*_])[*_]{1,12}(?=[\w“\"'‘(])|(?<=[\w.,;:!?”\"'’)])[*_]{1,12}(?![\w*_])")
_ESCAPE = re.compile(r"\\([-\\`*_{}\[\]()#+.!|>~])")
_RULE = re.compile(r"[\W_]*")
_GOES_ON = re.compile(r"[a-zà-öø-ÿ,.;:!?)’”%](?!\w*://)")
_MOST_LINES = 50_000  # as they are written
_MOST_CHARACTERS = 4_000_000
_STOPS = ".!?…:|>"
_CLOSING = ",.;:!?)’”%"
_FIRST_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: one paragraph, heading, list item or menu entry.

    ``number`` and ``last`` are the 1-based lines of the page where it starts and ends, ``gap`` the count of
    blank lines before it, ``linked`` the share of its characters that were Markdown links. ``marks`` is what
    the page has there beside the text: bullets, addresses of links, signs of emphasis.
    """

    text: str
    number: int
    gap: int = 0
    bullet: bool = False
    heading: bool = False
    linked: float = 0.0
    last: int = 0
    marks: str = ""


@dataclass(frozen=True, slots=True)
class _Raw:
    text: str  # without indentation and bullet
    number: int
    gap: int
    indent: int
    bullet: bool
    width: int  # of the line as it was written
    written: str
    last: int


def logical_lines(text: str) -> list[Line]:
    """The lines of a page, in order, each with at least one letter or digit."""
    return [line for line in written_lines(text) if not is_rule(line)]


def written_lines(text: str) -> list[Line]:
    """The same with those that have none: all of the page but white space is in their texts and marks."""
    raws = _raw_lines(tidy(text))
    width = _wrap_width(raws)
    if width:
        raws = _unwrapped(raws, width)
    raws = _rejoined(raws)
    markdown = text.count("](") >= 3
    return [_line(raw, markdown) for raw in raws]


def is_rule(line: Line) -> bool:
    """Whether a line has neither letters nor digits: dashes, a lone bullet, the remains of an image."""
    return bool(_RULE.fullmatch(line.text))


def tidy(text: str) -> str:
    """Text with one kind of newline, no invisible characters, and no lone surrogates."""
    return _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", _NEWLINES.sub("\n", text)))


def beginning(text: str) -> tuple[str, str]:
    """What is read of a page, and the rest, which is empty for any page that a person would write.

    20 MB take a minute and more than a gigabyte. The limits are many times what the longest development
    page has, and an article does not begin behind them.
    """
    if len(text) <= _MOST_LINES:
        return text, ""
    head = tidy(text[:_MOST_CHARACTERS])
    beyond = head.split("\n", _MOST_LINES)[_MOST_LINES:]
    size = len(head) - sum(map(len, beyond))
    return head[:size], head[size:] + text[_MOST_CHARACTERS:]


def _raw_lines(text: str) -> list[_Raw]:
    raws, gap = [], 0
    for number, written in enumerate(text.split("\n"), 1):
        content = written.strip()
        if not content:
            gap += 1
            continue
        bullet = _BULLET.match(content)
        body = content[bullet.end() :] if bullet else content
        indent = len(written) - len(written.lstrip()) + (bullet.end() if bullet else 0)
        raws.append(_Raw(body, number, gap, indent, bool(bullet), len(written.rstrip()), content, number))
        gap = 0
    return raws


def _wrap_width(raws: list[_Raw]) -> int | None:
    """The column at which the page was wrapped, or None where it was not.

    A wrapped page has a sharp right edge, and its long lines mostly stop in mid-sentence.
    """
    widths = sorted(raw.width for raw in raws)
    if len(widths) < 4:
        return None
    edge = widths[min(len(widths) - 1, int(len(widths) * 0.98))]
    if not 60 <= edge <= 120:
        return None
    near = [raw for raw in raws if edge - 16 <= raw.width <= edge]
    open_ended = sum(raw.text[-1] not in '.!?:"”’)' for raw in near)
    return edge if len(near) >= 3 and open_ended >= 0.5 * len(near) else None


def _unwrapped(raws: list[_Raw], width: int) -> list[_Raw]:
    """Join a line with the next where the next one's first word would not have fitted on it."""
    groups: list[list[_Raw]] = []
    for raw in raws:
        before = groups[-1][-1] if groups else None
        word = _FIRST_WORD.match(raw.text)
        fits = before is None or before.width + 1 + len(word.group() if word else "") <= width
        if before is None or fits or raw.gap or raw.bullet or abs(raw.indent - groups[-1][0].indent) > 3:
            groups.append([raw])
        else:
            groups[-1].append(raw)
    return [_joined(group) for group in groups]


def _rejoined(raws: list[_Raw]) -> list[_Raw]:
    """Join the pieces of a paragraph that a tool broke at every link and every emphasis.

    A piece goes on where the next line starts with a small letter or closing punctuation; a name
    between two such pieces (the text of a link) belongs to both.
    """
    groups: list[list[_Raw]] = []
    bridged = False
    for raw, after in zip_longest(raws, raws[1:]):
        goes_on = bool(_GOES_ON.match(raw.text))
        is_link = len(raw.text) <= 80 and after is not None and not after.gap and _GOES_ON.match(after.text)
        if groups and _is_open(groups[-1], raw) and (goes_on or bridged or (is_link and _long(groups[-1]))):
            groups[-1].append(raw)
            bridged = bool(is_link) and not goes_on
        else:
            groups.append([raw])
            bridged = False
    return [_joined(group) for group in groups]


def _is_open(group: list[_Raw], following: _Raw) -> bool:
    """Whether nothing between a group and the line that follows ends the paragraph."""
    return not following.gap and not following.bullet and group[-1].text[-1] not in _STOPS


def _long(group: list[_Raw]) -> bool:
    return len(group) > 1 or len(group[0].text) >= 40


def _joined(group: list[_Raw]) -> _Raw:
    """One line of several, as its first one; closing punctuation sticks to what is before it."""
    first = group[0]
    if len(group) == 1:
        return first
    pieces = [raw.text if raw.text[0] in _CLOSING else f" {raw.text}" for raw in group[1:]]
    written = " ".join(raw.written for raw in group)
    return replace(first, text="".join((first.text, *pieces)), written=written, last=group[-1].last)


def _line(raw: _Raw, markdown: bool) -> Line:
    text, heading, linked = raw.text, False, 0.0
    if markdown:
        heading = bool(_HEADING.match(text))
        text, linked = _without_markdown(text)
    text = " ".join(text.split())
    marks = "" if text == raw.written else _left_out(raw.written, text)
    return Line(text, raw.number, raw.gap, raw.bullet, heading, linked, raw.last, marks)


def _left_out(written: str, text: str) -> str:
    """The characters of what was written that are not in the text, which is the rest of them in order."""
    rest = iter(text.replace(" ", ""))
    wanted = next(rest, None)
    out = []
    for ch in written:
        if ch == wanted:
            wanted = next(rest, None)
        elif not ch.isspace():
            out.append(ch)
    return "".join(out)


def _without_markdown(text: str) -> tuple[str, float]:
    text = _IMAGE.sub(" ", _HEADING.sub("", text, count=1) if text.startswith("#") else text)
    inside = sum(len(label) for label in _LINK.findall(text))
    text = _LINK.sub(r"\1", text)
    length = len(text.strip())
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text)), min(1.0, inside / length) if length else 1.0
