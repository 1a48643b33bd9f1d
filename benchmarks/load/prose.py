"""Articles of our own making, each of an event of its own: in English, German or French, of any length.

A sentence takes its people, places and numbers from the article's own cast, and the rest from a small
grammar, so that no two articles report the same.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

_SYLLABLES = (
    "bor dal fen gar hol ist jan kel lom mar nor ost pel rim sol tor ulm ver win zel ark bru cas dun".split()
)
_ENDS = "berg mouth field haven stad ville hurst wick burg dorf ford mont".split()

# who, does what, to what, how: any of one may stand before any of the next
_GRAMMAR: Mapping[str, Sequence[Sequence[str]]] = {
    "en": (
        ("{p}", "The mayor of {t}", "A report by {o}", "Residents of {u}", "The owners of a mill near {t}",
         "Two divers from {u}", "The court in {t}", "A school in {u}", "{q}, who leads the inquiry,",
         "An engineer from {t}", "The night shift at {o}", "A farmer outside {u}"),
        ("approved", "rejected", "photographed", "measured", "paid for", "rebuilt", "questioned", "sold",
         "flooded",
         "inspected", "opened", "insured", "painted over", "lost", "described", "moved", "catalogued"),
        ("{n} crates of seed potatoes", "the roof of the {w}", "a bridge of {n} metres",
         "plans for a new {w}",
         "{n} hectares of reed", "the archive of the {w}", "a loan of {n} million crowns", "the bells of {t}",
         "{n} letters from 18{m}", "a tunnel below the {w}", "the last {w} of the valley",
         "a herd of {n} goats"),
        ("on {d}", "without asking {p}", "after a storm that lasted {n} hours",
         "for the first time since 19{m}",
         "although {o} had warned of it", "while the road to {u} was closed",
         "at a price nobody would repeat",
         "in front of {n} guests", "before the harvest", "because the {w} had been empty for years"),
    ),
    "de": (
        ("{p}", "Die Bürgermeisterin von {t}", "Ein Gutachten von {o}", "Der Gemeinderat in {u}",
         "Die Feuerwehr aus {t}", "Ein Lehrer in {u}", "Das Gericht in {t}", "Die Nachtschicht bei {o}"),
        ("lobte", "verwarf", "vermaß", "bezahlte", "prüfte", "verkaufte", "beschrieb", "fotografierte",
         "versicherte"),
        ("{n} Kisten mit Saatkartoffeln", "das Dach der Mühle", "eine Brücke von {n} Metern",
         "die Glocken von {t}",
         "{n} Briefe aus dem Jahr 18{m}", "einen Tunnel unter dem Bahnhof",
         "einen Kredit über {n} Millionen Kronen"),
        ("am {d}", "ohne {p} zu fragen", "nach einem Sturm von {n} Stunden", "zum ersten Mal seit 19{m}",
         "obwohl {o} davor gewarnt hatte", "während die Straße nach {u} gesperrt war", "vor {n} Gästen"),
    ),
    "fr": (
        ("{p}", "La maire de {t}", "Un rapport de {o}", "Le conseil de {u}", "Les pompiers de {t}",
         "Une école de {u}", "Le tribunal de {t}", "Un ingénieur venu de {u}"),
        ("a approuvé", "a refusé", "a mesuré", "a payé", "a vendu", "a décrit", "a photographié", "a assuré"),
        ("{n} caisses de semences", "le toit du moulin", "un pont de {n} mètres", "les cloches de {t}",
         "{n} lettres de 18{m}", "un tunnel sous la gare", "un prêt de {n} millions de couronnes"),
        ("le {d}", "sans consulter {p}", "après une tempête de {n} heures",
         "pour la première fois depuis 19{m}",
         "bien que {o} ait prévenu", "pendant que la route de {u} était fermée", "devant {n} invités"),
    ),
}  # fmt: skip
LANGUAGES = tuple(_GRAMMAR)
_WORKS = "harbour windmill cannery granary quarry tramway lighthouse aqueduct brewery observatory".split()
_MONTHS = {
    "en": "{} March|{} June|{} August|{} November", "de": "{}. März|{}. Juni|{}. August|{}. November",
    "fr": "{} mars|{} juin|{} août|{} novembre",
}  # fmt: skip


@dataclass(frozen=True)
class Article:
    language: str
    title: str
    paragraphs: tuple[str, ...]


def article(random: Random, language: str, sentences: int, about: str) -> Article:
    """With ``about``, a name, in its first sentence."""
    cast = _cast(random)
    found = list(_sentences(random, language, cast, sentences))
    first = f"{about}: {found[0]}"
    rest = [" ".join(found[start : start + 4]) for start in range(1, len(found), 4)]
    title = found[-1].rstrip(".")
    return Article(language, title, (first, *rest))


def _cast(random: Random) -> Mapping[str, str]:
    def name() -> str:
        return "".join(random.sample(_SYLLABLES, 2)).capitalize()

    return {
        "p": f"{name()} {name()}",
        "q": f"{name()} {name()}",
        "t": f"{name()}{random.choice(_ENDS)}",
        "u": f"{name()}{random.choice(_ENDS)}",
        "o": f"{name()} & {name()}",
    }


def _sentences(random: Random, language: str, cast: Mapping[str, str], number: int) -> Iterator[str]:
    for _ in range(number):
        words = " ".join(random.choice(part) for part in _GRAMMAR[language])
        day = random.choice(_MONTHS[language].split("|")).format(random.randint(1, 28))
        facts = {
            "n": str(random.randint(2, 980)),
            "m": str(random.randint(20, 89)),
            "d": day,
            "w": random.choice(_WORKS),
        }
        yield f"{words.format(**cast, **facts)}."
