"""Sentences of a page, made false: numbers, names and negations changed."""

import random
import re
from collections.abc import Sequence
from itertools import pairwise

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,]*(?:\.\d+)?(?![\w,]\d)")
_NAMES = re.compile(r"\b[A-Z][a-z]+(?:[ -][A-Z][a-z]+)*\b")
_MONTHS = "January February March April June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_AUXILIARY = re.compile(
    r"\b(is|are|was|were|will|would|can|could|should|must|has|have|had|does|do|did)\b"
    r"(?! (?:not|never|no|n['’]t)\b)(?!n|['’])"
)
_NEGATION = re.compile(r" (?:not|never)\b|\b(?<=is|as|re|ld|ad|es|do|id|ve)n't\b")


def number_changed(sentence: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """Another number in its place, made up or from elsewhere on the page."""
    found = list(_NUMBER.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    elsewhere: list[str] = [
        number for other in others for number in _NUMBER.findall(other) if number not in sentence
    ]
    if elsewhere and rng.random() < 0.5:
        new = str(rng.choice(elsewhere))
    else:
        digits = [i for i, character in enumerate(match[0]) if character.isdigit()]
        position = rng.choice(digits)
        choices = [d for d in "123456789" if d != match[0][position]]
        new = match[0][:position] + rng.choice(choices) + match[0][position + 1 :]
    return sentence[: match.start()] + new + sentence[match.end() :]


def date_changed(sentence: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """Another month or day of the week."""
    match = re.search(rf"\b({'|'.join(_MONTHS + _DAYS)})\b", sentence)
    if not match:
        return None
    others_of_kind = [name for name in (_MONTHS if match[0] in _MONTHS else _DAYS) if name not in sentence]
    return sentence[: match.start()] + rng.choice(others_of_kind) + sentence[match.end() :]


def name_replaced(
    sentence: str, rng: random.Random, others: Sequence[str], names: frozenset[str]
) -> str | None:
    """A name becomes another one of the page."""
    found = [match for match in _NAMES.finditer(sentence) if set(re.split("[ -]", match[0])) <= names]
    here = set(re.findall(r"\w+", sentence))
    elsewhere = sorted({
        match[0]
        for other in others
        for match in _NAMES.finditer(other)
        if set(re.split("[ -]", match[0])) <= names and not set(re.split("[ -]", match[0])) & here
    })  # fmt: skip
    if not found or not elsewhere:
        return None
    match = rng.choice(found)
    return sentence[: match.start()] + rng.choice(elsewhere) + sentence[match.end() :]


def names_exchanged(
    sentence: str, rng: random.Random, others: Sequence[str], names: frozenset[str]
) -> str | None:
    """Two names of the sentence change places, unless they stand beside each other in a list."""
    found = [match for match in _NAMES.finditer(sentence) if set(re.split("[ -]", match[0])) <= names]
    pairs = [
        (one, two)
        for one, two in pairwise(found)
        if one[0] != two[0]
        and not set(one[0].split()) & set(two[0].split())
        and re.search(r"\w{3}", re.sub(r"\b(?:and|the|or|of|in|at)\b", "", sentence[one.end() : two.start()]))
    ]
    if not pairs:
        return None
    one, two = rng.choice(pairs)
    between = sentence[one.end() : two.start()]
    return sentence[: one.start()] + two[0] + between + one[0] + sentence[two.end() :]


def negated(sentence: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """«not» put in, or taken out."""
    if taken := list(_NEGATION.finditer(sentence)):
        match = rng.choice(taken)
        return sentence[: match.start()] + sentence[match.end() :]
    found = list(_AUXILIARY.finditer(sentence))
    if not found:
        return None
    match = rng.choice(found)
    return sentence[: match.end()] + rng.choice([" not", " never", " not"]) + sentence[match.end() :]


def word_replaced(sentence: str, rng: random.Random, others: Sequence[str]) -> str | None:
    """A word becomes another one of the page with the same ending: «injured» for «killed»."""
    ending = re.compile(r"(?<=\s)[a-z]{3,}(?:ed|ing)(?=\s)")
    found = list(ending.finditer(sentence))
    elsewhere: list[str] = sorted(
        {word for other in others for word in ending.findall(other) if word not in sentence}
    )
    same = [(match, word) for match in found for word in elsewhere if match[0][-2:] == word[-2:]]
    if not same:
        return None
    match, word = rng.choice(same)
    return sentence[: match.start()] + str(word) + sentence[match.end() :]
