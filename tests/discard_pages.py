"""Labelled pages: such as hold no article, and such as only look so (``tests/pages/discards``).

Every third page of a file is held out: nothing was tuned on it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import yaml
from lxml.html import HTMLParser, document_fromstring

from pagebrief.model import DiscardReason
from pagebrief.pages.html_text import text_of_markup

_FOLDER = Path(__file__).parent / "pages/discards"
_REASONS = {
    "error-pages": DiscardReason.ERROR_PAGE,
    "bot-walls": DiscardReason.BOT_WALL,
    "consent-walls": DiscardReason.CONSENT_WALL,
    "log-in-walls": DiscardReason.LOGIN_WALL,
    "paywalls": DiscardReason.PAYWALL,
    "parked-domains": DiscardReason.PARKED_DOMAIN,
    "script-shells": DiscardReason.EMPTY_SHELL,
    "link-lists": DiscardReason.LINK_LIST,
    "too-short": DiscardReason.TOO_SHORT,
    "innocent": None,
}


@dataclass(frozen=True, slots=True)
class Labelled:
    """One form of a page: its markup, or the text that a tool makes of it. ``reason`` None: an article."""

    name: str
    form: str
    body: str
    reason: DiscardReason | None
    held_out: bool


def labelled_pages() -> Iterator[Labelled]:
    """Every page in every form in which it says something."""
    layouts = yaml.safe_load((_FOLDER / "layouts.yaml").read_text("utf-8"))
    for file, reason in _REASONS.items():
        pages = yaml.safe_load((_FOLDER / f"{file}.yaml").read_text("utf-8"))
        for number, page in enumerate(pages):
            said = ((form, body) for form, body in _forms(page, layouts) if body.strip())
            for form, body in said:
                yield Labelled(f"{file}/{page['name']}", form, body, reason, number % 3 == 2)


def _forms(page: dict[str, str], layouts: dict[str, str]) -> Iterator[tuple[str, str]]:
    if "text" in page:
        yield "text", page["text"]
        return
    markup = page.get("html") or layouts[page["layout"]].replace("{title}", escape(page["title"])).replace(
        "{body}", page["body"].strip()
    )
    yield "html", markup
    if page.get("only") != "html":
        yield "innerText", text_of_markup(markup)[1].strip()
        yield "get_text", _get_text(markup)


def _get_text(markup: str) -> str:
    """Every piece of text on a line of its own, the browser's title and what stands in noscript with it."""
    tree = document_fromstring(markup.encode(), parser=HTMLParser(encoding="utf-8"))
    pieces = tree.xpath("//text()[not(ancestor::script or ancestor::style)]")
    return "\n".join(text for piece in pieces if (text := str(piece).strip()))
