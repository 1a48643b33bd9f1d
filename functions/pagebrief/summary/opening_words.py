"""Words with which a sentence begins that leans on another, by language: regular expressions, in any case.

What may also stand by itself is left out: German «Sie» is polite, too, Spanish «su» and Portuguese «seu» are
«your». Only the English ones were measured (docs/decisions.md).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Openings:
    """``person``: of a single one, or it may be; ``others``: of several, or of things.

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
    r"is|was|will|would|has\sbeen|had\sbeen|may|might|took|takes|seem\w*|appear\w*|remain\w*|rain\w*|snow\w*|"
    r"isn['’]t|wasn['’]t"
)
_PAGE = (
    r"article|page|guide|post|(?:web)?site|section|tutorial|policy|document|video|recipe|story|series|list|review|episode|"
    r"newsletter|column|podcast|paper|report|study|book|faq|product"
)
_NOT_A_NAME = r"(?!\s(?-i:[A-ZÀ-Ý]))"  # He Lifeng, Sa Majesté

OPENINGS = {
    "en": Openings(
        person=rf"(?:he|she)(?:['’]\w+)?{_NOT_A_NAME}|(?:his|her)(?!\s(?:majesty|highness|holiness|excellency)\b)",
        others=rf"they(?:['’]\w+)?|their|its|(?-i:It|it)(?!['’]s|\s(?:{_EXPLETIVE})\b)",
        pointing=r"this|these|that|those(?!\s(?:who|with|in|of|whose|that|which|from|\w+ed)\b)|such(?!\sas\b)",
        itself=r"(?:past\s|coming\s|last\s|next\s)?(?:day|week|weekend|month|year|morning|afternoon|evening|night|"
        rf"spring|summer|autumn|fall|winter|season|time|decade|century|quarter|christmas|{_DAYS}|{_MONTHS})s?"
        rf"(?:['’]s)?|(?:is\s(?:an?|the|my|our)\s(?:\w+\s){{0,2}})?(?:{_PAGE})(?:['’]s)?",
        joining=r"but|and|or|nor|yet|so(?!\s(?:far|many|much|few)\b)|however|therefore|thus|hence|moreover|"
        r"furthermore|nevertheless|nonetheless|otherwise|consequently|likewise|also|the\slatter|"
        r"for\s(?:example|instance)|as\sa\sresult(?!\sof\b)|in\saddition(?!\sto\b)|"
        r"(?:in|by)\scontrast(?!\s(?:to|with)\b)|on\sthe\sother\shand|after\sthat|because\sof\sthis|"
        r"(?:besides|still|instead|then|similarly|accordingly|even\sso)(?=,)",
    ),
    "de": Openings(
        person=r"er|seine?[rsmn]?(?!\s(?:heiligkeit|majestät|exzellenz)\b)|ihm|ihn",
        others="ihnen",
        pointing=r"diese?[rsmn]?|jene[rsmn]?|solche[rsmn]?|letztere[rsmn]?|das\s(?:ist|sind|war|waren|sei|wäre|hat|habe|"
        r"hatte|wird|soll|sagt\w*|bedeutet|zeigt|heißt|macht)",
        itself=r"woche\w*|monat\w*|jahr\w*|tage?n?|morgen|abend|nacht|sommer\w*|winter\w*|herbst\w*|frühjahr\w*|"
        r"frühling\w*|wochenende|saison|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch|artikel|seite|beitrag|website",
        joining=r"aber|doch|jedoch|allerdings|dennoch|trotzdem|deshalb|deswegen|daher|darum|somit|außerdem|zudem|dabei|"
        r"dafür|dagegen|dazu|daraus|daraufhin|danach|davor|darauf|darin|darunter|hingegen|stattdessen|sondern|denn|und|"
        r"oder|auch|zum\sbeispiel",
    ),
    "fr": Openings(
        person=r"il(?!\s(?:(?:y|ne|faut|fallait|faudra\w*|est|était|suffit|existe|reste|pleu\w*|sembl\w*|se\speut)\b|"
        rf"n['’]|s['’]agit))|elle|lui|(?:son|sa|ses){_NOT_A_NAME}",
        others="elles|ils|leurs?",
        pointing=r"ce(?!\s\d)|cet|cette|ces|cela|ça|c['’](?:est|était)|celles?-ci|celui-ci|ceux-ci",
        itself=r"(?:derni\w+\s)?(?:semaines?|mois|années?|matin|soir|nuit|été|hiver|automne|printemps|week-end|jours?|"
        r"saison|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche)|article|page|guide|site",
        joining=r"mais|cependant|toutefois|pourtant|néanmoins|donc|ainsi|en\soutre|de\splus|par\sailleurs|"
        r"par\sconséquent|en\srevanche|par\sexemple|et|ou|or|car|puis",
    ),
    "es": Openings(
        person=r"él|ella",
        others="ellos|ellas",
        pointing=r"(?:est[aeo]s?|es[aeo]s?)(?!\s\d)|aquel\w*",
        itself=r"semanas?|mes(?:es)?|años?|días?|mañana|madrugada|tarde|noche|verano|invierno|otoño|primavera|temporada|"
        r"fin\sde\ssemana|lunes|martes|miércoles|jueves|viernes|sábado|domingo|artículo|página|guía|sitio",
        joining=r"pero|sin\sembargo|no\sobstante|además|por\s(?:eso|ello|tanto|lo\stanto)|así|entonces|también|asimismo|"
        r"y|o|pues|luego|en\scambio|por\sejemplo",
    ),
    "it": Openings(
        person=rf"lui|lei|egli|ella|(?:il\s|la\s|i\s|le\s)?(?:suo|sua|suoi|sue){_NOT_A_NAME}",
        others=r"ess[ei]|(?:il\s|la\s|i\s|le\s)?loro",
        pointing=r"quest(?:[oaei]|['’]\w+)|quell(?:[oaei]|['’]\w+)|ciò",
        itself=r"settimana|mese|anno|mattina|sera|notte|estate|inverno|autunno|primavera|stagione|"
        r"(?:lune|marte|mercole|giove|vener)dì|sabato|domenica|articolo|pagina|guida|sito",
        joining=r"ma|però|tuttavia|quindi|dunque|perciò|inoltre|così|anche|(?:e|o)(?!['’])|poi|invece|infatti|"
        r"(?:per|ad)\sesempio",
    ),
    "pt": Openings(
        person="ele|ela",
        others="eles|elas",
        pointing=r"(?:est[ea]s?|ess[ea]s?)(?!\s\d)|isto|isso|aquil[oa]|aquel[ea]s?",
        itself=r"semanas?|mês|ano|dias?|manhã|madrugada|tarde|noite|verão|inverno|outono|primavera|temporada|"
        r"fim\sde\ssemana|segunda|terça|quarta|quinta|sexta|sábado|domingo|artigo|página|guia|site",
        joining=r"mas|porém|contudo|no\sentanto|entretanto|todavia|além\sdisso|por\sisso|portanto|assim|também|e|ou|"
        r"então|por\sexemplo",
    ),
    "nl": Openings(
        person=r"hij|zij|haar|hem",
        others="hun",
        pointing=r"dit|deze|dat|die",
        itself=r"week|maand|jaar|ochtend|middag|avond|nacht|zomer|winter|herfst|lente|seizoen|weekend|"
        r"(?:maan|dins|donder|vrij|zater|zon)dag|woensdag|artikel|pagina|gids|website",
        joining=r"maar|echter|toch|daarom|dus|daardoor|daarmee|daarnaast|bovendien|ook|en|of|want|desondanks|niettemin|"
        r"daarentegen|bijvoorbeeld",
    ),
}
