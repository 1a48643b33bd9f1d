"""Fingerprints of texts, without an encoder; and pages made of words that no other page has."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from string import ascii_lowercase

from pagebrief.model import CleanPage
from pagebrief.stories import fingerprint
from pagebrief.story import Fingerprint

START = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


def printed(
    sentences: Sequence[str],
    identity: str = "page",
    *,
    minutes: float = 0,
    url: str | None = None,
    site: str | None = None,
    title: str | None = None,
) -> Fingerprint:
    text = "\n\n".join(sentences)
    page = CleanPage(text, (), title=title, url=url, site=site, language="en")
    return fingerprint(page, identity, START + timedelta(minutes=minutes), list(sentences))


def prose(subject: str, count: int = 12) -> list[str]:
    """Sentences of which no word stands in another subject's, each with a name."""
    return [
        " ".join([*(f"{subject}{letter}{place}" for place in "abcdefghijkl"), f"{subject}{letter}".title()])
        for letter in ascii_lowercase[:count]
    ]
