"""The pages, by name; each holds one sentence by which an article is known, where it is one."""

import bz2
import gzip
from collections.abc import Callable, Iterator
from itertools import count, pairwise
from pathlib import Path

SENTENCE = (
    "The council met again on Monday and decided to rebuild the old bridge over the river before winter."
)
_ARTICLE = (
    f"{SENTENCE} It has been closed since the flood of last spring, and the ferry takes few people. "
    "The work costs four million, of which the region pays one half and the town the other half."
)
_TITLED = f"<html><head><title>The bridge</title></head><body><p>{_ARTICLE}</p>"
_MB = 1_000_000
_BOMB = 300 * _MB  # characters that a small file unpacks to

Build = Callable[[], bytes]


def _html(body: str) -> Build:
    return f"{_TITLED}{body}".encode


def _text(tail: str) -> Build:
    return f"{_ARTICLE}\n\n{tail}".encode


def _of_size(piece: Callable[[int], str], megabytes: int, head: str = "") -> Build:
    """``head`` and as many pieces, each with its number, as fill a page."""

    def build() -> bytes:
        return head.encode() + b"".join(_up_to(piece, megabytes * _MB - len(head)))

    return build


def _up_to(piece: Callable[[int], str], size: int) -> Iterator[bytes]:
    for number in count():
        part = piece(number).encode()
        size -= len(part)
        if size < 0:
            return
        yield part


def _laughs() -> bytes:
    names = [f"lol{number}" for number in range(12)]
    entities = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names))
    return (
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY lol0 "ha">{entities}]>'
        f"<html><body><p>{_ARTICLE} &lol11;</p></body></html>"
    ).encode()


def _gzip_bomb() -> bytes:
    return gzip.compress(b"<p>" + b" " * _BOMB, 9)


def _gzip_of_gzips() -> bytes:
    body = _ARTICLE.encode() * 10
    for _ in range(1000):
        body = gzip.compress(body, 1)
    return body


def write(name: str, file: Path) -> None:
    file.write_bytes(CASES[name]())


_SIZES = (20, 50)

CASES: dict[str, Build] = {
    "1,000 nested elements": _html("<div>" * 1_000 + "x"),
    "100,000 nested elements": _html("<div>" * 100_000 + "x"),
    "100,000 nested inline elements": _html("<b><i>" * 50_000 + "x"),
    "the article within 100,000 elements": f"<html><body>{'<div>' * 100_000}<p>{_ARTICLE}".encode,
    "10,000 nested tables": _html("<table><tr><td>" * 10_000 + "x"),
    "a line of a million characters": _text("x" * _MB),
    "a line of a million words": _text("word " * _MB),
    "a paragraph of a million sentences": _html("<p>" + "He said so. " * _MB),
    "null bytes": lambda: _ARTICLE.replace(" ", " \0").encode() * 100,
    "null bytes in markup": lambda: f"<html><p>{_ARTICLE}</p>".replace("<", "\0<\0").encode() * 100,
    "lone surrogates": lambda: (_ARTICLE + "\ud800" * 1000).encode("utf-8", "surrogatepass"),
    "lone surrogates as references": _html("<p>&#xD800;&#55555;</p>" * 1_000),
    "entities that expand": _laughs,
    "a million references": _html("<p>" + "&amp;" * _MB),
    "references within references": _html(f"<p>&{'amp;' * _MB}"),
    "a reference of a million digits": _html(f"<p>&#{'9' * _MB};"),
    "a gzip bomb": _gzip_bomb,
    "a gzip that never ends": lambda: gzip.compress(_ARTICLE.encode() * 2_000)[:-9],
    "a gzip a thousand deep": _gzip_of_gzips,
    "a bzip2 bomb": lambda: bz2.compress(b"<p>" + b" " * _BOMB, 9),
    "100,000 attributes": _html("<p " + " ".join(f"a{number}=b" for number in range(100_000)) + ">x</p>"),
    "an attribute of 9 MB": _html(f"<p class='{'x ' * 4_500_000}'>x</p>"),
    "a megabyte of tags never closed": _html("<a " * (_MB // 3)),
    "a megabyte of comments never closed": _html("<!--" * (_MB // 4)),
    "a million list items": _html("<ul>" + "<li>Item" * _MB),
    "a million list items of text": _text("- Item\n" * _MB),
    "a million Markdown links": _text("* [Item](x)\n" * _MB),
    "a megabyte of brackets": _text("[" * _MB),
    "a million dates": _text("1 Jan 2025\n" * _MB),
    "JSON a million deep": lambda: b"[" * _MB,
    "a JSON string of 19 MB": lambda: b'{"text": "' + _ARTICLE.encode() * 65_000 + b'"}',
    "a PDF of nothing": lambda: b"%PDF-1.7\n" + b"1 0 obj << >> " * 70_000,
    "10 MB of Windows Cyrillic": lambda: "Совет снова собрался в понедельник. ".encode("cp1251") * 270_000,
    "10 MB of random bytes": lambda: bytes((n * n * 2_654_435_761 >> 13) & 255 for n in range(10 * _MB)),
    **{
        name.format(size): _of_size(piece, size, head)
        for size in _SIZES
        for name, piece, head in (
            ("{} MB of paragraphs", lambda n: f"Paragraph {n}. {_ARTICLE}\n\n", ""),
            ("{} MB of words, one a line", lambda n: f"word{n % 999}\n", f"{_ARTICLE}\n\n"),
            ("{} MB of lines of sentences", lambda n: f"It was day {n} of the trial.\n", f"{_ARTICLE}\n\n"),
            ("{} MB of HTML paragraphs", lambda n: f"<p>Paragraph {n}. {_ARTICLE}</p>\n", _TITLED),
            ("{} MB of empty tags", lambda n: "<p></p>", _TITLED),
            ("{} MB of links", lambda n: f"<a href='/{n}'>Link {n}</a> ", _TITLED),
            ("{} MB of table cells", lambda n: f"<tr><td>{n}<td>x", f"{_TITLED}<table>"),
        )
    },
}  # fmt: skip
