"""How bylines begin and end, and what in them is no name."""

import re

from pagebrief.pages.patterns import any_of

_BY = "(?:by|von|par|por|di|da|door|av|af)"
_WORK = "(?:article|blog|guest post|post|story|words?|text|content|review|reviewed|medically reviewed|guide)"
_MADE = any_of(r"""
    written|posted|published|reported|created|submitted|contributed|compiled|authored|edited|prepared
    verfasst|geschrieben|veröffentlicht|erstellt|eingestellt|publié|écrit|escrito|publicado|scritto
""")
LEAD = re.compile(
    r"^\W*"
    + any_of(rf"""
        (?:(?:the )?{_WORK}\s)?{_BY}\b(?!-)
        (?:{_WORK}\s)?(?:(?:and|was|is)\s)?{_MADE}\s{_BY}\b
        (?:\d{{1,2}}\s)?[a-z]{{3,9}}\.?(?:\s\d{{1,2}})?\s{_MADE}\s{_BY}\b
        (?:posted|published|written|veröffentlicht)\s(?:in|on|am)\s.{{0,60}}\s(?:by|von)\b
        (?:the |article )?(?:authors?|autor(?:in|en)?|auteur|autore|writer|written|text|words)\s?(?::|$)
        (?:verfasser(?:in)?|redaktion|from|contributors?)\s?(?::|$)
    """)
    + r"[\s:]*(?:by\s)?",
    re.IGNORECASE,
)
"""What announces a name at the beginning of a line."""

BEHIND_DATE = re.compile(
    r"(?:^|[\s·|•,-])(?:by|von|par|por|redaktion:|autor(?:in)?:|text:|author:)\s", re.IGNORECASE
)
"""The same further on: «22. Dezember 2019 von …»."""

END = re.compile(
    any_of(r"""
        \s[|•·⋅∙–—/-](?:\s|$)
        [|•·⋅∙…]
        \s[(\[@]
        https?:|\bwww\.|\S{1,64}@\w
        \s(?:on|in|at|for|am|vom|le|el|from|with)\s
        \s(?:on|am|in)\W*$
        [,.]?\s(?:published|updated|posted|last|modified|reviewed|edited|medically)\b
        [,.]?\s(?:veröffentlicht|aktualisiert|publié|publicado|pubblicato)\b
        [,.]?\s(?:follow|share|comments?|kommentare?|read(?:ing)?|about|see|view|more|minutes?|min)\b
        [,.]?\s(?:has|is|was|writes?)\b
        [,.]?\s\d{1,3}(?:[–-]\d{1,3})?[\s+-](?:min|comments?|hours?|days?|weeks?|months?|years?|shares?|stunden|tagen?)
        \s(?:ein|keine?|leave an?|no)\s(?:kommentare?|comments?)\b
        [,.]?\s\d{1,2}:\d\d
        (?-i:\s[a-zà-ž]{2,6}\s\d{1,4}\s)
        \s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)[a-z]{0,6}\.?\s\d{1,4}\s
        \s\d{1,4}$
    """),
    re.IGNORECASE,
)
"""Where the names of a line are over."""

SPLIT = re.compile(r"\s?[,;]\s(?:(?:and|und|et|y|&)\s)?|\s(?:and|und|&|\+)\s|\sy\s(?=\S+\s\S)")

_RANK = any_of(r"""
    senior|chief|junior|associate|assistant|deputy|managing|executive|contributing|guest|lead|special|head|vp
    political|science|technology|tech|news|sports?|business|health|general|freelance|co|marketing|content
    product|digital|software|review|copy|web|seo|editorial|creative|community|customer|growth|sales
""")
_OFFICE = any_of(r"""
    staff(?: (?:writer|reporter|author|editor))?|editors?(?:[- ]in[- ]chief)?|writers?|reporters?
    correspondents?|contributors?|columnists?|journalists?|producers?|bloggers?|(?:co-?)?founders?
    ceo|cto|cmo|coo|managers?|directors?|redakteur(?:in)?|analysts?|strategists?|specialists?|consultants?
    engineers?|developers?|president|officer|copywriter|coordinator|executive
""")
ROLE = re.compile(rf"^(?:{_RANK}[ -]){{0,3}}{_OFFICE}(?:(?:,| at| of| for| &| and|\s@).{{0,60}})?$", re.I)
LATE_ROLE = re.compile(rf"(?<=\w\w)[,\s]\s?(?:{_RANK}[ -]){{0,3}}{_OFFICE}\b.{{0,60}}$", re.I)
"""A role behind a name."""

RUBBISH = frozenset(
    """
    admin administrator webmaster root user guest anonymous anonym unknown none null undefined author authors
    editor default site website editorial staff super superadmin wordpress wpadmin nan false true name test
    article blog home team by news facebook twitter linkedin medium instagram youtube pinterest whatsapp email
    x print tags veröffentlicht published string contributor writer category categories menu search no
""".split()
)
"""What stands for an author and is none, in small letters."""

NOT_IN_NAMES = re.compile(
    r"[<>{}=\\#%*$?!:]|\b(?:click|subscribe|newsletters?|login|sign|cookies?|menu|posts?|profile|author|ago"
    r"|copyright|rights reserved|this|your|our|you|how|what|why|read|we|i|facebook|twitter|linkedin"
    r"|table of contents|search)\b",
    re.IGNORECASE,
)
NOT_A_PERSON = re.compile(
    r"^(?:the|by|von)\b|\b(?:blog|news|home|careers?|tips?|guides?|ideas|data|center|centre|team|magazine|services?|products?"
    r"|resources?|recipes?|education|learning|source|brand|security|management|marketing|policy|privacy|terms|legal"
    r"|contact|support|company|press|free|best|top|table|contents?|reviews?|travel|health|business|technology"
    r"|artikel|startseite|kontakt|nachrichten|allgemein|kommentare?)\b",
    re.IGNORECASE,
)
"""Words of menus and sections, which are capitalised as names are."""

ACCOUNT = re.compile(
    r"(?:[a-z]{2,30}[._]\w{2,30}|[a-z]{6,40}\d{0,6}|[A-Za-z]{2,30}\d{1,6}|[A-Z][a-z]{2,20}[A-Z])$"
)
SIGNATURE = re.compile(
    r"\W{0,4}(?:(?:written|authored|posted|words|text|story|article|verfasst|geschrieben|erstellt|eingestellt"
    r"|escrito|publicado|écrit) (?:by|von|por|par)\b"
    r"|(?:the |article )?(?:authors?|autor(?:in|en)?|auteur|autore)\s?:)",
    re.IGNORECASE,
)
CREDENTIAL = re.compile(r"^(?:[A-Z][\w.®-]{0,3}[A-Z.®][\w®.-]{0,6}(?: \d{1,4})?|Jr\.?|Sr\.?)$")
PARTICLES = frozenset(
    """
    von van der den de del della di da du la le el al bin ibn ben zu zur vom af av and und the of for
""".split()
)
