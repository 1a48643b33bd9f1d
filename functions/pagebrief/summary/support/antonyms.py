"""Pairs of words that say the opposite of each other, as a reader of news meets them."""

from pagebrief.summary.support.words import form_of

_PAIRS = """
rise fall, increase decrease, increase fall, rise drop, gain lose, win lose, accept reject, support
oppose, guilty innocent, guilty cleared, convicted acquitted, alive dead, open close, up down, more
less, more fewer, first last, high low, higher lower, before after, buy sell, allow ban, allow forbid,
legal illegal, best worst, better worse, early late, hire fire, arrive leave, join leave, start end,
begin end, male female, man woman, son daughter, brother sister, mother father, husband wife, boy girl,
north south, east west, friend enemy, success failure, succeed fail, strong weak, safe dangerous, agree
disagree, appear disappear, possible impossible, likely unlikely, able unable, confirm deny, admit deny,
attack defend, borrow lend, love hate, remember forget, include exclude, keep lose, lift impose,
minority majority, old young, old new, push pull, rich poor, right wrong, true false, victory defeat,
maximum minimum, few many
"""

ANTONYMS: dict[str, frozenset[str]] = {}
for _pair in _PAIRS.replace("\n", " ").split(","):
    _one, _other = (form_of(word) for word in _pair.split())
    ANTONYMS[_one] = ANTONYMS.get(_one, frozenset()) | {_other}
    ANTONYMS[_other] = ANTONYMS.get(_other, frozenset()) | {_one}
