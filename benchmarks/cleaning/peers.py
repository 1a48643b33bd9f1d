"""The extractors that ours is compared with, as their own documentation uses them.

Those that don't decode a page themselves are given the text that ours decoded; that time is not theirs.
"""

from collections.abc import Callable
from functools import cache
from itertools import accumulate
from typing import Any

from benchmarks.cleaning.figures import Answer

Cleaner = Callable[[bytes, str], Answer]
"""Of a page's bytes and its decoded text."""

_TOLL = 12  # words of prose that a line which is none costs a block
_PROSE = 8  # words of a line that may be prose


def trafilatura(body: bytes, _text: str, *, precision: bool = False) -> Answer:
    from trafilatura import bare_extraction  # noqa: PLC0415 # each is loaded where it is asked for

    found: Any = bare_extraction(body, with_metadata=True, include_comments=False, favor_precision=precision)
    if found is None:
        return Answer()
    return Answer(found.text or "", found.title or "", found.author or "", found.date or "")


def trafilatura_precision(body: bytes, text: str) -> Answer:
    return trafilatura(body, text, precision=True)


def readability_lxml(_body: bytes, text: str) -> Answer:
    from lxml.html import fromstring  # noqa: PLC0415 # the same
    from readability import Document  # noqa: PLC0415 # the same

    document = Document(text.encode())
    blocks = fromstring(document.summary()).itertext()
    return Answer(" ".join(map(str, blocks)), document.short_title() or "")


def newspaper4k(_body: bytes, text: str) -> Answer:
    from newspaper import Article  # noqa: PLC0415 # the same

    article = Article("https://example.org/", fetch_images=False)
    article.download(input_html=text)
    article.parse()
    date = article.publish_date.isoformat() if article.publish_date else ""
    return Answer(article.text, article.title or "", ", ".join(article.authors), date)


def resiliparse(_body: bytes, text: str) -> Answer:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 # the same

    return Answer(extract_plain_text(text, main_content=True))


def justext(body: bytes, _text: str) -> Answer:
    import justext as library  # noqa: PLC0415 # the same

    found = library.justext(body, _stop_words())
    return Answer("\n".join(each.text for each in found if not each.is_boilerplate))


def as_it_is(_body: bytes, text: str) -> Answer:
    return Answer(text)


def justext_on_lines(_body: bytes, text: str) -> Answer:
    """jusText's two passes, over lines in place of blocks, which have no links to count."""
    from justext.core import (  # noqa: PLC0415 # the same
        Paragraph,
        PathInfo,
        classify_paragraphs,
        revise_paragraph_classification,
    )

    lines = []
    for written in filter(str.strip, text.split("\n")):
        lines.append(Paragraph(PathInfo()))
        lines[-1].append_text(written)
    classify_paragraphs(lines, _stop_words())
    revise_paragraph_classification(lines)
    return Answer("\n".join(line.text for line in lines if not line.is_boilerplate))


def best_block(_body: bytes, text: str) -> Answer:
    """The run of lines with the highest sum: prose earns its words, any other line costs a toll."""
    lines = [line for line in text.split("\n") if line.strip()]
    sums = [0, *accumulate(map(_worth, lines))]
    best, lowest, block = 0, 0, (0, 0)
    for at, total in enumerate(sums):
        if total < sums[lowest]:
            lowest = at
        if total - sums[lowest] > best:
            best, block = total - sums[lowest], (lowest, at)
    return Answer("\n".join(lines[slice(*block)]))


def _worth(line: str) -> int:
    words = len(line.split())
    return words if words >= _PROSE and any(mark in line for mark in ".!?…。") else -_TOLL


@cache
def _stop_words() -> frozenset[str]:
    from justext import get_stoplist  # noqa: PLC0415 # the same

    return frozenset(get_stoplist("English"))


HTML_PEERS: dict[str, Cleaner] = {
    "trafilatura": trafilatura,
    "trafilatura, precision": trafilatura_precision,
    "readability-lxml": readability_lxml,
    "newspaper4k": newspaper4k,
    "resiliparse": resiliparse,
    "jusText": justext,
}
TEXT_PEERS: dict[str, Cleaner] = {
    "as it is": as_it_is,
    "jusText's idea on lines": justext_on_lines,
    "best block": best_block,
}
