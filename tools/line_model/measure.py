"""Four-gram F1 by group of pages, as F1 of mean precision and mean recall over pages."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np
from tools.line_model.examples import CLEAN, Example

_WORD = re.compile(r"\w+")
_N = 4


def table(examples: Sequence[Example], kept: Sequence[Sequence[bool]]) -> str:
    rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for example, keep in zip(examples, kept, strict=True):
        text = "\n".join(line for line, each in zip(example.texts, keep, strict=True) if each)
        row = _overlap(_shingles(example.truth), _shingles(text))
        if example.rendering != CLEAN:
            rows[f"{example.group}, all"].append(row)
        rows[f"{example.group}, {example.rendering}"].append(row)
    return "\n".join(
        f"{name:28s} n={len(found):<5d}F1 {_f1(found):.4f}" for name, found in sorted(rows.items())
    )


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _N]) for at in range(max(1, len(words) - _N + 1)))


def _overlap(truth: Counter[tuple[str, ...]], got: Counter[tuple[str, ...]]) -> tuple[int, int, int]:
    both = (truth & got).total()
    return both, got.total(), truth.total()


def _f1(rows: Sequence[tuple[int, int, int]]) -> float:
    precision = np.mean([both / got for both, got, _ in rows if got] or [0])
    recall = np.mean([both / truth for both, _, truth in rows if truth])
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0
