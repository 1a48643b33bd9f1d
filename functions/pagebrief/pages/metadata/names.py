"""Names of authors as pages write them → names, without what stands around them."""

import re
from collections.abc import Iterable, Iterator

from pagebrief.pages.metadata.name_patterns import (
    ACCOUNT,
    BEHIND_DATE,
    CREDENTIAL,
    END,
    LATE_ROLE,
    LEAD,
    NOT_A_PERSON,
    NOT_IN_NAMES,
    PARTICLES,
    ROLE,
    RUBBISH,
    SIGNATURE,
    SPLIT,
)
from pagebrief.pages.metadata.one_line import LONGEST_AUTHOR, key_of, one_line
from pagebrief.pages.notes import without_dates

_LONGEST_NAME = 70  # characters
_SHORT = 6  # words of a line that is a name and a section


def joined(names: Iterable[str]) -> str | None:
    """``"Ada Moss, Ben Reed"``; None for none. Whole names only, as many as ``LONGEST_AUTHOR`` holds."""
    line = ""
    for name in dict.fromkeys(names):
        longer = f"{line}, {name}" if line else name
        if len(longer) > LONGEST_AUTHOR:
            break
        line = longer
    return line or None


def names_in(text: str | None, *, said: bool = False) -> list[str]:
    """The names in what a page declares or shows as its author; none where it is something else.

    ``said``: the text must open with «by» or the like.
    """
    line = one_line(text, 2 * LONGEST_AUTHOR)
    if not line:
        return []
    dateless = without_dates(line)
    lead = LEAD.match(dateless) or (BEHIND_DATE.search(dateless) if said and dateless != line else None)
    if said and not lead:
        return []
    rest = (dateless[lead.end() :] if lead else dateless).strip()
    end = END.search(rest)
    rest = rest[: end.start()] if end else rest
    return list(_persons(_without_role(rest)))


def is_lead(line: str) -> bool:
    """Whether a line announces an author and names none: «By», «Written by», «Author:»."""
    lead = LEAD.match(line) if len(line) <= 40 else None
    return bool(lead and lead.end() == len(line))


def is_personal(text: str) -> bool:
    """Whether a line is nothing but what looks like the name of one person: two to four capitalised words."""
    words = text.split()
    return (
        2 <= len(words) <= 4
        and all(
            (word[0].isupper() and word[-1].isalpha()) or word in PARTICLES or re.match(r"[A-Z]\.$", word)
            for word in words
        )
        and not text.isupper()
        and not NOT_A_PERSON.search(text)
        and _is_name(text)
    )


def is_account(name: str) -> bool:
    """Whether a name looks like one that somebody logs in with: ``ada.moss``, ``AdaM``, ``adamoss2``."""
    return bool(ACCOUNT.match(name))


def signs(text: str) -> bool:
    """Whether a text opens as signatures do, wherever on a page they stand: «Written by», «Author:»."""
    return bool(SIGNATURE.match(text))


def leading_name(line: str) -> str | None:
    """The person that a line opens with, if a role, a section or a date is all that follows."""
    if is_personal(line):
        return line
    dateless = without_dates(line).lstrip(" |•·,–—-")
    head = END.split(dateless, maxsplit=1)[0].strip(" ,;–—-") if len(dateless) <= 2 * _LONGEST_NAME else ""
    told = dateless != line or len(line.split()) <= _SHORT
    return head if told and is_personal(head) else None


def _without_role(text: str) -> str:
    """``"Ada Moss Marketing Manager"`` → the name; «Gazette Reporter» is whole."""
    role = LATE_ROLE.search(text)
    return (
        text[: role.start()] if role and (text[role.start()] == "," or " " in text[: role.start()]) else text
    )


def _persons(text: str) -> Iterator[str]:
    found = False
    for part in SPLIT.split(text)[:20]:
        name = part.strip(" \t,;:|•·–—-/()[]\"'“”*")
        if found and CREDENTIAL.match(name):
            yield name
        elif _is_name(name):
            yield name
            found = True
        elif name and not (found and ROLE.match(name)):
            return


def _is_name(name: str) -> bool:
    words = name.split()
    return (
        1 <= len(words) <= 6
        and 2 <= len(name) <= _LONGEST_NAME
        and key_of(name).removeprefix("no ") not in RUBBISH
        and not NOT_IN_NAMES.search(name)
        and not ROLE.match(name)
        and any(ch.isalpha() for ch in name)
        and (
            len(words) == 1
            or (
                not all(map(str.islower, words))
                and not any(word.islower() and len(word) > 3 and word not in PARTICLES for word in words[:2])
            )
        )
    )
