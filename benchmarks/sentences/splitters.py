"""Ours and others behind one form: (text, language) → the offsets at which later sentences begin."""

from collections.abc import Callable, Iterable

from pagebrief.model import CleanPage, Paragraph
from pagebrief.summary.sentences import split

Splitter = Callable[[str, str], tuple[int, ...]]


def ours(text: str, language: str) -> tuple[int, ...]:
    page = CleanPage(text, (Paragraph(0, len(text)),), language=language)
    return tuple(span.start for span in split(page))[1:]


def sentencex(text: str, language: str) -> tuple[int, ...]:
    from sentencex import get_sentence_boundaries  # type: ignore[import-untyped] # noqa: PLC0415

    return _starts(
        text, (text[b["start_index"] : b["end_index"]] for b in get_sentence_boundaries(language, text))
    )


def pysbd(text: str, language: str) -> tuple[int, ...]:
    import pysbd  # noqa: PLC0415
    from pysbd.languages import LANGUAGE_CODES  # noqa: PLC0415

    known = language if language in LANGUAGE_CODES else "en"
    return _starts(text, pysbd.Segmenter(language=known, clean=False).segment(text))


def punkt(text: str, language: str) -> tuple[int, ...]:
    from punkt import sent_tokenize  # noqa: PLC0415

    return _starts(text, sent_tokenize(text, language=_PUNKT.get(language, "english")))


def blingfire(text: str, _: str) -> tuple[int, ...]:
    from blingfire import text_to_sentences  # noqa: PLC0415

    return _starts(text, text_to_sentences(text).split("\n"))


def syntok(text: str, _: str) -> tuple[int, ...]:
    from syntok import segmenter  # noqa: PLC0415

    found = [sentence for paragraph in segmenter.process(text) for sentence in paragraph]
    return tuple(sentence[0].offset for sentence in found if sentence)[1:]


_PUNKT = {
    "cs": "czech", "da": "danish", "nl": "dutch", "fi": "finnish", "fr": "french", "de": "german",
    "el": "greek", "it": "italian", "no": "norwegian", "pl": "polish", "pt": "portuguese",
    "ru": "russian", "es": "spanish", "sv": "swedish", "tr": "turkish",
}  # fmt: skip

SPLITTERS: dict[str, Splitter] = {
    "ours": ours,
    "sentencex": sentencex,
    "pysbd": pysbd,
    "punkt": punkt,
    "blingfire": blingfire,
    "syntok": syntok,
}


def _starts(text: str, sentences: Iterable[str]) -> tuple[int, ...]:
    """Where the pieces begin, by their letters: some splitters change the white space between."""
    places = [index for index, character in enumerate(text) if not character.isspace()]
    starts, done = [], 0
    for sentence in sentences:
        letters = sum(not character.isspace() for character in sentence)
        if letters and done:
            starts.append(places[done])
        done += letters
    return tuple(starts)
