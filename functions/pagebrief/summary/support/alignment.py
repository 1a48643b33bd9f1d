"""Which words of a sentence stand in another, in the same order."""

from collections.abc import Sequence

from pagebrief.summary.support.words import Kind, Word

_WEIGHTS = {Kind.WORD: 2, Kind.NAME: 3, Kind.NUMBER: 3}

Table = list[list[int]]


def prefixes(told: Sequence[Word], source: Sequence[Word]) -> Table:
    """``table[i][j]``: the weight of the longest common subsequence of ``told[:i]`` and ``source[:j]``."""
    table = [[0] * (len(source) + 1)]
    for word in told:
        above, row = table[-1], [0]
        weight = _WEIGHTS[word.kind]
        for j, other in enumerate(source):
            best = above[j] + weight if word.form == other.form else 0
            row.append(max(best, above[j + 1], row[-1]))
        table.append(row)
    return table


def aligned(told: Sequence[Word], source: Sequence[Word]) -> list[tuple[int, int]]:
    """The pairs of that subsequence: indices in ``told`` and ``source``, both rising."""
    table = prefixes(told, source)
    pairs: list[tuple[int, int]] = []
    i, j = len(told), len(source)
    while i and j:
        gained = table[i][j] - table[i - 1][j - 1]
        if told[i - 1].form == source[j - 1].form and gained == _WEIGHTS[told[i - 1].kind]:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        elif table[i][j] == table[i - 1][j]:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]


def weight(words: Sequence[Word]) -> int:
    return sum(_WEIGHTS[word.kind] for word in words)
