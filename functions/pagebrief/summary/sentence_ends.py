"""Corrections of a splitter's sentence ends. A wrong one makes sentences that are not whole: in doubt, none.

``benchmarks/sentences`` measures them on labelled cases of our own.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Iterator

LONGEST = 500
"""Characters. Sentences are not joined to longer ones: a list, or a page without capitals, is no sentence."""

_OPENING = "\"'“„‚‘«‹»「『（(["
_DASH = r"(?:[—–-]\s*)?"
_CONTINUED = re.compile(rf"\s*[{re.escape(_OPENING)}]*{_DASH}(?P<word>\w[\w'’]*)")
_NUMBER = re.compile(r"\s*\d")
_LIST_MARK = re.compile(r"\s*(?:\d{1,3}|[a-z])[.)]\s*", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:^|[\s(])(?:\d{1,2}|[IVX]{1,5})\.\s*$")
_ORDINALS = frozenset("de da no nb nn fi is et lv cs sk pl hu tr hr sr bs sl".split())

# Before a name: no sentence ends with one of these, in no language.
_TITLES = frozenset(
    "dr prof mr mrs ms mme mlle M mgr msgr sr sra srta sres dott dott.ssa sig sig.ra avv ing dhr mevr drs "
    "dipl gen col capt lt sgt maj rev hon gov pres Pr St Sen Rep hr frl inż hab św акад проф им ул κ κα δρ "
    "डॉ प्रो श्री ts ths pgs د أ م".split()
)  # fmt: skip
# Before a number.
_COUNTED = frozenset(
    "p pp pg pág pag s no nos nr nrs núm num n.º nº art artt abs ziff kap bd vol fig figs sec tab cap ch par "
    "§ kl ca cca c ok approx env h tel st str стр ст п гл рис табл д вып № sayfa md nro eq ex lfd rn".split()
)  # fmt: skip
_BEFORE_END = re.compile(r"(?P<word>[^\s(«“\"„']+)\.\s*$")
_INITIAL = re.compile(r"[^\W\d_]\.")
_LAST_INITIAL = re.compile(r"(?<![A-Za-zÀ-ÿΑ-ωА-я])[A-ZÀ-ÞΑ-ΩА-Я]\.\s*$")
_HOUR = re.compile(r"\b[ap]\.m\.\s*$")
_DAY = re.compile(r"\s*(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP]?[SD]?T|GMT|UTC|IST|BST|CES?T)\b")
_NO_WORD = re.compile(r"\s[.!?]+$")

# What Japanese and Korean say behind a closed quotation that goes on: «…», he said.
_AFTER_QUOTE = re.compile(r"[」』”’\"]\s*$")
_GOES_ON = re.compile(
    r"(?:と|って|との|という|の(?!ち)|を|に|が|は|も|で(?!も)|など|や|라고|고 |며|이라|라는|는 )"
)
_PLAIN_WORD = re.compile(r"(?:^|[\s(«“\"])[^\W\d_A-Z]{2,}[.!?]$")
_PLAIN_START = re.compile(r"[«“\"]?[^\W\d_][^\W\d_A-Z]*[\s,’']")
_PARTICLE = re.compile("の(?!ち)|を")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "「": "」", "『": "』", "（": "）", "(": ")", "‹": "›"}

_PIPE = re.compile(r"\|\s+")  # where a keyboard had no danda
_DANDA = frozenset("hi mr ne sa bn as".split())
_ELLIPSIS = re.compile(r"(?<=[^\W\d_])(?:…|\.\.\.)[”»\"]?\s+(?=[«“\"¿¡]?[^\W\d_])")
_INNER = re.compile(r"(?<=\w\w)[.!?…][”»\"']*\s+(?=[«“\"¿¡]?[^\W\d_])")

Span = tuple[int, int]


def mended(text: str, spans: Iterable[Span], language: str) -> Iterator[Span]:
    """The spans of ``text`` with missing ends added and wrong ones taken away, without gaps between."""
    pieces = [piece for start, end in spans for piece in _cut(text, start, end, language)]
    if not pieces:
        return
    start, end = pieces[0]
    for next_start, next_end in pieces[1:]:
        if next_end - start <= LONGEST and _is_wrong(
            text[start:next_start], text[next_start:next_end], language
        ):
            end = next_end
            continue
        yield start, end
        start, end = next_start, next_end
    yield start, end


def _is_wrong(left: str, right: str, language: str) -> bool:
    """Whether no sentence ends between the two."""
    return any(rule(left, right, language) for rule in _RULES)


def _goes_on_small(left: str, right: str, _: str) -> bool:
    """A sentence begins with a capital, unless with a name such as iPad."""
    found = _CONTINUED.match(right)
    if not found:
        return False
    word = found["word"]
    return word[0].islower() and not any(character.isupper() for character in word[1:])


def _is_list_mark(left: str, _right: str, _language: str) -> bool:
    return bool(_LIST_MARK.fullmatch(left))


def _is_ordinal(left: str, right: str, language: str) -> bool:
    """«am 3. Oktober»: a number with a full stop, in languages that write ordinals so."""
    return language in _ORDINALS and bool(_ORDINAL.search(left))


def _is_title(left: str, right: str, _: str) -> bool:
    return _ends_in_title(left)


def _counts(left: str, right: str, _: str) -> bool:
    return bool(_NUMBER.match(right)) and _last_word(left).lower() in _COUNTED


def _is_initial(left: str, right: str, _: str) -> bool:
    """«J. |D. Vance», «Dr. A. |Jansen»; but «he left the U.S. |She stayed»."""
    if not _LAST_INITIAL.search(left):
        return False
    return bool(_INITIAL.match(right.lstrip())) or _ends_in_title(left.rstrip()[:-2])


def _is_hour(left: str, right: str, _: str) -> bool:
    """«at 10 a.m. |Monday»."""
    return bool(_HOUR.search(left) and _DAY.match(right))


def _is_half_a_name(left: str, right: str, language: str) -> bool:
    """«the |.NET runtime», «モーニング娘。|のコンサート»."""
    return bool(_NO_WORD.search(left)) or (language == "ja" and bool(_PARTICLE.match(right)))


def _is_unspaced(left: str, right: str, _: str) -> bool:
    """«ASP.|NET», «client.|GetAsync(», «See?|: the end»; but «all day.|It rained»."""
    if left[-1].isspace() or right[0].isspace() or left[-1] not in ".!?":
        return False
    return not (_PLAIN_WORD.search(left) and _PLAIN_START.match(right))


def _is_spoken_on(left: str, right: str, _: str) -> bool:
    return bool(_AFTER_QUOTE.search(left) and _GOES_ON.match(right.lstrip()))


def _is_open(left: str, right: str, _: str) -> bool:
    """Whether a quotation or bracket that was opened on the left is closed on the right."""
    opened = [(left.rfind(opener), closers) for opener, closers in _CLOSERS.items() if opener in left]
    return any(
        not any(closer in left[place + 1 :] for closer in closers)
        and any(closer in right for closer in closers)
        for place, closers in opened
    )


_RULES: tuple[Callable[[str, str, str], bool], ...] = (
    _goes_on_small,
    _is_list_mark,
    _is_ordinal,
    _is_title,
    _counts,
    _is_initial,
    _is_hour,
    _is_half_a_name,
    _is_unspaced,
    _is_spoken_on,
    _is_open,
)


def _ends_in_title(left: str) -> bool:
    word = _last_word(left)
    return word in _TITLES or word.lower() in _TITLES


def _last_word(left: str) -> str:
    """The word whose full stop ends ``left``."""
    found = _BEFORE_END.search(left[-24:])
    return found["word"] if found else ""


def _is_capital(text: str) -> bool:
    return text.lstrip(_OPENING)[:1].isupper()


def _cut(text: str, start: int, end: int, language: str) -> Iterator[Span]:
    """A span at the ends that were overlooked in it."""
    piece = text[start:end]
    ends = _INNER if len(piece) > LONGEST else _ELLIPSIS
    places = {found.end() for found in ends.finditer(piece) if _is_capital(piece[found.end() :])}
    if language in _DANDA:
        places |= {found.end() for found in _PIPE.finditer(piece)}
    cuts = [start, *(start + place for place in sorted(places)), end]
    yield from itertools.pairwise(cuts)
