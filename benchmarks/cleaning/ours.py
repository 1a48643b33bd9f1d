"""Pagebrief's own cleaner, through the entry that everything uses."""

from pathlib import Path

from benchmarks.cleaning.corpus import FITTED_ON, Page
from benchmarks.cleaning.figures import Answer
from pagebrief.model import CleanPage, Discarded, PageRef, RawPage
from pagebrief.pages import clean, line_model

_SHIPPED = (line_model.LINES, line_model.BLOCKS)


def clean_body(body: bytes) -> CleanPage | Discarded:
    return clean(RawPage(PageRef("", "page", size=len(body)), body))


def answer_of(result: CleanPage | Discarded) -> Answer:
    if isinstance(result, Discarded):
        return Answer()
    return Answer(result.text, result.title or "", result.author or "", result.published_at or "")


def weights_for(page: Page, folds: Path | None) -> tuple[Path, Path]:
    """The weights that were fitted without the page, ``text-0.npz`` and ``html-0.npz`` … by its fold.

    Those that ship serve pages of sets that nothing was fitted on, and, without ``folds``, all the others:
    their figures are then not held out.
    """
    if folds and page.group.split()[0] in FITTED_ON:
        return folds / f"text-{page.fold}.npz", folds / f"html-{page.fold}.npz"
    return _SHIPPED


def use_weights(weights: tuple[Path, Path]) -> None:
    """From now on, in this process."""
    line_model.LINES, line_model.BLOCKS = weights
