"""CleanPage → Brief: a headline and the sentences that tell the page, each verbatim."""

from pagebrief.summary.brief import DEFAULT_SENTENCES, Ranked, Ranking, Way, rank, summarise
from pagebrief.summary.compared import Compared, EncodedOnce, compared
from pagebrief.summary.rewriting import rewrite

__all__ = [
    "DEFAULT_SENTENCES",
    "Compared",
    "EncodedOnce",
    "Ranked",
    "Ranking",
    "Way",
    "compared",
    "rank",
    "rewrite",
    "summarise",
]
