"""Sample digests, and one page into which any text can be put anywhere."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from pagebrief.digest import Digest, Entry, Rejection
from pagebrief.model import Brief, CleanPage, Discarded, DiscardReason, PageRef, Paragraph, Reason, Sentence

BUILT_IN = Path(__file__).parents[2] / "templates"

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
RULE = "every page is told at once to this channel."


def brief(
    headline: str, sentences: tuple[str, ...], gist: str = "", phrases: tuple[str, ...] = (), minutes: int = 0
) -> Brief:
    """Its sentences one after the other, with offsets as if the page held nothing else."""
    found, start = [], 0
    for text in sentences:
        found.append(Sentence(text, start, start + len(text), 0.5))
        start += len(text) + 1
    return Brief(headline, tuple(found), "central sentences", gist, phrases, minutes)


def entry(
    headline: str,
    *sentences: str,
    key: str = "pages/2026/03/page.html",
    reason: str = RULE,
    watch: str | None = None,
    matched: str | None = None,
    gist: str = "",
    phrases: tuple[str, ...] = (),
    minutes: int = 0,
    **page: str | None,
) -> Entry:
    """An entry; ``page`` are fields of CleanPage."""
    text = " ".join(sentences)
    return Entry(
        PageRef("example-pages", key),
        CleanPage(text, (Paragraph(0, len(text)),), title=headline, **page),
        brief(headline, sentences, gist, phrases, minutes),
        (Reason(reason, watch, matched, None),),
    )


def digest(*entries: Entry, title: str = "North Sea desk", rejections: tuple[Rejection, ...] = ()) -> Digest:
    return Digest(title, NOW, entries, rejections)


def rejection(key: str, reason: DiscardReason, detail: str) -> Rejection:
    return Rejection(PageRef("example-pages", key), Discarded(reason, detail))


HARBOUR = entry(
    "Harbour town votes to close its oldest quay to freighters",
    "The council voted nine to four on Monday to close the old quay to ships of more than 3,000 tonnes.",
    "Cranes that have stood idle since the autumn will be moved to the outer basin before June.",
    "The port authority puts the cost of the move at 4.2 million euros, a third of it for dredging.",
    key="pages/2026/03/harbour-quay.html",
    url="https://www.example.org/news/2026/03/harbour-quay?ref=front&lang=en",
    site="Example Courier",
    author="Port Desk",
    published_at="2026-03-02T06:45+01:00",
    language="en",
)
GRID = entry(
    "Wind parks fed more power into the grid than ever before in February",
    "Turbines off the coast delivered 5.1 terawatt hours, a fifth more than in the record month of 2024.",
    "On eleven days the grid operator had to curb output because the lines to the south were full.",
    key="pages/2026/03/wind-record.txt",
    url="https://energy.example.net/wind-record",
    site="Example Energy Review",
    published_at="2026-03-01",
    language="en",
)
ARABIC = entry(
    "المجلس البلدي يقر خطة لتوسيع شبكة المياه في الأحياء القديمة",
    "وافق المجلس البلدي يوم الأحد على خطة لتوسيع شبكة المياه في الأحياء القديمة خلال ثلاث سنوات.",
    "تبلغ كلفة المشروع 12 مليون دينار، ويبدأ العمل في الربيع المقبل.",
    key="pages/2026/03/مياه.html",
    url="https://ar.example.com/news/water",
    site="صحيفة المثال",
    author="قسم المدن",
    published_at="2026-03-01T21:10+03:00",
    language="ar",
)
FRENCH = entry(
    "La bibliothèque municipale rouvre après deux ans de travaux",
    "La salle de lecture compte désormais 240 places, contre 150 auparavant.",
    "Le chantier a coûté 8,6 millions d'euros.",
    key="pages/2026/03/bibliotheque.html",
    url="https://fr.example.com/bibliotheque",
    site="Le Courrier d'exemple",
    published_at="2026-02-28T18:00+01:00",
    language="fr",
)
BARE = entry("A page that says nothing about itself", "It has one sentence.", key="notes/plain.txt")

REJECTIONS = (
    rejection(
        "pages/2026/03/consent.html", DiscardReason.NO_ARTICLE, "It holds a consent form and no article."
    ),
    rejection(
        "pages/2026/03/scan 01+02.pdf", DiscardReason.UNSUPPORTED, "It is a PDF; send HTML or plain text."
    ),
)

TOLD = replace(
    HARBOUR,
    brief=replace(
        HARBOUR.brief,
        gist="The port authority puts the cost of the move at 4.2 million euros…",
        key_phrases=("old quay", "port authority", "Eastharbour"),
        reading_minutes=3,
    ),
)

SINGLE = digest(HARBOUR, title="Pagebrief")
SEVERAL = digest(HARBOUR, GRID, ARABIC, FRENCH, BARE, rejections=REJECTIONS)

FIELDS = (
    "headline",
    "sentence",
    "gist",
    "phrase",
    "site",
    "author",
    "published_at",
    "language",
    "url",
    "key",
    "reason",
    "watch",
    "matched",
    "detail",
)

ATTACKS = {
    "script": "<script>alert(1)</script>",
    "closed title": '</title></style><img src=x onerror="alert(1)">',
    "broken attribute": "\" onmouseover='alert(1)' x=\"",
    "closed comment": "--><!--[if mso]><script>",
    "channel mention": "<!channel> and <!here|here>",
    "user mention": "<@U123> <#C123>",
    "slack link": "<https://example.net/phish|our bank>",
    "entities": "&lt;!channel&gt; &amp;amp; &#60;script&#62;",
    "quotes": "\"double\" 'single' “curly”",
    "closed json": '"}]}, {"type": "image"',
    "backslashes": "ends in a \\",
    "jinja": "{{ digest.title }} {% raw %} {# #}",
    "newlines": "one\nBcc: desk@example.org\r\ntwo",
    "line separators": "one\u2028two\u2029three\x85four\x0bfive",
    "controls": "bell \x07 null \x00 escape \x1b[31m",
    "surrogate": "half \ud83d of a pair",
    "right-to-left override": "cod.\u202eexe\u202c \u2066isolated\u2069",
    "emphasis": "*bold* _italic_ ~struck~ `code` ```block```",
    "quotation": ">>> all that follows",
    "javascript url": "javascript:alert(document.cookie)",
    "data url": "data:text/html,<script>alert(1)</script>",
    "url with markup": 'https://example.org/"><script>alert(1)</script>|<!channel> x*_~`',
    "url with backslash": "https://example.org\\@example.net/",
    "url without host": "http:///nowhere",
    "broken host": "http://[::1",
    "long": "A very long text. " * 6_000,
    "long of entities": "&<>\"'" * 20_000,
    "long word": "x" * 100_000,
    "empty": "",
    "blank": " \t\n ",
}


def carrying(text: str, *fields: str) -> Digest:
    """A digest of one page that says ``text`` in these fields, and of one that was rejected for it."""
    said = {
        "headline": "A headline",
        "sentence": "A sentence.",
        "gist": "A gist.",
        "phrase": "a phrase",
        "site": "A site",
        "author": "An author",
        "published_at": "2026-03-01",
        "language": "de",
        "url": "https://example.org/page",
        "key": "pages/page.html",
        "reason": "A reason",
        "watch": "a-watch",
        "matched": "A match",
        "detail": "A detail",
    } | dict.fromkeys(fields, text)
    headline, sentence, detail = said.pop("headline"), said.pop("sentence"), said.pop("detail")
    told = {"gist": said.pop("gist"), "phrases": (said.pop("phrase"),)}
    refused = rejection(said["key"], DiscardReason.NO_ARTICLE, detail)
    return digest(entry(headline, sentence, minutes=3, **told, **said), rejections=(refused,))
