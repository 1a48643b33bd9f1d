"""Digests that try templates: ordinary ones, and those at which templates break."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from pagebrief.digest import Counts, Days, Digest, Entry, Later, Rejection
from pagebrief.model import (
    Brief,
    CleanPage,
    Discarded,
    DiscardReason,
    Link,
    PageRef,
    Paragraph,
    Reason,
    Rewritten,
    Sentence,
)

_NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
_HOSTILE = (
    "\"'></title><script>alert(1)</script><img src=x onerror=alert(1)>"
    " <!channel> *b* \\ {{ 7 * 7 }}\n\x00\u202e"
)


def _entry(headline: str, *sentences: str, language: str = "en") -> Entry:
    """With all that may be known of a page."""
    text = " ".join(sentences)
    found = tuple(Sentence(each, start := text.find(each), start + len(each), 0.5) for each in sentences)
    return Entry(
        PageRef("example-pages", "pages/2026/03/page.html"),
        CleanPage(
            text,
            (Paragraph(0, len(text)),),
            headline,
            "https://www.example.org/news?page=1&lang=en",
            "Example Courier",
            "Port Desk",
            "2026-03-02T06:45+01:00",
            language,
        ),
        Brief(headline, found, "central sentences", sentences[0], ("old quay", "port authority"), 3),
        (
            Reason("it says “quay”", "harbour works", "quay", 12),
            Reason("it is about “harbours”", "harbour works", sentences[0], 0, 0.41, 0.3),
        ),
        ("a.example", "b.example"),
        (Later("b.example", "https://b.example/page", _NOW, ("The pilots ask for a second tug.",), 2),),
        (_NOW - timedelta(hours=9), _NOW),
        (
            Later("Example Courier", "https://www.example.org/", _NOW - timedelta(hours=9), (), shown=True),
            Later("a.example", "https://a.example/page", _NOW - timedelta(hours=2), ()),
            Later("b.example", "https://b.example/page", _NOW, ("The pilots ask for a second tug.",), 2),
        ),
    )


def _digest(*entries: Entry) -> Digest:
    link = Link("https://state.example/digests/x.html?signed=1", "s3://state/digests/x.html", _NOW)
    return Digest("Harbour works", _NOW, entries, (), 0, link, _NOW - timedelta(days=1), 1)


ORDINARY = _entry(
    "Harbour town votes to close its oldest quay to freighters",
    "The council voted nine to four on Monday to close the old quay to ships of more than 3,000 tonnes.",
    "Cranes that have stood idle since the autumn will be moved to the outer basin before June.",
    "The port authority puts the cost of the move at 4.2 million euros, a third of it for dredging.",
)
_ARABIC = _entry(
    "المجلس البلدي يقر خطة لتوسيع شبكة المياه",
    "وافق المجلس البلدي يوم الأحد على خطة لتوسيع شبكة المياه في الأحياء القديمة.",
    language="ar",
)
_WRITTEN = replace(
    ORDINARY,
    brief=replace(
        ORDINARY.brief,
        method="rewritten by a model",
        rewritten=(
            Rewritten("The quay will be closed.", ()),
            Rewritten("It costs 4.2 million.", (), quoted=True),
        ),
    ),
)
_BARE = Entry(
    PageRef("", "notes/plain.txt"),
    CleanPage("It has one sentence.", ()),
    Brief("A page that says nothing about itself", (Sentence("It has one sentence.", 0, 20, 1.0),), ""),
    (),
)
_ABSURD = _entry("An absurdly long headline " * 40, *[f"{number} " + "x" * 2_000 for number in range(10)])
_REFUSED = Rejection(
    PageRef("example-pages", "pages/consent.html"),
    Discarded(DiscardReason.CONSENT_WALL, "It holds a consent form and no article."),
)

_DAYS = Days(
    date(2026, 2, 17),
    date(2026, 3, 2),
    Counts((4, 0, 7, 3, 1, 0, 0, 5, 9, 2, 4, 1, 0, 5), 9),
    Counts((2, 0, 3, 1, 1, 0, 0, 2, 3, 1, 2, 0, 0, 2), 9),
    (
        Counts((3, 0, 6, 3, 0, 0, 0, 4, 6, 2, 1, 1, 0, 3), 6, "harbour works"),
        Counts((1, 0, 2, 0, 1, 0, 0, 1, 4, 0, 3, 0, 0, 2), 6, "ferries"),
    ),
    1,
)

ONE = _digest(ORDINARY)
FIVE = _digest(*[ORDINARY] * 5)


def saying(text: str) -> Digest:
    """A digest of a page that says this wherever it says something, and of one that was refused for it."""
    told = _entry(text, text)
    page = replace(told.page, site=text, author=text)
    entry = replace(told, page=page, also_on=(text,), reasons=(Reason(text, text, text),))
    refused = replace(_REFUSED, discarded=Discarded(DiscardReason.TOO_SHORT, text))
    return replace(_digest(entry), title=text, rejections=(refused,))


HOSTILE, HARMLESS = saying(_HOSTILE), saying("harmless")

SAMPLES: Mapping[str, Digest] = {
    "an empty digest": replace(_digest(), whole=None, since=None, going_on=0),
    "one page": ONE,
    "five pages": FIVE,
    "fifty pages": _digest(*[ORDINARY] * 50),
    "five pages and what came lately": replace(FIVE, days=_DAYS),
    "a page that is read from right to left": _digest(_ARABIC),
    "a page without metadata": replace(_digest(_BARE), whole=None, since=None, going_on=0),
    "a page that a model rewrote": _digest(_WRITTEN),
    "absurdly long texts": _digest(*[_ABSURD] * 3),
    "pages without a digest": replace(_digest(), rejections=(_REFUSED,) * 60),
    "hostile texts": HOSTILE,
}
