"""CleanPage → Brief: a headline and the sentences that tell the page, each verbatim."""

from pagebrief.summary.brief import DEFAULT_SENTENCES, Ranked, rank, summarise

__all__ = ["DEFAULT_SENTENCES", "Ranked", "rank", "summarise"]
