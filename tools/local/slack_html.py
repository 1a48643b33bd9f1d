"""Slack's blocks as HTML, near enough to what Slack shows.

https://docs.slack.dev/messaging/formatting-message-text
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from markupsafe import Markup

_CONTROL = re.compile(r"<([^<>]*)>")
_HELD = re.compile("\ue000(\\d+)\ue001")
_PARAGRAPH, _QUOTE = Markup('<p dir="auto">{}</p>'), Markup('<blockquote dir="auto">{}</blockquote>')
_STYLES = [
    (re.compile(rf"(?<![\w{mark}]){mark}([^{mark}\n]+){mark}(?![\w{mark}])"), tag)
    for mark, tag in ((r"\*", "b"), ("_", "i"), ("~", "s"), ("`", "code"))
]


def blocks_html(blocks: Sequence[Mapping[str, Any]]) -> Markup:
    return Markup("\n").join(_block(block) for block in blocks)


def _block(block: Mapping[str, Any]) -> Markup:
    match block:
        case {"type": "header", "text": {"text": str(text)}}:
            return Markup('<h3 dir="auto">{}</h3>').format(text)
        case {"type": "divider"}:
            return Markup("<hr>")
        case {"type": "section"}:
            texts = [block[name] for name in ("text",) if name in block] + list(block.get("fields", ()))
            return Markup("").join(_text(each) for each in texts)
        case {"type": "context", "elements": list(elements)}:
            return Markup('<div class="context">{}</div>').format(
                Markup("").join(_text(each) for each in elements)
            )
    return Markup("<pre>{}</pre>").format(block)


def _text(text: Mapping[str, Any]) -> Markup:
    if text.get("type") == "mrkdwn":
        return mrkdwn(str(text["text"]))
    return _PARAGRAPH.format(text.get("text", ""))


def mrkdwn(text: str) -> Markup:
    """Paragraphs, and quotations where lines begin with ``>``."""
    parts = []
    for quoted, lines in groupby(text.split("\n"), key=lambda line: line.startswith((">", "&gt;"))):
        inner = Markup("<br>").join(_inline(line) for line in _unquoted(lines, quoted))
        parts.append(_QUOTE.format(inner) if quoted else _PARAGRAPH.format(inner))
    return Markup("").join(parts)


def _unquoted(lines: Iterator[str], quoted: bool) -> Iterator[str]:
    for line in lines:
        yield line.removeprefix("&gt;").removeprefix(">") if quoted else line


def _inline(line: str) -> Markup:
    """Links are held back until the rest is formatted, since their addresses may have any character."""
    links: list[Markup] = []

    def hold(found: re.Match[str]) -> str:
        links.append(_link(found[1]))
        return f"\ue000{len(links) - 1}\ue001"

    shown = html.escape(_unescaped(_CONTROL.sub(hold, _HELD.sub("", line))))
    for style, tag in _STYLES:
        shown = style.sub(rf"<{tag}>\1</{tag}>", shown)
    return Markup(_HELD.sub(lambda found: links[int(found[1])], shown))  # noqa: S704 - escaped above


def _link(inside: str) -> Markup:
    """``address|label``. Mentions and anything but an address people can follow is text."""
    address, _, label = _unescaped(inside).partition("|")
    if not address.startswith(("https://", "http://", "mailto:")):
        return Markup("{}").format(label or address)
    return Markup('<a href="{}" target="_blank" rel="noreferrer">{}</a>').format(address, label or address)


def _unescaped(text: str) -> str:
    """Slack knows three entities."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
