"""A tree of HTML → its blocks of text, in reading order: what a browser would put on lines of their own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby s samp small
    span strike strong sub sup time tt u var wbr img
""".split()
)
# Nothing of these does a reader see as text. <noscript> is not among them: some forums put their posts there.
UNSEEN = frozenset(
    """
    script style template svg math head iframe object embed select option datalist textarea canvas audio
    video map
""".split()
)
_BOLD = frozenset({"b", "strong"})
_START, _END, _SKIPPED = range(3)
_SPACES = re.compile(r"\s+")
_WORDY = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text without a break in it.

    ``holder`` is the number of the innermost block element that holds it, ``inline`` the first inline element
    in it, if there is one. ``broken``: only a <br> parts it from the block before. ``linked`` and ``strong``
    are the shares of its characters in links and in bold type.
    """

    text: str
    holder: int
    inline: HtmlElement | None
    broken: bool
    linked: float
    strong: float


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a page, and the block elements that hold them.

    ``parents[n]`` is the number of the element that holds element n; the outermost, 0, is its own parent.
    A parent's number is always smaller than its children's.
    """

    blocks: list[Block] = field(default_factory=list)
    holders: list[HtmlElement] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)


def blocks_of(tree: HtmlElement) -> Blocks:
    """The blocks of a page, each with at least one letter or digit."""
    body = tree.find("body")
    collector = _Collector()
    collector.read(tree if body is None else body)
    return collector.found


class _Collector:
    def __init__(self) -> None:
        self.found = Blocks()
        self._open: list[int] = []
        self._parts: list[str] = []
        self._inline: HtmlElement | None = None
        self._linked = self._strong = 0
        self._broken = False

    def read(self, root: HtmlElement) -> None:
        links = bolds = 0
        for step, node in _walk(root):
            tag = node.tag
            inline = tag in _INLINE or step is _SKIPPED
            if not inline:
                self._flush(broken=tag == "br")
            if step is _START:
                links, bolds = links + (tag == "a"), bolds + (tag in _BOLD)
                if not inline:
                    self._enter(node)
                elif self._inline is None:
                    self._inline = node
                self._add(node.text, links, bolds)
                continue
            if step is _END:
                links, bolds = links - (tag == "a"), bolds - (tag in _BOLD)
                if not inline:
                    self._open.pop()
            if node is not root:
                self._add(node.tail, links, bolds)

    def _enter(self, node: HtmlElement) -> None:
        number = len(self.found.holders)
        self.found.holders.append(node)
        self.found.parents.append(self._open[-1] if self._open else number)
        # A <br> holds nothing: what stands behind it belongs to what holds the <br>.
        self._open.append(number)

    def _add(self, text: str | None, links: int, bolds: int) -> None:
        if not text:
            return
        self._parts.append(text)
        self._linked += len(text) if links > 0 else 0
        self._strong += len(text) if bolds > 0 else 0

    def _flush(self, *, broken: bool) -> None:
        written = "".join(self._parts)
        text = _SPACES.sub(" ", written).strip()
        if text and _WORDY.search(text):
            size = len(written)
            self.found.blocks.append(
                Block(
                    text, self._open[-1], self._inline, self._broken, self._linked / size, self._strong / size
                )
            )
            self._broken = False
        self._broken = broken or (self._broken and not text)
        self._parts.clear()
        self._inline = None
        self._linked = self._strong = 0


def _walk(root: HtmlElement) -> Iterator[tuple[int, HtmlElement]]:
    """Start and end of each element a reader sees, and the others, behind which text may stand.

    Without recursion: a page may nest its elements as deep as it likes.
    """
    stack: list[tuple[HtmlElement, Iterator[HtmlElement]]] = [(root, iter(root))]
    yield _START, root
    while stack:
        node, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield _END, node
        elif not isinstance(child.tag, str) or child.tag in UNSEEN:
            yield _SKIPPED, child
        else:
            yield _START, child
            stack.append((child, iter(child)))
