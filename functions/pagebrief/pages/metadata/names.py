"""Names of authors as pages write them → names, without what stands around them."""

import re
from collections.abc import Iterable, Iterator

from pagebrief.pages.metadata.one_line import LONGEST_AUTHOR, key_of, one_line
from pagebrief.pages.notes import without_dates
from pagebrief.pages.patterns import any_of

_LONGEST_NAME = 70  # characters
_LEAD = re.compile(
    r"^\W*"
    + any_of(r"""
        (?:(?:the )?(?:article|blog|guest post|post|story|words?|text|content|medically reviewed|review|reviewed|guide)\s)?(?:by|von|par|por|di|door|av|af)\b(?!-)
        (?:(?:article|blog|post|story|content|review|guide)\s)?(?:(?:and|was|is)\s)?(?:written|posted|published|reported|created|submitted|contributed|compiled|authored|edited|prepared|verfasst|geschrieben|veröffentlicht|publié|écrit|escrito|publicado|scritto)\s(?:by|von|par|por|da|di)\b
        (?:posted|published|written|veröffentlicht)\s(?:in|on|am)\s.{0,60}\s(?:by|von)\b
        (?:the |article )?(?:authors?|autor(?:in|en)?|auteur|autore|writer|written|verfasser(?:in)?|text|redaktion|from|contributors?|words)\s?(?::|$)
    """)
    + r"[\s:]*(?:by\s)?",
    re.IGNORECASE,
)
# «22. Dezember 2019 von …»: what stands before is a date.
_BEHIND_DATE = re.compile(
    r"(?:^|[\s·|•,-])(?:by|von|par|por|redaktion:|autor(?:in)?:|text:|author:)\s", re.IGNORECASE
)
_END = re.compile(
    any_of(r"""
        \s[|•·⋅∙–—/-](?:\s|$)
        [|•·⋅∙\n…]
        \s[(\[@]
        https?:|\bwww\.|\w@\w
        \s(?:on|in|at|for|am|vom|le|el|from|with)\s
        \s(?:on|am|in)\W*$
        [,.]?\s(?:published|updated|posted|last|modified|reviewed|edited|medically|veröffentlicht|aktualisiert|publié|publicado|pubblicato|follow|share|comments?|kommentare?|read(?:ing)?|about|see|view|more|min|minutes?|has|is|was|writes?)\b
        [,.]?\s\d{1,3}[\s+-](?:min|comments?|hours?|days?|weeks?|months?|years?|shares?|views?|stunden|tagen?|kommentare?)
        [,.]?\s\d{1,2}:\d\d
        \s[^\W\d]{2,6}\s\d{1,4}\s
    """),
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s?[,;]\s(?:(?:and|und|et|y|&)\s)?|\s(?:and|und|&|\+)\s")
_RANK = (
    "senior|chief|junior|associate|assistant|deputy|managing|executive|contributing|guest|lead|special|head|vp|"
    "political|science|technology|tech|news|sports?|business|health|general|freelance|co|marketing|content|product|"
    "digital|software|review|copy|web|seo|editorial|creative|community|customer|growth|sales"
)
_OFFICE = (
    "staff(?: (?:writer|reporter|author|editor))?|editors?(?:[- ]in[- ]chief)?|writers?|reporters?|correspondents?|contributors?|columnists?|"
    "journalists?|producers?|bloggers?|(?:co-?)?founders?|ceo|cto|cmo|coo|managers?|directors?|redakteur(?:in)?|analysts?|"
    "strategists?|specialists?|consultants?|engineers?|developers?|president|officer|copywriter|coordinator|executive"
)
_ROLE = re.compile(
    rf"^(?:(?:{_RANK})[ -]){{0,3}}(?:{_OFFICE})(?:(?:,| at| of| for| &| and|\s@).{{0,60}})?$", re.IGNORECASE
)
_LATE_ROLE = re.compile(
    rf"(?<=\w\w)[,\s]\s?(?:(?:{_RANK})[ -]){{0,3}}(?:{_OFFICE})\b.{{0,60}}$", re.IGNORECASE
)
_RUBBISH = frozenset(
    """
    admin administrator webmaster root user guest anonymous anonym unknown none null undefined author authors editor
    default site website editorial staff super superadmin wordpress wpadmin nan false true name test article blog
    home team by news facebook twitter linkedin medium instagram youtube pinterest whatsapp email x print tags
    veröffentlicht published string contributor writer category categories menu search no
""".split()
)
_NOT_IN_NAMES = re.compile(
    r"[<>{}=\\#%*$?!:]|\b(?:click|subscribe|newsletters?|login|sign|cookies?|menu|posts?|profile|author|ago|copyright"
    r"|rights reserved|this|your|our|you|how|what|why|read|we|i|facebook|twitter|linkedin|table of contents|search)\b",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(r"^(?:[A-Z][\w.®-]{0,3}[A-Z.®][\w®.-]{0,6}(?: \d{1,4})?|Jr\.?|Sr\.?)$")
_PARTICLES = frozenset(
    "von van der den de del della di da du la le el al bin ibn ben zu zur vom af av and und the of for".split()
)


def joined(names: Iterable[str]) -> str | None:
    """``"Ada Moss, Ben Reed"``; None for none. Whole names only, as many as ``LONGEST_AUTHOR`` holds."""
    line = ""
    for name in dict.fromkeys(names):
        longer = f"{line}, {name}" if line else name
        if len(longer) > LONGEST_AUTHOR:
            break
        line = longer
    return line or None


def names_in(text: str | None, *, said: bool = False) -> list[str]:
    """The names in what a page declares or shows as its author; none where it is something else.

    ``said``: the text must open with «by» or the like.
    """
    line = one_line(text, 2 * LONGEST_AUTHOR)
    if not line:
        return []
    dateless = without_dates(line)
    lead = _LEAD.match(dateless) or (_BEHIND_DATE.search(dateless) if said and dateless != line else None)
    if said and not lead:
        return []
    rest = (dateless[lead.end() :] if lead else dateless).strip()
    end = _END.search(rest)
    rest = rest[: end.start()] if end else rest
    return list(_persons(_without_role(rest)))


def is_lead(line: str) -> bool:
    """Whether a line announces an author and names none: «By», «Written by», «Author:»."""
    lead = _LEAD.match(line) if len(line) <= 40 else None
    return bool(lead and lead.end() == len(line))


def is_personal(text: str) -> bool:
    """Whether a line is nothing but what looks like the name of one person: two to four capitalised words."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and all(
            (word[0].isupper() and word[-1].isalpha()) or word in _PARTICLES or re.match(r"[A-Z]\.$", word)
            for word in words
        )
        and not text.isupper()
        and _is_name(text)
    )


def _without_role(text: str) -> str:
    """``"Ada Moss Marketing Manager"`` → the name; «Gazette Reporter» is whole."""
    role = _LATE_ROLE.search(text)
    return (
        text[: role.start()] if role and (text[role.start()] == "," or " " in text[: role.start()]) else text
    )


def _persons(text: str) -> Iterator[str]:
    found = False
    for part in _SPLIT.split(text)[:20]:
        name = part.strip(" \t,;:|•·–—-/()[]\"'“”*")
        if found and _CREDENTIAL.match(name):
            yield name
        elif _is_name(name):
            yield name
            found = True
        elif name and not (found and _ROLE.match(name)):
            return


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and 2 <= len(name) <= _LONGEST_NAME
        and key_of(name).removeprefix("no ") not in _RUBBISH
        and not _NOT_IN_NAMES.search(name)
        and not _ROLE.match(name)
        and any(ch.isalpha() for ch in name)
        and (
            len(words) == 1
            or not any(word.islower() and len(word) > 3 and word not in _PARTICLES for word in words[:2])
        )
    )
