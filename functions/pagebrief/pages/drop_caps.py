"""A big first letter that a tool parted from its word → the word."""

import re
from collections.abc import Sequence
from dataclasses import replace

from pagebrief.pages.lines import Line

# Vowels and Y can be words of their own in some language, «A lone wolf».
_PARTED = re.compile(r"([B-DF-HJ-NP-TV-XZ]) ([a-z]+)\b")
_WORD = re.compile(r"[^\W\d_]+")


def with_whole_words(lines: Sequence[Line]) -> list[Line]:
    """``T here are`` → ``There are``, where the page has that word elsewhere: ``T cells`` stay."""
    parted = {number: found for number, line in enumerate(lines) if (found := _PARTED.match(line.text))}
    if not parted:
        return list(lines)
    known = {word for line in lines for word in _WORD.findall(line.text.lower())}
    whole = list(lines)
    for number, found in parted.items():
        word = "".join(found.groups())
        if word.lower() in known:
            whole[number] = replace(lines[number], text=word + lines[number].text[found.end() :])
    return whole
