"""New terms are tried before they are taken: a slow expression shows where a person can mend it."""

import time
from dataclasses import dataclass
from itertools import islice

from pagebrief.watches.terms import PATTERN_SECONDS, TermError, Text, TooSlowError, finder, is_expression

_SECONDS = 2.0  # of processor time, for all expressions of a file: what comes later is taken untried
_LETTERS, _REPEATED = 12, 2_000  # letters of an expression, and how often each stands in a text


@dataclass(slots=True)
class Trial:
    """Of the terms of one file, within one time."""

    seconds: float = _SECONDS

    def check(self, term: str) -> None:
        """Raises TermError where a term can't be looked for, finds the empty text, or runs out of time.

        An expression is tried on each of its own letters many times over, where a wrong repetition shows.
        What comes through is still held to its time on every page.
        """
        finder(term)
        if is_expression(term) and self.seconds > 0:
            began = time.process_time()
            try:
                _try(term)
            finally:
                self.seconds -= time.process_time() - began


def _try(term: str) -> None:
    expression = finder(term)
    for text in ("", " a. "):
        if (place := expression.first(Text(text), PATTERN_SECONDS)) and place[0] == place[1]:
            raise TermError("as a regular expression it finds the empty text, and so every page")
    letters = dict.fromkeys(letter for letter in term if letter.isalnum())
    for letter in (*islice(letters, _LETTERS), "a", "0", " "):
        try:
            expression.first(Text(f"{letter * _REPEATED}\0"), PATTERN_SECONDS)
        except TooSlowError as error:
            raise TermError(
                f"as a regular expression it takes too long: {error} were not enough for {_REPEATED:,} times "
                f"«{letter}». Is there a repetition within a repetition?"
            ) from error
