"""What the block model sees of an HTML page: what the line model sees, and each block's place in the tree.

A change here asks for new weights: run ``make fit`` (tools/line_model).
"""

import re
from collections.abc import Sequence

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from pagebrief.pages.html_blocks import Block, Blocks
from pagebrief.pages.html_names import markup_words, named_so
from pagebrief.pages.line_features import PROSE, Features, features_of
from pagebrief.pages.lines import Line

NEAR, FAR = 16, 32
"""Words of markup (tags, classes, ids, roles) that are looked at: a block's own, and of what stands above."""

_LEVELS = 4  # elements from a block upwards whose contents are counted
_FAR_LEVELS = 8
_LONGEST = 120  # characters of an attribute
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_WITHIN = (
    "article", "main", "nav", "footer", "aside", "header", "form", "figure", "ul", "ol", "table",
    "blockquote", "section", "noscript", "button", "hidden",
)  # fmt: skip
_OWN = ("p", "li", "h1", "h2", "h3", "h4", "td", "th", "div", "pre", "figcaption", "dd", "dt", "a", "span")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_WORD = re.compile(r"\w{4,}")
_WORDS = re.compile(r"\w+")
_ENOUGH_DATA = 60  # words; less is a teaser
_LONGEST_BLOCK = 2_000  # characters


def html_features(
    page: Blocks, blocks: Sequence[Block], title: str, description: str, article_body: str
) -> Features:
    """The features of a page's first ``blocks``, of which there must be one at least."""
    lines = [_line(number, block, page) for number, block in enumerate(blocks)]
    seen = features_of(lines)
    words = [markup_words(holder) for holder in page.holders]
    holder = np.array([block.holder for block in blocks])
    parents = np.array(page.parents)
    numbers = np.concatenate(
        [
            seen.numbers,
            _own(page, blocks),
            _within(page, parents)[holder],
            _named(page, parents, seen, holder),
            _said_in_data(blocks, article_body),
            _contents(seen, blocks, holder, parents),
            _subject(blocks, title, description),
            _after_heading(page, blocks),
        ],
        axis=1,
    )
    bags = {**seen.bags, **_markup(page, blocks, words)}
    levels = [parents[holder], parents[parents[holder]], parents[parents[parents[holder]]]]
    return Features(numbers.astype(np.float32), bags, levels, seen.lengths)


def _line(number: int, block: Block, page: Blocks) -> Line:
    tag = page.holders[block.holder].tag
    gap = 0 if block.broken else 1
    return Line(block.text, number + 1, gap, tag == "li", tag in _HEADINGS, block.linked)


def _own(page: Blocks, blocks: Sequence[Block]) -> NDArray[np.float32]:
    rows = []
    for block in blocks:
        tag = page.holders[block.holder].tag
        inline = block.inline.tag if block.inline is not None else ""
        rows.append([block.strong, block.broken, block.linked > 0.9, inline == "a", inline == "time",
                     *(tag == each for each in _OWN)])  # fmt: skip
    return np.array(rows, np.float32)


def _within(page: Blocks, parents: NDArray[np.int64]) -> NDArray[np.float32]:
    """For each holder, what stands above it (or is itself), and how deep it lies."""
    rows = np.zeros((len(page.holders), len(_WITHIN) + 1), np.float32)
    for number, holder in enumerate(page.holders):
        if number:
            rows[number] = rows[parents[number]]
            rows[number, -1] += 0.1
        tag = holder.tag
        if tag in _WITHIN:
            rows[number, _WITHIN.index(tag)] = 1
        if _is_hidden(holder):
            rows[number, _WITHIN.index("hidden")] = 1
    return rows


def _named(
    page: Blocks, parents: NDArray[np.int64], seen: Features, holder: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Whether an element above is called the body of an article, or what stands beside one, and how near.

    And the share of the page's prose that the nearest such body holds.
    """
    prose = np.zeros(len(parents))
    np.add.at(prose, holder, seen.lengths * (seen.numbers[:, PROSE] > 0))
    for number in range(len(parents) - 1, 0, -1):
        prose[parents[number]] += prose[number]
    rows = np.zeros((len(parents), 4), np.float32)
    for number, element in enumerate(page.holders):
        if number:
            rows[number] = rows[parents[number]]
            rows[number, :2] *= 0.8
        name = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"[:_LONGEST]
        is_body, is_beside = named_so(name)
        if is_body:
            rows[number, 0] = 1
            rows[number, 2] = prose[number] / max(1.0, prose[0])
        if is_beside:
            rows[number, 1] = 1
            rows[number, 3] += 1
    return rows[holder]


def _said_in_data(blocks: Sequence[Block], article_body: str) -> NDArray[np.float32]:
    """The share of a block's words that stand, three in a row, in the article that the page's data holds."""
    told = _WORDS.findall(article_body.casefold())
    known = {tuple(told[at : at + 3]) for at in range(len(told) - 2)}
    rows = np.zeros((len(blocks), 2), np.float32)
    if len(known) < _ENOUGH_DATA:
        return rows
    for row, block in zip(rows, blocks, strict=True):
        words = _WORDS.findall(block.text[:_LONGEST_BLOCK].casefold())
        trigrams = [tuple(words[at : at + 3]) for at in range(len(words) - 2)]
        row[:] = 1, sum(each in known for each in trigrams) / max(1, len(trigrams))
    return rows


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style")
    return (
        element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (style is not None and bool(_HIDDEN.search(style[:_LONGEST])))
    )


def _contents(
    seen: Features, blocks: Sequence[Block], holder: NDArray[np.int64], parents: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Of the elements above each block: how much text they hold, and how much of it is prose or links."""
    prose = seen.numbers[:, PROSE] > 0
    linked = np.array([block.linked for block in blocks])
    own = np.stack(
        [seen.lengths, seen.lengths * prose, seen.lengths * linked, np.ones(len(holder)), prose], axis=1
    )
    total = np.zeros((len(parents), own.shape[1]))
    np.add.at(total, holder, own)
    direct = total.copy()
    for number in range(len(parents) - 1, 0, -1):
        total[parents[number]] += total[number]
    whole = np.maximum(total[0], 1)  # of the page
    columns = []
    level = holder
    for _ in range(_LEVELS):
        here = total[level]
        size = np.maximum(here[:, 0], 1)
        columns += [
            np.log1p(here[:, 0]) / 8,
            here[:, 1] / size,
            here[:, 2] / size,
            here[:, 1] / whole[1],
            np.log1p(here[:, 3]) / 6,
            here[:, 4] / np.maximum(here[:, 3], 1),
            direct[level][:, 1] / whole[1],
        ]
        level = parents[level]
    return np.stack(columns, axis=1).astype(np.float32)


def _subject(blocks: Sequence[Block], title: str, description: str) -> NDArray[np.float32]:
    """How much of a block's words the title and the description say, and of them the block."""
    named, told = set(_terms(title)), set(_terms(description))
    rows = []
    for block in blocks:
        own = set(_terms(block.text[: _LONGEST * 4]))
        rows.append(
            [
                len(own & named) / max(1, len(own)),
                len(own & named) / max(1, len(named)),
                len(own & told) / max(1, len(own)),
                len(own & told) / max(1, len(told)),
                bool(named),
                bool(told),
            ]
        )
    return np.array(rows, np.float32)


def _terms(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _after_heading(page: Blocks, blocks: Sequence[Block]) -> NDArray[np.float32]:
    """How far behind the first and the last <h1> a block stands."""
    tops = [n for n, block in enumerate(blocks) if page.holders[block.holder].tag == "h1"]
    index = np.arange(len(blocks))
    columns = []
    for top in (tops[:1] + tops[-1:]) if tops else (None, None):
        if top is None:
            columns += [np.zeros(len(index)), np.zeros(len(index))]
        else:
            columns += [
                np.where(index >= top, 1.0, -1.0),
                np.sign(index - top) * np.log1p(abs(index - top)) / 5,
            ]
    return np.stack(columns, axis=1).astype(np.float32)


def _markup(
    page: Blocks, blocks: Sequence[Block], words: Sequence[tuple[int, ...]]
) -> dict[str, NDArray[np.int64]]:
    near = np.zeros((len(blocks), NEAR), np.int64)
    far = np.zeros((len(blocks), FAR), np.int64)
    known: dict[int, NDArray[np.int64]] = {}
    for number, block in enumerate(blocks):
        own = words[block.holder]
        inline = markup_words(block.inline) if block.inline is not None else ()
        row = (inline[:6] + own)[:NEAR]
        near[number, : len(row)] = row
        if block.holder not in known:
            above: list[int] = []
            at = block.holder
            for _ in range(_FAR_LEVELS):
                at = page.parents[at]
                above += words[at]
            above = above[:FAR]
            known[block.holder] = np.array(above + [0] * (FAR - len(above)))
        far[number] = known[block.holder]
    return {"near": near, "far": far}
