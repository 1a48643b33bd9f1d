"""Bars as pictures within an email: each is named by what it shows, and drawn from its name alone.

Gmail and Outlook show no ``data:`` addresses, and an address on a server would tell that server who reads. So
a picture is a part of the message, which the HTML names by its Content-ID (RFC 2392). Its ground is
transparent, and all text stands beside it in the HTML.
"""

import re
import zlib
from base64 import b64encode
from struct import pack

import numpy as np
from numpy.typing import NDArray

from pagebrief.digest import Counts
from pagebrief.message import Picture
from pagebrief.messages.bars import heights

HEIGHT = 24
"""Of the picture and a full bar. All lengths are CSS pixels, and drawn with ``_DENSITY`` dots to each."""
DAY, _BAR = 10, 7
"""What a day takes of the width, and its bar of that."""
_DENSITY = 2
_COLOUR = "#188f8a"
"""Contrast 3.9 on the light card and 4.2 on the dark one; of what isn't text WCAG 1.4.11 asks 3."""

_NAME = "bars-{colour}-{heights}@pagebrief"
_NAMED = re.compile(r"""(?<=src=["'])cid:(bars-([0-9a-f]{6})-((?:[0-9a-f]{2}){1,31})@pagebrief)(?=["'])""")
"""No page can name one: in the output of a template its quotation marks are escaped."""


def picture(counts: Counts, colour: str = _COLOUR) -> str:
    """The address of a picture of the bars, for ``<img src>`` in an email: 24 pixels high, 10 a day wide.

    ``colour`` has six digits, as ``#188f8a``, and is to be seen on a light ground and on a dark one.
    """
    if not re.fullmatch("#[0-9a-fA-F]{6}", colour):
        raise ValueError(f"{colour!r} is no colour of six digits, such as {_COLOUR}")
    levels = bytes(heights(counts, HEIGHT)).hex()
    return "cid:" + _NAME.format(colour=colour[1:].lower(), heights=levels)


def pictures_in(html: str) -> tuple[Picture, ...]:
    """Those that the output of a template names, each once.

    As it comes from the template: once styles are inlined, a page's quotation marks are no longer escaped.
    """
    return tuple({found[1]: Picture(found[1], _drawn(found)) for found in _NAMED.finditer(html)}.values())


def as_page(html: str) -> str:
    """With its pictures within it: browsers, which know no other parts, show ``data:`` addresses."""
    return _NAMED.sub(lambda found: f"data:image/png;base64,{b64encode(_drawn(found)).decode()}", html)


def _drawn(named: re.Match[str]) -> bytes:
    _, colour, levels = named.groups()
    return _png(_dots(bytes.fromhex(levels)), bytes.fromhex(colour))


def _dots(levels: bytes) -> NDArray[np.bool_]:
    """Shape (height, width): where there is colour. A day without any is a line at the bottom."""
    dots = np.zeros((HEIGHT * _DENSITY, DAY * _DENSITY * len(levels)), np.bool_)
    for number, level in enumerate(levels):
        left = (number * DAY + (DAY - _BAR) // 2) * _DENSITY
        dots[-max(1, level) * _DENSITY :, left : left + _BAR * _DENSITY] = True
    return dots


def _png(dots: NDArray[np.bool_], colour: bytes) -> bytes:
    """One bit a dot: 0 is transparent, 1 the colour. https://www.w3.org/TR/png-3/#11Chunks"""
    height, width = dots.shape
    unfiltered = np.pad(np.packbits(dots, axis=1), ((0, 0), (1, 0)))  # 0 before each line: no filter
    chunks = (
        (b"IHDR", pack(">IIBBBBB", width, height, 1, 3, 0, 0, 0)),
        (b"PLTE", bytes(3) + colour),
        (b"tRNS", b"\x00\xff"),
        (b"IDAT", zlib.compress(unfiltered.tobytes(), 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return pack(">I", len(body)) + kind + body + pack(">I", zlib.crc32(kind + body))
