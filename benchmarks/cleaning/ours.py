"""Pagebrief's own cleaner, through the entry that everything uses."""

from pathlib import Path

from benchmarks.cleaning.corpus import FITTED_ON, Page
from benchmarks.cleaning.figures import Answer

from pagebrief.model import CleanPage, Discarded, PageRef, RawPage
from pagebrief.pages import clean, line_model

_SHIPPED = line_model.WEIGHTS


def clean_body(body: bytes) -> CleanPage | Discarded:
    return clean(RawPage(PageRef("", "page", size=len(body)), body))


def answer_of(result: CleanPage | Discarded) -> Answer:
    if isinstance(result, Discarded):
        return Answer()
    return Answer(result.text, result.title or "", result.author or "", result.published_at or "")


def weights_for(page: Page, folds: Path | None) -> Path:
    """The weights that were fitted without the page: ``0.npz`` … ``4.npz`` in ``folds``, by its fold.

    Those that ship serve pages of sets that nothing was fitted on, and, without ``folds``, all the others:
    their figures are then not held out.
    """
    fitted_on = page.group.split()[0] in FITTED_ON
    return folds / f"{page.fold}.npz" if folds and fitted_on else _SHIPPED


def use_weights(path: Path) -> None:
    """From now on, in this process."""
    if path != line_model.WEIGHTS:
        line_model.WEIGHTS = path
        line_model._weights.cache_clear()
