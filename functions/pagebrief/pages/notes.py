"""Lines that stand inside an article and are not of it: bylines, captions, credits, promotions, disclaimers.

The rules are for whole lines and need two signs each (a word that such lines use, and a shape that
prose doesn't have), so that a sentence that merely mentions a photographer stays.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from pagebrief.model import DropReason
from pagebrief.pages.dates import find_date
from pagebrief.pages.patterns import whole_line

_LABELLED_DATE = re.compile(
    r"^\W*(?:(?:last |first )?(?:updated?|created?|published?|posted|modified|issued|date)"
    r"|stand|aktualisiert|veröffentlicht|publié|mis à jour|publicado|actualizado|pubblicato|aggiornato)\b",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r"\b(?:created|(?:first )?published|posted|issued)\b(?: on| at)?\W*", re.IGNORECASE)
_NAME = r"(?-i:[^\W\d_a-zà-ÿ][\w.'’-]*)"
_JOINED = rf"(?:{_NAME}|&|and|und|et|y|de|van|von|der|den|al|bin)"
_BY = re.compile(
    r"\b(?:(?:written|posted|reported|story|words|text|reviewed|edited|published|article) )?"
    rf"(?:by|von|par|por|di|door|av|af)[: ]+(?P<name>{_NAME}(?:,? {_JOINED}){{0,8}})",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[\d:=()]|\b(?:time|uhr|gmt|utc|read|comments?|share|edition)\b", re.IGNORECASE)
_READING_TIME = re.compile(r"^\W*\d{1,3}[ -]?min(?:ute)?s?\.? read\W*$", re.IGNORECASE)
_PICTURE = "(?:photo|image|picture|pic|photograph|illustration|video|caption|graphic|foto|bild|grafik)s?"
_LABELLED_CAPTION = re.compile(rf"{_PICTURE} captions?\W{{1,3}}", re.IGNORECASE)
_STOCK = "(?:file|representational|representative|stock|handout|courtesy)"
_CAPTION = whole_line(rf"""
    \(?\s*(?:{_STOCK} )?{_PICTURE}(?: credits?| courtesy| source)?\s*(?:by|via|[:/|©-]).{{0,200}}
    \(?{_STOCK} {_PICTURE}\b.{{0,80}}
    {_PICTURE} (?:caption|source|copyright|credit)\b.{{0,250}}
    (?:getty|ap|reuters|afp|epa|shutterstock|istock|unsplash|pexels|alamy)(?: images?| photos?)?\W*
    \[[\w./+ -]{{3,120}}\]
    (?:this|the|these) {_PICTURE}\b.{{0,120}}\b(?:ai[- ]generated|generated (?:by|with|using))\b.*
    (?:this|the|these) {_PICTURE}\b.{{0,120}}\b(?:illustrative|representat(?:ion|ive)(?:al)?)\b.*
    (?:this|the|these) {_PICTURE}\b.{{0,120}}\b(?:not depict|credit)\b.*
    (?:line |bar )?(?:photo|image|picture|illustration|screenshot|graphic|graph|chart) (?:of|showing)\b.*
""")
_CREDIT = whole_line(r"""
    \(?with (?:additional |agency )?(?:inputs?|reporting|files?|contributions?) (?:from|by)\b.{1,80}
    \(?(?:this|the) (?:story|report|article|copy) (?:has been|is|was) (?:auto-?)?(?:edited|generated)\b.*
    \(?(?:this|the) (?:story|report|article|copy) has not been (?:edited|reviewed)\b.*
    \(?(?:reporting|additional reporting|writing|editing|edited|compiled) by .{2,160}
    \(?(?:our standards|source|sources|via|credits?):.{1,80}
    copyright \d{4}.{0,160}
    all rights reserved.{0,80}
    this (?:article|story|post|column|interview) (?:was )?(?:originally|first) (?:published|appeared)\b.*
""")
_PROMOTION = whole_line(
    r"""
    (?:(?:also|must|see) )?(?:read|watch|listen|see)(?: more| also| next| now| on)?\s*[:|»>–-].{0,200}
    (?:related|recommended)(?: (?:stories|articles?|reading))?\s*[:|»>–-].{0,200}
    (?:more|explore|don'?t miss)(?: on| now)?\s*[:|»>–-].{0,200}
    (?:click|tap) (?:on )?(?:here|the (?:photo|image|picture|link|button))\b.{0,160}
    (?:clique (?:aqui|na|no)|cliquez (?:ici|sur)|ha(?:ga|z) clic|klicken sie|klik (?:hier|op))\b.{0,160}
    check out (?:our|more)\b.{0,200}
    (?:read|see|view|show|load|learn|find out|discover) (?:the )?(?:more|full|all|less)\b[^.!?]{0,80}
    (?:sign up|subscribe|follow us|join us|support us)\b.{0,160}
    (?:register|log ?in|donate)\b[^.!?]{0,80}
    advertisement.{0,40}
    (?:story|article) continues below.{0,60}
    (?:continue reading|scroll to continue).{0,60}
    (?:share|tweet|print|email|save|comment|like|reply|listen|bookmark|copy link|whatsapp|facebook|twitter
      |linkedin|pinterest|reddit|telegram|flipboard|x|\d|[|,•·/ ])+
""".replace("\n      |", "|")
)
_PIECE = "(?:article|story|post|piece|page|site|website|column|interview)"
_INDEPENDENT = "independently (?:test|select|choose|review|evaluate|research)"
_CONSENT = "(?:signing|clicking|subscribing|submitting|continuing|creating|entering|providing)"
_DISCLAIMER = whole_line(rf"""
    (?=.*\b(?:we|our|us|i)\b)(?=.*\b(?:commissions?|compensat(?:ed|ion))\b)(?=.*\b(?:links?|purchases?|affiliate)\b).*
    .{{0,80}}\bwe {_INDEPENDENT}\b.{{0,120}}
    .{{0,120}}\bindependently (?:selected|chosen|reviewed|tested) by (?:our|us)\b.*
    .{{0,80}}\bcontains? (?:affiliate|sponsored|paid) links\b.*
    by {_CONSENT}\b.{{0,80}}\b(?:you|i) .{{0,40}}\b(?:agree|consent|accept)\b.*
    i (?:certify|agree)\b.{{0,160}}\b(?:terms of (?:use|service)|privacy policy|marketing|newsletter)\b.*
    (?:the |all )?(?:views|opinions) expressed\b.{{0,160}}\b(?:author|writer|contributor|own|necessarily)\b.*
    .{{0,200}}\b(?:informational|educational|information)(?: and \w+)? purposes only\b.*
    no (?:part|reproduction)\b.{{0,120}}\b(?:consent|permission)\b.*
    every (?:item|product) on this page was .{{0,40}}\b(?:chosen|selected)\b.*
    (?:buying|purchases|shopping) .{{0,40}}\blinks\b.{{0,80}}\b(?:supports?|helps?|commission)\b.*
    (?:the |this )?(?:content|material|{_PIECE})\b.{{0,80}}\b(?:does not constitute|not a substitute for)\b.*
""")
_LONGEST_NOTE = 400  # characters; what is longer is prose, and costly to match
_LONGEST_BYLINE = 200
_MOST_BYLINES = 6
_MOST_KNOWN = 1 << 12  # lines: menus come again on a site's other pages, articles when they are settled


def reason_to_drop(text: str, *, listed: bool = False) -> DropReason | None:
    """Why a line inside an article is not part of its text; None where it is.

    Where dates are ``listed``, as in a forum or a calendar (``lists_dates``), they are part of it.
    """
    reason = None if len(text) > _LONGEST_NOTE else _reason(text)
    return None if listed and reason is DropReason.BYLINE else reason


def is_byline(text: str) -> bool:
    """Whether a short line says who wrote the page, or when, and nothing else."""
    return len(text) <= _LONGEST_BYLINE and _is_byline(text)


@lru_cache(_MOST_KNOWN)
def _reason(text: str) -> DropReason | None:
    if is_byline(text):
        return DropReason.BYLINE
    if _CAPTION.match(text):
        return DropReason.CAPTION
    if _CREDIT.match(text):
        return DropReason.CREDIT
    if _PROMOTION.match(text):
        return DropReason.PROMOTION
    if _DISCLAIMER.match(text):
        return DropReason.DISCLAIMER
    return None


@lru_cache(_MOST_KNOWN)
def _is_byline(text: str) -> bool:
    if _READING_TIME.match(text):
        return True
    rest = without_dates(text)
    ends_like_prose = bool(re.search(r"[a-z]{2}[.!?]$", text))
    if rest != text and (_LABELLED_DATE.match(text) or not ends_like_prose):
        return len(rest.split()) <= 8
    return bool(_BY.match(text)) and len(text.split()) <= 14 and not ends_like_prose


def lists_dates(texts: Iterable[str]) -> bool:
    """Whether more lines look like bylines than an article has: they are a forum's or a calendar's."""
    return sum(map(is_byline, texts)) > _MOST_BYLINES


def published_in(text: str, *, month_first: bool = False) -> str | None:
    """The date of publication that a byline names; where it names an update too, the first one."""
    label = _PUBLISHED.search(text)
    after = find_date(text[label.end() :], month_first=month_first) if label else None
    date = after or find_date(text, month_first=month_first)
    return date.iso if date else None


def caption_in(text: str) -> str | None:
    """What a line says of a picture that it names so: ``"Image caption: The old bridge"``."""
    label = _LABELLED_CAPTION.match(text) if len(text) <= _LONGEST_NOTE else None
    return text[label.end() :].strip() or None if label else None


def author_of(bylines: Sequence[str]) -> str | None:
    """The name in the bylines of a page, or None. One that says «by» goes before one that only looks so."""
    said = (by.group("name").strip(" ,-–—") for line in bylines if (by := _BY.search(line)))
    return next((name for name in said if name), None) or next(filter(None, map(_bare_name, bylines)), None)


def _bare_name(text: str) -> str | None:
    """``"Courier News Desk | Updated: 28-04-2025"`` → the desk."""
    head = re.split(r"[|•·,]|\s[–—-]\s", without_dates(text), maxsplit=1)[0].strip(" ;-–—")
    words = head.split()
    is_name = 2 <= len(words) <= 5 and all(word[0].isupper() for word in words)
    return head if is_name and not _LABELLED_DATE.match(head) and not _NO_NAME.search(head) else None


def without_dates(text: str) -> str:
    """The text with every date in it cut out."""
    while date := find_date(text):
        text = text[: date.start] + text[date.end :]
    return text
