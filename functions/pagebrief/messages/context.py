"""What templates get.

``digest``
    The Digest of digest.py with its title, created_at, entries, rejections, whole (the link to
    the page that has all of it, or None) and days (what came lately, or None), made fit to be
    shown by ``shown``: every text is one line without control characters and no longer than
    LIMITS says; an address is http(s) or None; a language is a plausible code or None.
``left_out``
    How many entries the message has no room for (``digest.entries`` is without them).
``rejections_left_out``
    The same for rejections. Entries come first: while any is left out, all rejections are.

Filters: see filters.py. In ``slack/`` every ``{{ … }}`` is escaped for Slack and for JSON, in
``*.html.j2`` for HTML; in the text templates nothing is.
"""

import re
from collections import Counter
from dataclasses import dataclass, replace

from pagebrief.digest import Days, Digest, Entry, Later, Rejection
from pagebrief.messages.clocks import on_readers_clocks
from pagebrief.messages.filters import host, safe_url
from pagebrief.model import Brief, CleanPage, Discarded, Link, PageRef, Reason, Rewritten, Sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """The most characters shown of each text; what is longer ends in ``…``."""

    title: int = 150
    headline: int = 300
    sentence: int = 1_000
    sentences: int = 6_000
    """Of one entry, shared evenly by its sentences: so any entry alone fits into an email."""
    name: int = 150
    """Of a site or an author."""
    added: int = 3
    """Sentences of one entry that the later pages of its story add."""
    added_sentence: int = 400
    link: int = 2_500
    """Of the address of the whole digest, which Slack takes up to 3,000 of: a longer one is not linked."""
    place: int = 1_200
    gist: int = 150
    phrase: int = 60
    phrases: int = 6
    key: int = 1_024
    """S3 allows no longer one (in bytes)."""
    rule: int = 300
    matched: int = 150
    """Of the words, or the nearest sentence, for which a page was told."""
    reasons: int = 6
    """Of one entry."""
    detail: int = 500


LIMITS = Limits()

# Overrides and isolates of the bidirectional algorithm can show a text in another order than it has
# and reach into what follows; the marks U+200E and U+200F, which honest pages need, can't.
UNSHOWABLE = re.compile("[\u202a-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff]")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_SURROGATE = re.compile("[\ud800-\udfff]")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
STORY = re.compile(r"[0-9A-Za-z:.-]{1,80}")  # delivery.item_id


def showable(text: str) -> str:
    """The text without what can't be shown, whose white space may be any."""
    return _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", UNSHOWABLE.sub("", text)))


def line(text: str, limit: int) -> str:
    """The text on one line, of at most ``limit`` characters, without what can't be shown."""
    text = " ".join(showable(text).split())
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def shown(digest: Digest) -> Digest:
    """The digest as people see it.

    A page's text and ledger stay behind, and so do the sentences that support a rewritten one; a sentence
    keeps its offsets, but may be cut.
    """
    visible = replace(
        digest,
        title=line(digest.title, LIMITS.title) or "Pagebrief",
        entries=tuple(_entry(entry) for entry in digest.entries),
        rejections=tuple(_rejection(rejection) for rejection in digest.rejections),
        whole=_link(digest.whole),
        days=_days(digest.days) if digest.days else None,
        channel=line(digest.channel, LIMITS.name),
    )
    return on_readers_clocks(visible)


def _days(days: Days) -> Days:
    watches = tuple(replace(each, name=line(each.name, LIMITS.name)) for each in days.watches)
    return replace(days, watches=watches)


def _link(link: Link | None) -> Link | None:
    """Ours, and no page's: the address of a file passes, too."""
    if link is None or len(link.url) > LIMITS.link:
        return None
    return replace(link, place=line(link.place, LIMITS.place))


def context(digest: Digest, items: int) -> dict[str, object]:
    """The variables of a template, with the first ``items`` of the entries and then the rejections."""
    entries = digest.entries[:items]
    rejections = digest.rejections[: max(0, items - len(digest.entries))]
    return {
        "digest": replace(digest, entries=entries, rejections=rejections),
        "left_out": len(digest.entries) - len(entries) + digest.more,
        "rejections_left_out": len(digest.rejections) - len(rejections),
    }


def _entry(entry: Entry) -> Entry:
    return Entry(
        ref=_ref(entry.ref),
        page=_page(entry.page),
        brief=_brief(entry.brief),
        reasons=_reasons(entry.reasons),
        also_on=tuple(line(site, LIMITS.name) for site in entry.also_on),
        later=later(entry.later),
        seen=entry.seen,
        timeline=later(entry.timeline),
        story=entry.story if STORY.fullmatch(entry.story) else "",
    )


def later(
    pages: tuple[Later, ...], most: int = LIMITS.added, length: int = LIMITS.added_sentence
) -> tuple[Later, ...]:
    """With at most ``most`` sentences of all that the pages add: the first of each before the second of any.

    Each has at most ``length`` characters. How many there are besides is counted.
    """
    by_turns = sorted(
        (turn, number) for number, page in enumerate(pages) for turn in range(len(page.sentences))
    )
    room = Counter(number for _, number in by_turns[:most])
    return tuple(_later(page, room[number], length) for number, page in enumerate(pages))


def _later(page: Later, most: int, length: int) -> Later:
    url = safe_url(page.url)
    return Later(
        _known(page.site, LIMITS.name) or host(url) or "another page",
        url,
        page.seen_at,
        tuple(line(each, length) for each in page.sentences[:most]),
        len(page.sentences[most:]),
        page.shown,
    )


def _reasons(reasons: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """The first few; how many more there are is the last."""
    more = len(reasons) - LIMITS.reasons
    last = (Reason(f"{more} more reason{'s' if more > 1 else ''}"),) if more > 0 else ()
    return *(shown_reason(reason) for reason in reasons[: LIMITS.reasons]), *last


def shown_reason(reason: Reason) -> Reason:
    return replace(
        reason,
        rule=line(reason.rule, LIMITS.rule),
        watch=_known(reason.watch, LIMITS.name),
        matched=_known(reason.matched, LIMITS.matched),
    )


def _rejection(rejection: Rejection) -> Rejection:
    discarded = rejection.discarded
    detail = line(discarded.detail, LIMITS.detail)
    return Rejection(_ref(rejection.ref), Discarded(discarded.reason, detail))


def _ref(ref: PageRef) -> PageRef:
    return replace(
        ref,
        bucket=line(ref.bucket, LIMITS.name),
        key=line(ref.key, LIMITS.key),
        member=_known(ref.member, LIMITS.key),
    )


def _page(page: CleanPage) -> CleanPage:
    language = page.language if page.language and LANGUAGE.fullmatch(page.language) else None
    return CleanPage(
        text="",
        paragraphs=(),
        title=_known(page.title, LIMITS.headline),
        url=safe_url(page.url),
        site=_known(page.site, LIMITS.name),
        author=_known(page.author, LIMITS.name),
        published_at=_known(page.published_at, LIMITS.name),
        language=language,
    )


def _known(text: str | None, limit: int) -> str | None:
    return line(text, limit) or None if text else None


def _brief(brief: Brief) -> Brief:
    sentences = beside_headline(brief)
    limit = min(LIMITS.sentence, LIMITS.sentences // max(1, len(sentences)))
    return replace(
        brief,
        headline=line(brief.headline, LIMITS.headline) or "Untitled page",
        sentences=tuple(_sentence(sentence, limit) for sentence in sentences),
        method=line(brief.method, LIMITS.rule),
        rewritten=tuple(_rewritten(each, brief) for each in brief.rewritten),
        gist=_gist(brief),
        key_phrases=tuple(line(phrase, LIMITS.phrase) for phrase in brief.key_phrases[: LIMITS.phrases]),
    )


def beside_headline(brief: Brief) -> tuple[Sentence, ...]:
    """Of a page without a title the headline is a sentence; it is not said twice."""
    return tuple(each for each in brief.sentences if each.text != brief.headline) or brief.sentences


def _gist(brief: Brief) -> str:
    """Empty where it only says the headline again, as on a page without a title."""
    said = brief.headline.removesuffix("…")
    return "" if said and brief.gist.startswith(said) else line(brief.gist, LIMITS.gist)


def _rewritten(each: Rewritten, brief: Brief) -> Rewritten:
    limit = min(LIMITS.sentence, LIMITS.sentences // len(brief.rewritten))
    return Rewritten(line(each.text, limit), (), each.quoted)


def _sentence(sentence: Sentence, limit: int) -> Sentence:
    return replace(sentence, text=line(sentence.text, limit))
