"""What pictures are taken of: the digests that templates are tried on, and whatever else people open.

A digest more in messages/samples.py is a picture more, and so is a line more in ``_OTHERS``: ``make looks
ACCEPT=yes`` makes it.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser
from tools.looks.browser import NARROW, WIDE, View, pictures
from tools.looks.comparing import beside

from pagebrief.digest import Digest
from pagebrief.messages import Templates, as_page, render_archived, render_email
from pagebrief.messages.card import card_of
from pagebrief.messages.context import shown
from pagebrief.messages.index import Page, render_index
from pagebrief.messages.samples import SAMPLES

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests/looks/golden"
VIEWS = (View(NARROW), View(WIDE), View(WIDE, "dark"))
_TEMPLATES = Templates(None, ROOT / "templates")
# As near to the top as a picture shows.
_LATELY = replace(SAMPLES["an empty digest"], days=SAMPLES["five pages and what came lately"].days)


def _email(digest: Digest) -> str:
    return as_page(render_email(digest, _TEMPLATES).html)


def _email_without_pictures(digest: Digest) -> str:
    return render_email(digest, _TEMPLATES).html


def _archived(digest: Digest) -> str:
    return render_archived(digest, _TEMPLATES)


def _index() -> str:
    """Of some digests, one a day."""
    names = ("absurdly long texts", "five pages", "a page that is read from right to left", "one page")
    digests = [
        replace(SAMPLES[name], created_at=SAMPLES[name].created_at + timedelta(days=day))
        for day, name in enumerate(names)
    ]
    pages = [
        Page(name, each.created_at, f"https://state.example/{number}.html", card_of(shown(each)))
        for number, (name, each) in enumerate(zip(names, digests, strict=True))
    ]
    return render_index(pages, digests[-1].created_at, _TEMPLATES)


_OTHERS: dict[str, Callable[[], str]] = {
    "email, what came lately": partial(_email, _LATELY),
    "email, what came lately without pictures": partial(_email_without_pictures, _LATELY),
    "archive, what came lately": partial(_archived, _LATELY),
    "archive, index": _index,
}
_FORMS = {"email": _email, "archive": _archived}

PAGES: Mapping[str, Callable[[], str]] = {
    **{
        f"{form}, {sample}": partial(render, digest)
        for form, render in _FORMS.items()
        for sample, digest in SAMPLES.items()
    },
    **_OTHERS,
}
"""By its name the HTML of each page."""


def path_of(name: str) -> Path:
    """Where the picture of a page is kept."""
    return GOLDEN / f"{name.replace(',', '').replace(' ', '-')}.png"


def sheet(browser: Browser, html: str) -> Image.Image:
    """The page in all views, beside each other."""
    return beside(list(pictures(browser, html, VIEWS)))
