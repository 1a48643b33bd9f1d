"""Values as pages declare them → one short line of plain text."""

import re
from html import unescape

LONGEST_TITLE = 300  # characters
LONGEST_AUTHOR = 200
LONGEST_URL = 2_000  # what browsers and crawlers commonly take
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,300}>")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+")


def one_line(value: object, longest: int = LONGEST_TITLE) -> str | None:
    """A string without tags, references, control and direction characters; None where nothing is left.

    What is longer than ``longest`` characters is cut at a word.
    """
    if not isinstance(value, str):
        return None
    text = value[: 4 * longest]
    for _ in range(2):  # «&amp;quot;» is common: escaped by the writer, and again by the template
        text = unescape(text) if "&" in text else text
    text = " ".join(_UNSEEN.sub(" ", _TAG.sub(" ", text)).split())
    if len(text) > longest:
        text = text[: longest + 1].rpartition(" ")[0] or text[:longest]
    return text or None


def key_of(text: str | None) -> str:
    """For comparing: letters and digits only, case folded."""
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def web_address(value: object) -> str | None:
    """An absolute http or https address, or None."""
    text = one_line(value, LONGEST_URL)
    return text if text and re.match(r"https?://[^\s/]", text, re.IGNORECASE) else None
