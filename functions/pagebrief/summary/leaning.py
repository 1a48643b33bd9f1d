"""Sentences that lean on what stands before: «He denied it», «But the council refused», half a quotation.

Told without it they say nothing, or the wrong thing: a reader takes «he» for whoever was named last, and
«but» for a contrast to whatever stands above. It is seen by how a sentence begins, in the languages below; by
its quotation marks in all of them.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

DIRECT = 1
"""What «but», «this», «they» and a quotation go on with is the sentence before."""
PERSON = 2
"""Who «he» and «her» are was often said one sentence earlier: a page stays with a person for longer."""

_FIRST_WORDS = 80  # characters of a sentence that say how it begins


@dataclass(frozen=True, slots=True)
class _Openings:
    """Regular expressions. ``person``: of a single one, or it may be; ``others``: of several, or of things.

    ``pointing`` words point at what was said, but not before a word of ``itself``: «this week», «this page»
    are the reader's own.
    """

    person: str
    others: str
    pointing: str
    itself: str
    joining: str


_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_EXPLETIVE = (
    r"is|was|will|would|has\sbeen|had\sbeen|may|might|took|takes|seem\w*|appear\w*|isn['’]t|wasn['’]t"
)

_OPENINGS = {
    "en": _Openings(
        person=r"(?:he|she)(?:['’]\w+)?|his|her",
        others=rf"they(?:['’]\w+)?|their|its|it(?!['’]s|\s(?:{_EXPLETIVE})\b)",
        pointing=r"this|these|that|those(?!\s(?:who|with|in|of|whose|that|which|from)\b)|such(?!\sas\b)",
        itself=rf"(?:past\s|coming\s|last\s|next\s)?(?:week|weekend|month|year|morning|afternoon|evening|night|spring|"
        rf"summer|autumn|fall|winter|season|time|decade|century|quarter|christmas|{_DAYS}|{_MONTHS}|article|page|"
        r"guide|post|site|website|section|tutorial|policy|document|video|recipe)s?(?:['’]s)?",
        joining=r"but|and|or|nor|yet|so|however|therefore|thus|hence|moreover|furthermore|nevertheless|nonetheless|"
        r"otherwise|consequently|likewise|also|the\slatter|for\s(?:example|instance)|as\sa\sresult|in\saddition(?!\sto)|"
        r"(?:in|by)\scontrast(?!\s(?:to|with))|on\sthe\sother\shand|after\sthat|because\sof\sthis|"
        r"(?:besides|still|instead|then|similarly|accordingly|even\sso)(?=,)",
    ),
    "de": _Openings(
        person=r"er|sie|seine?[rsmn]?|ihre?[rsmn]?|ihm|ihn",
        others=r"ihnen",
        pointing=r"diese?[rsmn]?|jene[rsmn]?|solche[rsmn]?|letztere[rsmn]?|das\s(?:ist|sind|war|waren|sei|wäre|hat|habe|"
        r"hatte|wird|soll|sagt\w*|bedeutet|zeigt|heißt|macht)",
        itself=r"woche\w*|monat\w*|jahr\w*|tage?n?|morgen|abend|sommer\w*|winter\w*|herbst\w*|frühjahr\w*|frühling\w*|"
        r"wochenende|saison|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|artikel|seite|beitrag|website",
        joining=r"aber|doch|jedoch|allerdings|dennoch|trotzdem|deshalb|deswegen|daher|darum|somit|außerdem|zudem|dabei|"
        r"dafür|dagegen|dazu|daraus|daraufhin|danach|davor|darauf|darin|darunter|hingegen|stattdessen|sondern|denn|und|"
        r"oder|auch|zum\sbeispiel",
    ),
    "fr": _Openings(
        person=r"il(?!\s(?:y|faut|fallait|est|était|suffit|existe|reste|s['’]agit)\b)|elle|son|sa|ses|lui",
        others=r"elles|ils|leurs?",
        pointing=r"ce|cet|cette|ces|cela|ça|c['’](?:est|était)|celle?s?-ci|celui-ci|ceux-ci",
        itself=r"semaine|mois|année|matin|soir|été|hiver|automne|printemps|week-end|jour|saison|"
        r"(?:lun|mar|mercre|jeu|vendre|same)di|dimanche|article|page|guide|site",
        joining=r"mais|cependant|toutefois|pourtant|néanmoins|donc|ainsi|en\soutre|de\splus|par\sailleurs|"
        r"par\sconséquent|en\srevanche|par\sexemple|et|ou|or|car|puis",
    ),
    "es": _Openings(
        person=r"él|ella|sus?",
        others=r"ellos|ellas",
        pointing=r"est[aeo]s?|es[aeo]s?|aquel\w*",
        itself=r"semanas?|mes|año|mañana|tarde|noche|verano|invierno|otoño|primavera|temporada|fin\sde\ssemana|lunes|"
        r"martes|miércoles|jueves|viernes|sábado|domingo|artículo|página|guía|sitio",
        joining=r"pero|sin\sembargo|no\sobstante|además|por\s(?:eso|ello|tanto|lo\stanto)|así|entonces|también|asimismo|"
        r"y|o|pues|luego|en\scambio|por\sejemplo",
    ),
    "it": _Openings(
        person=r"lui|lei|egli|ella|(?:il\s|la\s|i\s|le\s)?(?:suo|sua|suoi|sue)",
        others=r"ess[ei]|(?:il\s|la\s|i\s|le\s)?loro",
        pointing=r"quest[oaei]|quell[oaei]|ciò",
        itself=r"settimana|mese|anno|mattina|sera|notte|estate|inverno|autunno|primavera|stagione|"
        r"(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|articolo|pagina|guida|sito",
        joining=r"ma|però|tuttavia|quindi|dunque|perciò|inoltre|così|anche|e|o|poi|invece|infatti|(?:per|ad)\sesempio",
    ),
    "pt": _Openings(
        person=r"ele|ela|(?:o\s|a\s|os\s|as\s)?(?:seus?|suas?)",
        others=r"eles|elas",
        pointing=r"est[ea]s?|ess[ea]s?|isto|isso|aquil[oa]|aquel[ea]s?",
        itself=r"semana|mês|ano|manhã|tarde|noite|verão|inverno|outono|primavera|temporada|fim\sde\ssemana|segunda|"
        r"terça|quarta|quinta|sexta|sábado|domingo|artigo|página|guia|site",
        joining=r"mas|porém|contudo|no\sentanto|entretanto|todavia|além\sdisso|por\sisso|portanto|assim|também|e|ou|"
        r"então|por\sexemplo",
    ),
    "nl": _Openings(
        person=r"hij|zij|ze|zijn|haar|hem",
        others=r"hun",
        pointing=r"dit|deze|dat|die",
        itself=r"week|maand|jaar|ochtend|middag|avond|nacht|zomer|winter|herfst|lente|seizoen|weekend|"
        r"(?:maan|dins|donder|vrij|zater|zon)dag|woensdag|artikel|pagina|gids|website",
        joining=r"maar|echter|toch|daarom|dus|daardoor|daarmee|daarnaast|bovendien|ook|en|of|want|desondanks|niettemin|"
        r"daarentegen|bijvoorbeeld",
    ),
}
_QUOTE = r"\"“”„«»'‘’"


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Of where a sentence begins; ``speaker``, of where its quotation ends: «…», she said."""

    direct: re.Pattern[str]
    person: re.Pattern[str]
    speaker: re.Pattern[str]


def _patterns(of: _Openings) -> _Patterns:
    start = rf"[\s({_QUOTE}]*"
    few = r"(?:(?-i:[a-zß-ÿ]+)[\s-]+){0,2}"  # no name among them: «…», the mayor said
    pointing = rf"(?:{of.pointing})(?!\s(?:{of.itself})\b)"
    return _Patterns(
        direct=_pattern(rf"{start}(?:{of.joining}|{of.others}|{pointing})"),
        person=_pattern(rf"{start}(?:{of.person})"),
        speaker=_pattern(rf"[{_QUOTE}].*(?:[\"“”»«]|'')[,.]?\s+{few}(?:{of.person}|{of.others})"),
    )


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"{words}(?!\w)", re.IGNORECASE | re.DOTALL)


_PATTERNS = {language: _patterns(openings) for language, openings in _OPENINGS.items()}
_WHOLE = re.compile(r"[\"“„«»][^\"“”„«»]*[\"“”»«]")
_PAIRS = (("„", "“”"), ("“", "”"), ("«", "»"))


def leaning(texts: Sequence[str], language: str | None) -> dict[int, int]:
    """Of a page's sentences, in order, those that lean, and how far before each one must be told.

    The first leans on nothing, whatever its words.
    """
    return {at: far for at, text in enumerate(texts) if at and (far := reach(text, language))}


def adrift(told: Collection[int], leaning: Mapping[int, int]) -> int:
    """How many of the sentences that are told lean on what isn't."""
    return sum(is_adrift(at, told, leaning) for at in told)


def is_adrift(at: int, told: Collection[int], leaning: Mapping[int, int]) -> bool:
    far = leaning.get(at, 0)
    return far > 0 and not any(at - back in told for back in range(1, far + 1))


def reach(text: str, language: str | None) -> int:
    """0, ``DIRECT`` or ``PERSON``, of a sentence that others stand before; of no language it is English."""
    if _is_quoted(text):
        return DIRECT
    patterns = _PATTERNS.get(language or "en")
    if patterns is None:
        return 0
    if patterns.direct.match(text[:_FIRST_WORDS]):
        return DIRECT
    person = patterns.person.match(text[:_FIRST_WORDS]) or patterns.speaker.match(text)
    return PERSON if person else 0


def _is_quoted(text: str) -> bool:
    """Whether somebody says it who is not named: all of it is quoted, or it is a part of a quotation."""
    if _WHOLE.fullmatch(text.strip()) or text.count('"') % 2:
        return True
    opening, closing = next((pair for pair in _PAIRS if pair[0] in text), _PAIRS[1])
    return text.count(opening) != sum(map(text.count, closing))
