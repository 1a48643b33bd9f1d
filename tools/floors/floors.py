"""The file of floors, and how it may change: upward by itself, downward only with a reason."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

FILE = Path(__file__).parents[2] / "tests/quality/floors.json"
SLACK = 0.005
"""How far a floor lies under the figure: another processor may round a likelihood the other way."""
_METADATA = ("title", "author", "date", "article_kept")

Figures = Mapping[str, float]
"""By name, ``"html aeb f1"``; each is better the larger it is."""


@dataclass(frozen=True, slots=True)
class Lowered:
    figure: str
    before: float
    after: float
    day: str
    reason: str


@dataclass(frozen=True, slots=True)
class Floors:
    """``corpus`` is the fingerprint of the development pages; every ``every_html``-th page is read."""

    corpus: str
    every_html: int
    every_text: int
    floors: dict[str, float]
    lowered: tuple[Lowered, ...] = ()


def load(file: Path = FILE) -> Floors:
    stored = json.loads(file.read_text("utf-8"))
    return Floors(**{**stored, "lowered": tuple(Lowered(**each) for each in stored["lowered"])})


def save(floors: Floors, file: Path = FILE) -> None:
    stored = {
        "corpus": floors.corpus,
        "every_html": floors.every_html,
        "every_text": floors.every_text,
        "floors": dict(sorted(floors.floors.items())),
        "lowered": [{name: getattr(each, name) for name in Lowered.__slots__} for each in floors.lowered],
    }
    file.write_text(json.dumps(stored, indent=1) + "\n", "utf-8")


def named(table: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """The figures that have floors: F1 everywhere; metadata of HTML, and of all renderings together."""
    return {
        f"{group} {figure}": value
        for group, figures in table.items()
        for figure, value in figures.items()
        if figure == "f1" or (figure in _METADATA and group.startswith(("html ", "all ")))
    }


def below(floors: Floors, measured: Figures) -> list[str]:
    """A sentence for every floor that a figure is under, or that has no figure any more."""
    return [
        f"{name} is {measured[name]:.4f}, under its floor of {floor:.3f}"
        if name in measured
        else f"{name} was not measured; its floor is {floor:.3f}"
        for name, floor in sorted(floors.floors.items())
        if measured.get(name, -math.inf) < floor
    ]


def raised(floors: Floors, measured: Figures) -> Floors:
    """Each floor right under its figure where that is higher than before; new figures get one."""
    under = {name: _under(value) for name, value in measured.items()}
    higher = {name: max(floor, floors.floors.get(name, floor)) for name, floor in under.items()}
    return replace(floors, floors={**floors.floors, **higher})


def lowered(floors: Floors, measured: Figures, reason: str, day: date) -> Floors:
    """Floors that a figure is under are set anew, and the reason is written down; the others stay.

    The floor of a figure that is not measured any more falls to 0.
    """
    entries = []
    for name, floor in sorted(floors.floors.items()):
        value = measured.get(name)
        if value is None or value < floor:
            after = 0.0 if value is None else _under(value)
            entries.append(Lowered(name, floor, after, day.isoformat(), reason))
    kept = {name: floor for name, floor in floors.floors.items() if name in measured}
    changed = {entry.figure: entry.after for entry in entries if entry.figure in measured}
    return replace(floors, floors={**kept, **changed}, lowered=(*floors.lowered, *entries))


def _under(value: float) -> float:
    return max(0.0, math.floor(round((value - SLACK) * 1000, 6)) / 1000)
