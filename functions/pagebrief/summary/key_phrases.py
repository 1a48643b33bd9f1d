"""A few phrases that a page is about, each as it stands there: names, and words that come again.

Candidates as in RAKE (Rose et al. 2010, «Automatic Keyword Extraction from Individual Documents»): words
between stop words and punctuation. A candidate earns the scores of the sentences it stands in.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from pagebrief.model import CleanPage, Sentence
from pagebrief.summary.phrase_candidates import Phrase, key_of, phrases, words_of

FEW, MOST = 3, 6
_LENGTH = (0.0, 1.0, 1.7, 1.9, 2.0)  # what a phrase of so many words is worth
_NAME, _IN_TITLE = 1.4, 1.5
_MONSTER = 1_000  # characters; what is longer is no sentence, and would cost time
_PER_SENTENCE = 0.3  # what a sentence is worth that is about nothing else of the page


@dataclass(slots=True)
class _Candidate:
    """A phrase in all its forms. ``first`` is the number of the sentence that has it first."""

    keys: tuple[str, ...]
    first: int
    named: bool = False
    times: int = 0
    score: float = 0.0
    forms: Counter[str] = field(default_factory=Counter)

    @property
    def text(self) -> str:
        return self.forms.most_common(1)[0][0]


def key_phrases(page: CleanPage, sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """Up to MOST phrases, the best first. Each stands in a sentence; none shares a word with another.

    Who publishes the page is not what it is about. Where a short page has fewer than FEW, what its title
    says too, or what comes twice, fills up to so many.
    """
    found = _candidates(sentences, page.language or "en")
    told, publisher = _keys(page.title), _keys(page.site) | _keys(page.author)
    ranked = sorted(
        (each for each in found if not publisher >= set(each.keys)), key=lambda each: -_worth(each, told)
    )
    firm = [each for each in ranked if _counts(each)]
    other = [each for each in ranked if each.times > 1 or told >= set(each.keys)]
    full = _full_names(found)
    best = tuple(islice(_distinct(firm, full), MOST))
    return best if len(best) >= FEW else tuple(islice(_distinct(firm + other, full), FEW))


def _keys(text: str | None) -> set[str]:
    return {key_of(word) for word in words_of(text or "")}


def _candidates(sentences: Sequence[Sentence], language: str) -> list[_Candidate]:
    found: dict[tuple[str, ...], _Candidate] = {}
    for number, sentence in enumerate(sentences):
        if len(sentence.text) > _MONSTER:
            continue
        for phrase in dict.fromkeys(phrases(sentence.text, language)):
            _add(phrase, sentence.score, found.setdefault(phrase.keys, _Candidate(phrase.keys, number)))
    return list(found.values())


def _add(phrase: Phrase, score: float, candidate: _Candidate) -> None:
    candidate.times += 1
    candidate.named |= phrase.named
    candidate.score += _PER_SENTENCE + score
    candidate.forms[phrase.text] += 1


def _counts(candidate: _Candidate) -> bool:
    """A name, a group of words that comes again, or a word that comes again and again."""
    return candidate.named or candidate.times > (2 if len(candidate.keys) == 1 else 1)


def _worth(candidate: _Candidate, told: set[str]) -> float:
    worth = candidate.score * _LENGTH[len(candidate.keys)]
    worth *= _NAME if candidate.named else 1.0
    return worth * (_IN_TITLE if told >= set(candidate.keys) else 1.0)


def _full_names(candidates: Sequence[_Candidate]) -> dict[str, _Candidate]:
    """One word of a name → the whole name, where the page begins with that."""
    full: dict[str, _Candidate] = {}
    first = {each.keys[0]: each.first for each in candidates if len(each.keys) == 1}
    for each in sorted(candidates, key=lambda each: len(each.keys)):
        if each.named and 2 <= len(each.keys) <= 3:
            full |= {key: each for key in (each.keys[0], each.keys[-1]) if first.get(key) == each.first}
    return full


def _distinct(ranked: Sequence[_Candidate], full: dict[str, _Candidate]) -> Iterator[str]:
    taken: set[str] = set()
    for each in ranked:
        whole = full.get(each.keys[0], each) if len(each.keys) == 1 and each.named else each
        candidate = each if _overlap(taken, whole.keys) else whole
        if not _overlap(taken, candidate.keys):
            taken |= set(candidate.keys)
            yield candidate.text


def _overlap(taken: set[str], keys: tuple[str, ...]) -> bool:
    """Whether one of the words is taken, or the beginning of one that is: «cyber» after «cybersecurity»."""
    return any(key.startswith(other) or other.startswith(key) for key in keys for other in taken)
