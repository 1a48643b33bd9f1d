"""Addresses of sentences within their pages: https://wicg.github.io/scroll-to-text-fragment/"""

from urllib.parse import quote

from pagebrief.digest import Entry

DIRECTIVE = "#:~:text="
ALL_PLACES = 1_000
"""Characters of an entry's addresses of this kind, shared evenly: a section in Slack has 3,000 in all."""
_WORDS = 4  # of the beginning and the end: enough to tell a sentence from others


def place(text: str, entry: Entry) -> str:
    """The address at which a browser shows the sentence in its page; empty where there is none so short.

    A page whose address names a fragment of its own keeps that one.
    """
    url, told = entry.page.url, entry.brief.rewritten or entry.brief.sentences
    found = f"{url}{DIRECTIVE}{_range(text)}"
    fits = len(found) <= ALL_PLACES // max(1, len(told))
    return found if url and "#" not in url and text and fits else ""


def _range(text: str) -> str:
    """``beginning,end``; the whole sentence if it is short, the beginning alone if it was cut."""
    words = text.split()
    if text.endswith("…"):
        return _encoded(words[:_WORDS])
    if len(words) <= 2 * _WORDS:
        return _encoded(words)
    return f"{_encoded(words[:_WORDS])},{_encoded(words[-_WORDS:])}"


def _encoded(words: list[str]) -> str:
    """A hyphen beside a comma would be of the syntax."""
    return quote(" ".join(words), safe="", errors="replace").replace("-", "%2D")
