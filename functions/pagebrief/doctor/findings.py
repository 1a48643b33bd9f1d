"""What a check says: fine, to be looked at, or broken; and what to do."""

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """``text`` says what is, ``advice`` what to do about it: empty where all is well."""

    grade: Grade
    check: str
    """What was looked at, in two or three words."""
    text: str
    advice: str = ""


def ok(check: str, text: str) -> Finding:
    return Finding(Grade.OK, check, text)


def warning(check: str, text: str, advice: str) -> Finding:
    return Finding(Grade.WARNING, check, text, advice)


def problem(check: str, text: str, advice: str) -> Finding:
    return Finding(Grade.PROBLEM, check, text, advice)
