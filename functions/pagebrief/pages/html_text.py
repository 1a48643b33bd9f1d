"""The text of markup that no tree can be made of: tags out, blocks on lines of their own."""

import re
from html.parser import HTMLParser

_INLINE = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_SILENT = frozenset(
    {
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "select",
        "textarea",
    }
)


class _Text(HTMLParser):
    """Reads a stream of tags: no tree, so no depth is too deep."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.title: list[str] = []
        self._silent: str | None = None
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "title":
            self._in_title = True
        elif self._silent is None and tag in _SILENT and tag != "head":
            self._silent = tag
        if tag not in _INLINE:
            self.pieces.append("\n" if tag == "br" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False
        elif tag == self._silent:
            self._silent = None
        if tag not in _INLINE:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)
        elif self._silent is None:
            self.pieces.append(re.sub(r"\s+", " ", data))


def text_of_markup(markup: str) -> tuple[str | None, str]:
    """(title, text): what a reader would see, a block a line, and what stands in the browser's tab."""
    parser = _Text()
    parser.feed(markup)
    parser.close()
    lines = "".join(parser.pieces).split("\n")
    return " ".join("".join(parser.title).split()) or None, re.sub(
        r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)
    )
