"""Whether a generated sentence stands in the page: its numbers, dates, names and meaning."""

from pagebrief.summary.support.gate import Gate, Verdict

__all__ = ["Gate", "Verdict"]
