"""The labelled cases of ``tests/quality/sentence_ends.txt``."""

from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parents[2] / "tests/quality/sentence_ends.txt"
_BOUNDARY = "‖"


@dataclass(frozen=True, slots=True)
class Case:
    """A text, and the offsets at which its second and later sentences begin."""

    language: str
    text: str
    starts: tuple[int, ...]
    kept_aside: bool
    """Every second case: not looked at while the splitter was corrected."""


def read_cases(file: Path = FILE) -> list[Case]:
    lines = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [_case(line, bool(number % 2)) for number, line in enumerate(lines)]


def _case(line: str, kept_aside: bool) -> Case:
    language, marked = line.split("\t")
    starts, length = [], 0
    for sentence in marked.split(_BOUNDARY)[:-1]:
        length += len(sentence)
        starts.append(length)
    return Case(language, marked.replace(_BOUNDARY, ""), tuple(starts), kept_aside)
