"""Ours and the summarisers that it is compared with: pages → three sentences. All of them split alike."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from pagebrief.bootstrap import find_encoder
from pagebrief.model import CleanPage
from pagebrief.ports import Encoder
from pagebrief.summary import rank
from pagebrief.summary.sentences import split

OURS, LEAD = "Pagebrief", "Lead-3"
COUNT = 3
_LEAST_WORDS = 4  # of a sentence of Lead-3, as in the common scorer

Summariser = Callable[[CleanPage], list[int]]
"""The numbers of the sentences that are chosen, of those of ``sentences``."""


def sentences(page: CleanPage) -> list[str]:
    return [page.text[span.start : span.end] for span in split(page)]


@cache
def encoder(model: Path | None = None) -> Encoder:
    return find_encoder(model)


def ours(page: CleanPage) -> list[int]:
    return [at for at, each in enumerate(rank(page, encoder(), COUNT).sentences) if each.chosen]


def lead(page: CleanPage) -> list[int]:
    return [at for at, text in enumerate(sentences(page)) if len(text.split()) >= _LEAST_WORDS][:COUNT]


def at_random(page: CleanPage) -> list[int]:
    able = [at for at, each in enumerate(rank(page, encoder(), COUNT).sentences) if each.eligible]
    return sorted(Random(0).sample(able, min(COUNT, len(able))))  # noqa: S311 # no secret


def lexrank(page: CleanPage) -> list[int]:
    from sumy.summarizers.lex_rank import LexRankSummarizer  # noqa: PLC0415 # not in every environment

    return _by_sumy(LexRankSummarizer, sentences(page))


def textrank(page: CleanPage) -> list[int]:
    from sumy.summarizers.text_rank import TextRankSummarizer  # noqa: PLC0415 # the same

    return _by_sumy(TextRankSummarizer, sentences(page))


def _by_sumy(kind: Any, texts: Sequence[str]) -> list[int]:
    """As its documentation does for English, over our sentences in place of nltk's."""
    from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # noqa: PLC0415 # the same
    from sumy.nlp.stemmers import Stemmer  # noqa: PLC0415 # the same
    from sumy.utils import get_stop_words  # noqa: PLC0415 # the same

    nodes = [Sentence(text, _Words()) for text in texts]
    summarizer = kind(Stemmer("english"))
    summarizer.stop_words = get_stop_words("english")
    chosen = summarizer(ObjectDocumentModel([Paragraph(nodes)]), COUNT)
    return sorted(at for at, node in enumerate(nodes) if any(node is each for each in chosen))


class _Words:
    """The part of sumy's tokenizer that its sentences use, without nltk's data, which would be downloaded."""

    def to_words(self, sentence: str) -> tuple[str, ...]:
        return tuple(re.findall(r"[^\W\d_]+", sentence))


PEERS: dict[str, Summariser] = {LEAD: lead, "sumy LexRank": lexrank, "sumy TextRank": textrank}
