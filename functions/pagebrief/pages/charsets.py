"""Bytes → text. A naive decode returns garbage without a word, so every guess is checked."""

import codecs
import re

from charset_normalizer import from_bytes

from pagebrief.errors import PageError
from pagebrief.model import DiscardReason

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_IN_MARKUP = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w.-]{2,40})",
    re.I,
)
_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{2,40})", re.IGNORECASE)
# What browsers read when a page says one of these (WHATWG Encoding Standard, «names and labels»).
_BROWSERS_READ = {
    label: charset
    for charset, labels in {
        "cp1252": "iso-8859-1 latin-1 latin1 us-ascii ascii",
        "cp1254": "iso-8859-9",
        "gb18030": "gb2312 gbk",
        "cp932": "shift_jis",
        "cp949": "ks_c_5601-1987 euc-kr",
        "cp874": "iso-8859-11 tis-620",
    }.items()
    for label in labels.split()
}
_HEAD = 4096  # bytes in which a page says what it is
_GUESS_BYTES = 100_000  # of a page; more doesn't make the guess better and costs seconds


def decode(body: bytes, content_type: str | None, name: str) -> str:
    """The text of a page.

    In this order, the first that fits every byte: byte-order mark (or the NULs of UTF-16), UTF-8, what
    the page or its content type declares, what the bytes look like. UTF-8 stands before the declaration
    because text in another charset is hardly ever valid UTF-8, while wrong declarations are common.

    Raises PageError (UNDECODABLE).
    """
    if wide := _marked(body[:_HEAD]):
        return body.decode(wide, errors="replace")
    for charset in ("utf-8", *_declared(body, content_type)):
        if (text := _exactly(body, charset)) is not None:
            return text
    if (text := _mostly_utf8(body)) is not None:
        return text
    best = from_bytes(body[:_GUESS_BYTES]).best()
    if best is None:
        raise PageError(DiscardReason.UNDECODABLE, f"{name} is text in no charset that could be recognised")
    return body.decode(best.encoding, errors="replace")


def is_wide(head: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32, where NUL bytes are to be expected."""
    return (charset := _marked(head)) is not None and charset != "utf-8-sig"


def is_utf8(head: bytes) -> bool:
    """Whether the beginning of a file is, perhaps cut within a character, UTF-8."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def charset_of_stream(head: bytes) -> str:
    """The charset of data that are UTF-8 by their standard, such as JSON, unless a tool had its own way."""
    return _marked(head) or "utf-8"


def decode_head(head: bytes) -> str:
    """The beginning of a text, well enough to see what it is."""
    return head.decode(_marked(head) or "utf-8", "replace")


def _marked(head: bytes) -> str | None:
    """By its byte-order mark, or by NULs where UTF-16 without one has them in text of any Western script."""
    if marked := next((charset for mark, charset in _BOMS if head.startswith(mark)), None):
        return marked
    even, odd = head[:2048:2], head[1:2048:2]
    enough = 0.4 * len(odd)
    if len(odd) < 8 or max(even.count(0), odd.count(0)) < enough:
        return None
    if even.count(0) <= len(even) / 20:
        return "utf-16-le"
    return "utf-16-be" if odd.count(0) <= len(odd) / 20 else None


def _declared(body: bytes, content_type: str | None) -> list[str]:
    labels = []
    if content_type and (header := _IN_HEADER.search(content_type)):
        labels.append(header.group(1))
    if markup := _IN_MARKUP.search(body[:_HEAD]):
        labels.append((markup.group(1) or markup.group(2)).decode("ascii", "replace"))
    return [_BROWSERS_READ.get(label.lower(), label.lower()) for label in labels]


def _exactly(body: bytes, charset: str) -> str | None:
    try:
        text = body.decode(charset)
    except (LookupError, ValueError):
        return None
    # cp1252 and its kin decode nearly anything; C1 control characters give a wrong guess away.
    return None if charset != "utf-8" and len(re.findall("[\x80-\x9f]", text)) > 2 else text


def _mostly_utf8(body: bytes) -> str | None:
    """UTF-8 with a few broken characters: pages cut in mid-character, or pasted together."""
    text = body.decode("utf-8", errors="replace")
    broken, wide = text.count("\ufffd"), sum(1 for ch in text[:_GUESS_BYTES] if ch > "\x7f")
    return text if broken <= max(1, wide // 20) and wide > 10 * broken else None
